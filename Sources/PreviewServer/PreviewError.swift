/// Why the preview server does not run.
public enum PreviewError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Another program listens on the port; the next one that is free, if any.
  case portTaken(Int, free: Int?)
  /// The system does not give the port.
  case portRefused(Int, reason: String)
  /// No port has this number.
  case noPort(Int)
  /// The network of this machine fails.
  case network(reason: String)

  /// A sentence with the fix.
  public var description: String {
    switch self {
    case .portTaken(let port, let free?):
      "port \(port) is taken by another program; \(free) is free: add --port \(free)"
    case .portTaken(let port, nil):
      "port \(port) is taken by another program; name another one, or let the system choose with --port 0"
    case .portRefused(let port, let reason):
      "port \(port) cannot be used: \(reason); name one above 1023, such as --port 4000"
    case .noPort(let port):
      "there is no port \(port); ports are numbers up to 65535, and 0 takes any that is free"
    case .network(let reason): "the preview server stopped: \(reason)"
    }
  }
}
