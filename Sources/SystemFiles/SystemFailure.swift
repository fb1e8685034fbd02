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
      if current.domain == NSPOSIXErrorDomain {
        return SystemFailure(Int32(current.code)).description
      }
      next = current.userInfo[NSUnderlyingErrorKey] as? NSError
    }
    return (error as NSError).localizedDescription
  }
}
