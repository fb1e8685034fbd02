import Foundation
import Testing

/// Compares what was drawn with what is recorded; `UPDATE_SNAPSHOTS=1` records instead.
func expectSnapshot(
  _ drawn: String,
  _ name: String,
  file: String = #filePath,
  at location: SourceLocation = #_sourceLocation
) throws {
  let path = URL(fileURLWithPath: file).deletingLastPathComponent()
    .appendingPathComponent("Snapshots").appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
    try drawn.write(to: path, atomically: true, encoding: .utf8)
    return
  }
  let recorded = try String(contentsOf: path, encoding: .utf8)
  #expect(drawn == recorded, "\(name) differs from its record", sourceLocation: location)
}
