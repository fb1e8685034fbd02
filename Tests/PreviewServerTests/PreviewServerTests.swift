import Testing

/// One test at a time: each server and each client that waits keeps a thread.
@Suite("The preview server", .serialized) enum PreviewServerTests {}
