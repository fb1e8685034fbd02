import Testing

/// The tests that start the real program, one after the other: each keeps every processor busy.
@Suite(.serialized)
enum ProgramTests {}
