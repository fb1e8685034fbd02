/// `LessonRuntime` as far as programs name it; it prints what the real one reports.
let standInRuntime = #"""
  import Dispatch

  public enum LessonProgram {
    nonisolated(unsafe) static var line = 0
    public static func at(_ line: Int) { self.line = line }

    public static func run(_ body: @escaping () throws -> Void) {
      do { try body() } catch { print("threw \(error) at line \(line)") }
    }

    public static func runAsync(_ body: @escaping () async throws -> Void) {
      let done = DispatchSemaphore(value: 0)
      nonisolated(unsafe) let body = body
      Task.detached {
        do { try await body() } catch { print("threw \(error) at line \(line)") }
        done.signal()
      }
      done.wait()
    }

    public static func sealed(_ title: String, number: Int, _ seal: (UInt64, UInt64)) -> String {
      "\(seal.0) \(seal.1) \(number) \(title)"
    }

    public static func showLast<Value>(_ value: Value) { print("=> \(value)") }
    public static func showLast(_ value: Void) {}

    public static func inline<Value>(_ index: Int, _ body: () throws -> Value) {
      do { print("inline \(index): \(try body())") } catch { print("inline \(index) threw \(error)") }
    }

    public static func inlineAsync<Value>(
      _ index: Int, _ body: @escaping () async throws -> Value
    ) {
      let done = DispatchSemaphore(value: 0)
      nonisolated(unsafe) let body = body
      Task.detached {
        do { print("inline \(index): \(try await body())") } catch {
          print("inline \(index) threw \(error)")
        }
        done.signal()
      }
      done.wait()
    }
  }
  """#

/// Loads libraries in order and calls an entry of each.
let standInDriver = #"""
  import Glibc
  import LessonRuntime

  setvbuf(stdout, nil, _IONBF, 0)
  LessonProgram.at(0)
  var arguments = CommandLine.arguments.dropFirst()
  while arguments.count >= 2 {
    let library = arguments.removeFirst()
    let entry = arguments.removeFirst()
    guard let handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL) else {
      print("cannot load: \(String(cString: dlerror()))")
      exit(3)
    }
    guard let symbol = dlsym(handle, entry) else {
      print("no entry \(entry)")
      exit(4)
    }
    unsafeBitCast(symbol, to: (@convention(c) (UInt64, UInt64) -> Void).self)(7, 8)
  }
  """#
