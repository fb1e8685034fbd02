import Foundation

/// The rules of nbformat 4.5, as far as a notebook of a lesson can break them.
///
/// - Source: https://github.com/jupyter/nbformat, nbformat.v4.5.schema.json
enum NotebookRules {
  /// What is wrong with a notebook, in words; nothing if it is valid.
  static func faults(in json: String) throws -> [String] {
    guard let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    else { return ["it is no object"] }
    var faults = unknown(
      object,
      ["metadata", "nbformat", "nbformat_minor", "cells"],
      "the notebook"
    )
    if object["nbformat"] as? Int != 4 { faults.append("nbformat is not 4") }
    if (object["nbformat_minor"] as? Int ?? 0) < 5 { faults.append("nbformat_minor is below 5") }
    let metadata = object["metadata"] as? [String: Any] ?? [:]
    let kernel = metadata["kernelspec"] as? [String: Any] ?? [:]
    for key in ["name", "display_name"] where !(kernel[key] is String) {
      faults.append("kernelspec has no \(key)")
    }
    if !((metadata["language_info"] as? [String: Any])?["name"] is String) {
      faults.append("language_info has no name")
    }
    guard let cells = object["cells"] as? [[String: Any]], !cells.isEmpty else {
      return faults + ["there are no cells"]
    }
    let ids = cells.compactMap { $0["id"] as? String }
    if Set(ids).count != cells.count { faults.append("ids are missing or repeated") }
    for id in ids where id.wholeMatch(of: /[a-zA-Z0-9_-]{1,64}/) == nil {
      faults.append("\(id) is no id")
    }
    return faults + cells.flatMap(faults(inCell:))
  }

  private static func faults(inCell cell: [String: Any]) -> [String] {
    let name = cell["id"] as? String ?? "a cell"
    var faults = isText(cell["source"]) ? [] : ["\(name): source is no text"]
    if !(cell["metadata"] is [String: Any]) { faults.append("\(name): metadata is missing") }
    let common = ["id", "cell_type", "metadata", "source"]
    switch cell["cell_type"] as? String {
    case "markdown": return faults + unknown(cell, common + ["attachments"], name)
    case "code":
      faults += unknown(cell, common + ["outputs", "execution_count"], name)
      if !(cell["execution_count"] is Int || cell["execution_count"] is NSNull) {
        faults.append("\(name): execution_count is no number or null")
      }
      guard let outputs = cell["outputs"] as? [[String: Any]] else {
        return faults + ["\(name): outputs is no list"]
      }
      return faults + outputs.flatMap { self.faults(inOutput: $0, of: name) }
    default: return faults + ["\(name): cell_type is unknown"]
    }
  }

  private static func faults(inOutput output: [String: Any], of name: String) -> [String] {
    switch output["output_type"] as? String {
    case "stream":
      let isStream = ["stdout", "stderr"].contains(output["name"] as? String)
      return unknown(output, ["output_type", "name", "text"], name)
        + (isStream && isText(output["text"]) ? [] : ["\(name): a stream needs name and text"])
    case "display_data":
      let data = output["data"] as? [String: Any] ?? [:]
      let isWhole = !data.isEmpty && data.values.allSatisfy(isText)
      return unknown(output, ["output_type", "data", "metadata"], name)
        + (isWhole && output["metadata"] is [String: Any] ? [] : ["\(name): data is no bundle"])
    case "error":
      let isWhole =
        output["ename"] is String && output["evalue"] is String && output["traceback"] is [String]
      return unknown(output, ["output_type", "ename", "evalue", "traceback"], name)
        + (isWhole ? [] : ["\(name): an error needs ename, evalue and traceback"])
    default: return ["\(name): output_type is unknown"]
    }
  }

  /// Whether a value is a string or a list of lines.
  private static func isText(_ value: Any?) -> Bool {
    if value is String { return true }
    guard let lines = value as? [String] else { return false }
    return lines.dropLast().allSatisfy { $0.hasSuffix("\n") }
  }

  private static func unknown(
    _ object: [String: Any],
    _ keys: [String],
    _ name: String
  ) -> [String] {
    object.keys.filter { !keys.contains($0) }.sorted().map { "\(name): \($0) is no key" }
  }
}
