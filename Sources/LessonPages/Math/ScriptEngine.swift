import CDuktape

/// A JavaScript interpreter; the one place where Duktape's pointers are.
///
/// Duktape holds strings as CESU-8: a character beyond U+FFFF is two surrogates of three bytes
/// each. Strings are converted on the way in and out.
final class ScriptEngine {
  private let context: OpaquePointer

  /// Starts an interpreter, or returns nil if there is no memory for one.
  init?() {
    guard let context = duk_create_heap(nil, nil, nil, nil, nil) else { return nil }
    self.context = context
  }

  deinit {
    duk_destroy_heap(context)
  }

  /// Runs a program and drops its value.
  func run(_ program: String) throws(ScriptError) {
    let bytes = CESU8.encode(program)
    let code = bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        // Flags: safe (errors are returned), evaluated, no file name on the stack.
        duk_eval_raw(
          context,
          characters.baseAddress,
          duk_size_t(characters.count),
          UInt32(
            DUK_COMPILE_EVAL | DUK_COMPILE_SAFE | DUK_COMPILE_NOSOURCE
              | DUK_COMPILE_NOFILENAME
          )
        )
      }
    }
    let value = popString()
    guard code == 0 else { throw ScriptError(message: value) }
  }

  /// Calls a global function with strings and returns its value as a string.
  func call(_ function: String, _ arguments: [String]) throws(ScriptError) -> String {
    duk_get_global_string(context, function)
    for argument in arguments {
      let bytes = CESU8.encode(argument)
      bytes.withUnsafeBufferPointer { buffer in
        buffer.withMemoryRebound(to: CChar.self) { characters in
          _ = duk_push_lstring(context, characters.baseAddress, duk_size_t(characters.count))
        }
      }
    }
    let code = duk_pcall(context, duk_idx_t(arguments.count))
    let value = popString()
    guard code == 0 else { throw ScriptError(message: value) }
    return value
  }

  private func popString() -> String {
    var length = duk_size_t(0)
    let characters = duk_safe_to_lstring(context, -1, &length)
    defer { duk_pop(context) }
    guard let characters else { return "" }
    let buffer = UnsafeBufferPointer<CChar>(start: characters, count: Int(length))
    return buffer.withMemoryRebound(to: UInt8.self) { CESU8.decode($0) }
  }
}

/// What an interpreted program threw.
struct ScriptError: Error, Equatable {
  var message: String
}

/// UTF-8 in which a character beyond U+FFFF is a pair of surrogates.
enum CESU8 {
  static func encode(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for unit in text.utf16 {
      append(unit, to: &bytes)
    }
    return bytes
  }

  static func decode(_ bytes: some Sequence<UInt8>) -> String {
    var units: [UInt16] = []
    var pending = UInt16(0)
    var missing = 0
    for byte in bytes {
      switch byte {
      case 0x00..<0x80: units.append(UInt16(byte))
      case 0x80..<0xC0:
        pending = pending << 6 | UInt16(byte & 0x3F)
        missing -= 1
        if missing == 0 { units.append(pending) }
      case 0xC0..<0xE0:
        pending = UInt16(byte & 0x1F)
        missing = 1
      default:
        pending = UInt16(byte & 0x0F)
        missing = 2
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  private static func append(_ unit: UInt16, to bytes: inout [UInt8]) {
    switch unit {
    case 0..<0x80: bytes.append(UInt8(unit))
    case 0x80..<0x800:
      bytes += [UInt8(0xC0 | unit >> 6), UInt8(0x80 | unit & 0x3F)]
    default:
      bytes += [
        UInt8(0xE0 | unit >> 12), UInt8(0x80 | unit >> 6 & 0x3F), UInt8(0x80 | unit & 0x3F),
      ]
    }
  }
}
