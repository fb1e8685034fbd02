import Foundation

/// The name of a student's folder, and of the student in every table: `007`, `mwaits`, `Müller`.
///
/// The letters of an id are written in their composed form (NFC), which is that of most systems. Two ids that differ in case or
/// in the form of their letters alone are one: some disks hold both as one folder, others as two.
public enum StudentID {
  /// Bytes of the longest id: with an ending it is still a file's name.
  static let longest = 200

  /// An id as folders and tables have it.
  public static func normalised(_ id: String) -> String {
    id.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
  }

  /// What two spellings of one id have in common.
  public static func key(_ id: String) -> String {
    normalised(id).folding(options: .caseInsensitive, locale: nil)
      .precomposedStringWithCanonicalMapping
  }

  /// Why a text can be no id, as the second half of a sentence; nil if it can.
  public static func fault(in id: String) -> String? {
    let id = normalised(id)
    if id.isEmpty { return "is empty" }
    if id.hasPrefix(".") { return "begins with a dot" }
    if id.utf8.count > longest { return "is longer than \(longest) bytes" }
    let bad = id.unicodeScalars.first { scalar in
      "/\\:".unicodeScalars.contains(scalar) || scalar.properties.generalCategory == .control
        || scalar.properties.generalCategory == .format
        || scalar.properties.generalCategory == .lineSeparator
        || scalar.properties.generalCategory == .paragraphSeparator
    }
    guard let bad else { return nil }
    return "/\\:".unicodeScalars.contains(bad)
      ? "has the character '\(bad)', which no folder's name may have"
      : "has the invisible character U+\(String(format: "%04X", bad.value))"
  }
}
