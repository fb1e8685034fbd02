import Foundation

/// The browser of the person at the machine.
enum Browser {
  /// Shows an address, or says that there is no program for that.
  static func open(_ address: URL) {
    #if os(macOS)
    let name = "open"
    #else
    let name = "xdg-open"
    #endif
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name, address.absoluteString]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.terminationHandler = { process in
      guard process.terminationStatus != 0 else { return }
      Note.warn("\(name) could not open the browser; open \(address.absoluteString) yourself")
    }
    do {
      try process.run()
    } catch {
      Note.warn("\(name) could not be started; open \(address.absoluteString) yourself")
    }
  }
}
