import FlyingSocks
public import Foundation

/// Serves a site to this machine alone and tells the pages that are open what has changed.
///
/// The site is read from its folder at every request, so that whoever writes it replaces the folder
/// or its files by renaming and then calls ``publish(page:)``. What is published before a page is
/// opened reaches it when it opens.
public final class PreviewServer: Sendable {
  /// Where the site is; it need not be there yet.
  public let folder: URL

  private let clients: [URL]
  private let limits: PreviewLimits
  private let events = EventHub()

  /// How many pages are listening.
  var streamCount: Int { events.streamCount }

  /// - Parameters:
  ///   - folder: The folder of the site.
  ///   - clients: The folders of `live.js` and `live.css`, which keep open pages up to date; a file of the first
  ///     takes the place of one of that name in the next.
  public convenience init(folder: URL, clients: [URL]) {
    self.init(folder: folder, clients: clients, limits: PreviewLimits())
  }

  init(folder: URL, clients: [URL], limits: PreviewLimits) {
    (self.folder, self.clients, self.limits) = (folder, clients, limits)
  }

  /// Serves until the task is cancelled; then everything is closed when this returns.
  ///
  /// - Parameters:
  ///   - port: The port on 127.0.0.1 and, where there is one, on ::1; 0 takes any that is free.
  ///   - ready: Called once with the address of the site, when requests are answered.
  /// - Throws: ``PreviewError``.
  public func run(port: Int, ready: @escaping @Sendable (URL) async -> Void) async throws {
    let listeners = try LoopbackListeners(port: port)
    defer { listeners.close() }
    let pool = SocketPool.make(maxEvents: 64)
    try await pool.prepare()
    let table = ConnectionTable(limits: limits)
    let responder = Responder(
      site: SiteFiles(folder: folder, patience: limits.replacement),
      clients: clients.map { SiteFiles(folder: $0, patience: limits.replacement) },
      guarding: RequestGuard(port: listeners.port)
    )
    let acceptor = Acceptor(table: table, responder: responder, events: events, limits: limits)
    let sockets = try listeners.sockets.map { try AsyncSocket(socket: $0, pool: pool) }
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await pool.run() }
        for socket in sockets { group.addTask { try await acceptor.run(on: socket) } }
        group.addTask { try await table.endOverdue() }
        group.addTask { [events, limits] in try await events.ping(every: limits.ping) }
        group.addTask { await ready(listeners.address) }
        while try await group.next() != nil {}
      }
    } catch {
      guard !Task.isCancelled else { return }
      throw PreviewError.network(reason: "\(error.localizedDescription)")
    }
  }

  /// Tells that a file of the site has changed; pages that show or use it take it in.
  ///
  /// - Parameter page: Its path in the site: `gates/index.html`, `assets/page.css`.
  public func publish(page: String) {
    events.publish(page: page)
  }

  /// Tells how far a lesson's run has come.
  public func publish(progress: PreviewProgress) {
    events.publish(status: .running(progress))
  }

  /// Shows in every page what is wrong, until the next progress or ``idle()``.
  ///
  /// - Parameter problem: One or more lines, such as the mistakes of a lesson with their places.
  public func publish(problem: String) {
    events.publish(status: .problem(message: problem))
  }

  /// Tells that nothing is running and nothing is wrong.
  public func idle() {
    events.publish(status: .idle)
  }
}
