import ContentDigest
import Foundation
import SystemFiles

/// The folder `submitted/STUDENT`: a student's answers and what is known of them, replaced as one.
struct SubmittedFolder {
  /// The folder of all students.
  let parent: String
  let student: String
  /// What the folder is called now; another spelling of the id is the same student.
  private let present: [String]

  /// - Throws: a mistake if two folders are of one student.
  init(of student: String, in parent: String) throws(ClassMistakes) {
    (self.parent, self.student) = (parent, student)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    let key = StudentID.key(student)
    present = names.filter { !$0.hasPrefix(".") && StudentID.key($0) == key }.sorted()
    guard present.count <= 1 else {
      throw ClassMistakes(
        parent,
        "the folders \(present.map { "'\(PlainName.of($0))'" }.joined(separator: " and ")) are of one student, for they differ "
          + "only in capitals or in the form of letters: put what belongs together into '\(student)'"
      )
    }
  }

  private var path: String { "\(parent)/\(student)" }
  private var presentPath: String { "\(parent)/\(present.first ?? student)" }

  /// The answers that are there.
  func answers() throws(ClassMistakes) -> [String: (Data, Submission.Answer)] {
    guard !present.isEmpty else { return [:] }
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: presentPath, isDirectory: &isFolder)
    let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: presentPath)) != nil
    guard isThere, isFolder.boolValue, !isLink else {
      throw ClassMistakes(presentPath, "this is no folder: move it away")
    }
    let record = try Submission.of(folder: presentPath)
    var answers: [String: (Data, Submission.Answer)] = [:]
    let names = (try? FileManager.default.contentsOfDirectory(atPath: presentPath)) ?? []
    for name in names where name != Submission.fileName && !name.hasPrefix(".") {
      let file = "\(presentPath)/\(name)"
      let type = (try? FileManager.default.attributesOfItem(atPath: file))?[.type]
      guard type as? FileAttributeType == .typeRegular else {
        throw ClassMistakes(
          file,
          "this is no ordinary file: move it out of the folder of the student's answers"
        )
      }
      let content = try ClassFile.bytes(at: file, followsLinks: false)
      var digest = ContentDigest()
      digest.update(content)
      let known = record?.answers[name]
      // What somebody has changed by hand is no longer what was handed in then.
      let isKnown = known?.sha256 == digest.hexadecimal
      let answer = Submission.Answer(
        time: isKnown ? known?.time : nil,
        release: known?.release,
        late: known?.late,
        source: isKnown ? known?.source ?? file : file,
        sha256: digest.hexadecimal
      )
      answers[name] = (content, answer)
    }
    return answers
  }

  private func time(of file: String) -> Date? {
    (try? FileManager.default.attributesOfItem(atPath: file))?[.modificationDate] as? Date
  }

  /// Replaces the folder by these answers, whole or not at all.
  func replace(with answers: [String: (Data, Submission.Answer)]) throws(ClassMistakes) {
    do {
      let draft = try LiveFolder(in: parent, prefix: ".unroll-collect-", mode: 0o777)
      for (name, answer) in answers {
        let file = "\(draft.path)/\(name)"
        try answer.0.write(to: URL(fileURLWithPath: file))
        // Where nobody notes it, the time of the file counts: it stays, and is right should the note be lost.
        if let time = answer.1.time ?? time(of: "\(presentPath)/\(name)") {
          try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: file)
        }
      }
      let record = Submission(student: student, answers: answers.mapValues(\.1))
      try record.json.write(to: URL(fileURLWithPath: "\(draft.path)/\(Submission.fileName)"))
      // The draft's name is that of what was replaced then, which goes with it.
      try FolderExchange.put(draft.path, inPlaceOf: presentPath)
      if let old = present.first, !old.utf8.elementsEqual(student.utf8) {
        try FolderExchange.put(presentPath, inPlaceOf: path)
      }
      if FileManager.default.fileExists(atPath: draft.path) {
        try FileManager.default.removeItem(atPath: draft.path)
      }
    } catch {
      throw ClassMistakes(path, "the folder cannot be written: \(SystemFailure.reason(of: error))")
    }
  }
}
