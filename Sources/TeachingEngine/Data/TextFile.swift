/// The text of a file, such as `data/bread.txt` in a lesson, without byte order marks.
///
/// - Throws: a sentence if the file cannot be read or is not UTF-8.
public func text(contentsOf path: String) throws(EngineError) -> String {
  var bytes = try ByteFile.read(path)[...]
  while bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw .format(
      source: path,
      line: nil,
      problem: "the file is not UTF-8 text",
      fix: "save it as UTF-8"
    )
  }
  return text
}

/// Symbols cut into parallel streams, each with the symbols that follow it by one: what a language
/// model reads and what it is to say.
///
/// Row b goes on where it stopped in the chunk before, so a state may be carried from one chunk of
/// steps to the next. Symbols that do not fill a whole row at the end are left out.
///
/// - Parameter count: how many streams, the batch size.
/// - Returns: inputs and targets, each `count` rows of equal length.
public func nextSymbolStreams(
  _ symbols: [Int],
  count: Int,
  file: StaticString = #fileID,
  line: UInt = #line
) -> (inputs: [[Int]], targets: [[Int]]) {
  guard count > 0, symbols.count > count else {
    trap(
      .argument(
        operation: "nextSymbolStreams",
        problem: "\(symbols.count) symbols cannot fill \(count) streams",
        fix: "give at least one stream, and more symbols than streams"
      ),
      file: file,
      line: line
    )
  }
  let length = (symbols.count - 1) / count
  let starts = (0..<count).map { $0 * length }
  return (
    starts.map { Array(symbols[$0..<$0 + length]) },
    starts.map { Array(symbols[$0 + 1..<$0 + length + 1]) }
  )
}
