import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Why the system did not do something.
public struct SystemFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// The system's number.
  public let number: Int32

  /// The failure with the system's number.
  public init(_ number: Int32) { self.number = number }

  /// The reason in a few words: `No space left on device`.
  public var description: String { String(cString: strerror(number)) }

  /// The reason in any error, in a few words.
  ///
  /// Foundation wraps the system's number in errors whose own text says little, or is a dump.
  public static func reason(of error: any Error) -> String {
    if let failure = error as? SystemFailure { return failure.description }
    var next: NSError? = error as NSError
    while let current = next {
      if let number = number(of: current) { return SystemFailure(number).description }
      next = current.userInfo[NSUnderlyingErrorKey] as? NSError
    }
    return (error as NSError).localizedDescription
  }

  /// The system's number in an error, which Foundation may have made a number of its own of.
  private static func number(of error: NSError) -> Int32? {
    if error.domain == NSPOSIXErrorDomain { return Int32(error.code) }
    guard error.domain == NSCocoaErrorDomain else { return nil }
    return switch CocoaError.Code(rawValue: error.code) {
    case .fileNoSuchFile, .fileReadNoSuchFile: ENOENT
    case .fileReadNoPermission, .fileWriteNoPermission: EACCES
    case .fileWriteOutOfSpace: ENOSPC
    case .fileWriteVolumeReadOnly: EROFS
    case .fileWriteFileExists: EEXIST
    default: nil
    }
  }
}
