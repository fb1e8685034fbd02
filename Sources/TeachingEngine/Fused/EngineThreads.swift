internal import EngineKernels

/// Ends the engine's second thread, if there is one, so that the process may be forked.
///
/// It comes back when a layer with `threads: 2` needs it, in parent and child alike.
public func joinEngineThreads() { WorkerThread.shared.join() }
