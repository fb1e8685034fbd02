import Foundation

/// Takes submissions out of archives: one that `unroll submit` made, or the bulk download of a university's system, which holds
/// such archives or plain answers.
///
/// All is bounded, whatever an archive says of itself, and nothing is written.
struct SubmissionUnpacker {
  /// How much a stranger may send.
  struct Limits {
    /// Bytes of an answer.
    var answer = 1 << 20
    /// Bytes of an archive within another.
    var archive = 32 << 20
    /// Bytes of all that one submission unpacks to.
    var submission = 32 << 20
    /// Files of an archive.
    var files = 20_000
    /// How many times its packed size a file may have that is not small.
    var ratio: UInt64 = 200
    /// Archives within each other.
    var depth = 3
  }

  var limits = Limits()
  /// The clock that is meant where an archive says a time without a zone.
  var clock = WallClock(.gmt)
  /// The student whose answers they are where nothing else tells.
  var student: String?

  /// The submissions in an archive.
  ///
  /// - Parameter name: how reports name it.
  func submissions(in archive: ZipArchive, name: String) -> [IncomingSubmission] {
    if Self.note(in: archive) != nil {
      return [submission(in: archive, source: name, sender: nil, depth: 1)]
    }
    var bulk: [Sender: IncomingSubmission] = [:]
    var order: [Sender] = []
    var strays: [String] = []
    for entry in archive.entries {
      let path: ArchivePath
      do {
        path = try ArchivePath(entry.path)
      } catch {
        strays.append("\(name): \(error)")
        continue
      }
      guard entry.kind != .folder, !path.isLitter else { continue }
      guard let named = BulkName(path) else {
        strays.append("\(name)/\(PlainName.of(entry.path)) is nobody's: it is left out")
        continue
      }
      if let first = bulk[named.sender]?.sender, !first.isNamed(as: named.sender) {
        bulk[named.sender]?.refuse(
          "\(first.description) and \(named.sender.description) in \(name) have one number, and nobody knows whose it is: get the "
            + "download anew"
        )
        continue
      }
      if bulk[named.sender] == nil { order.append(named.sender) }
      var submission =
        bulk[named.sender]
        ?? IncomingSubmission(sender: named.sender, source: "\(name)/\(PlainName.of(entry.path))")
      take(entry, of: archive, named, into: &submission, "\(name)/\(PlainName.of(entry.path))")
      bulk[named.sender] = submission
    }
    if order.isEmpty { return [submission(in: archive, source: name, sender: nil, depth: 1)] }
    var submissions = order.compactMap { bulk[$0] }
    submissions[0].notes = strays + submissions[0].notes
    return submissions
  }

  /// A file that stands alone.
  func submission(file content: Data, name: String, modified: Date?) -> IncomingSubmission {
    var submission = IncomingSubmission(claimed: student, source: name)
    let bulk = try? BulkName(ArchivePath(URL(fileURLWithPath: name).lastPathComponent))
    submission.sender = bulk?.sender
    let answer = IncomingAnswer(
      name: bulk?.original ?? URL(fileURLWithPath: name).lastPathComponent,
      content: content,
      time: modified,
      isLate: bulk?.isLate,
      source: name
    )
    submission.add(answer, limits)
    return submission
  }

  // MARK: - Bulk downloads

  private func take(
    _ entry: ZipArchive.Entry,
    of archive: ZipArchive,
    _ named: BulkName,
    into submission: inout IncomingSubmission,
    _ source: String
  ) {
    guard submission.refusal == nil else { return }
    do {
      let isArchive = named.original.lowercased().hasSuffix(".zip")
      let content = try self.content(
        of: entry,
        in: archive,
        limit: isArchive ? limits.archive : limits.answer
      )
      if isArchive || ZipArchive.isOne(content) {
        let inner = try ZipArchive(content, limit: limits.files)
        var own = self.submission(in: inner, source: source, sender: named.sender, depth: 2)
        for index in own.answers.indices { own.answers[index].isLate = named.isLate }
        submission.merge(own)
      } else {
        submission.add(
          IncomingAnswer(
            name: named.original,
            content: content,
            time: entry.modified?.date(clock),
            isLate: named.isLate,
            source: source
          ),
          limits
        )
      }
    } catch {
      submission.refuse("\(source) \(error)")
    }
  }

  // MARK: - One student's archive

  /// The note in an archive: at its top, or in its only folder.
  private static func note(in archive: ZipArchive) -> ZipArchive.Entry? {
    archive.entries.first { entry in
      let names = entry.path.split(separator: "/")
      return entry.kind == .file && names.last == Substring(HandinNote.fileName)
        && names.count <= 2 && names.first != "__MACOSX"
    }
  }

  /// What is left of all that one archive may hold, with those within it.
  private struct Budget {
    var bytes: Int
    var files: Int
  }

  private func submission(
    in archive: ZipArchive,
    source: String,
    sender: Sender?,
    depth: Int
  ) -> IncomingSubmission {
    var budget = Budget(bytes: limits.submission, files: limits.files)
    return submission(in: archive, source: source, sender: sender, depth: depth, budget: &budget)
  }

  private func submission(
    in archive: ZipArchive,
    source: String,
    sender: Sender?,
    depth: Int,
    budget: inout Budget
  ) -> IncomingSubmission {
    var submission = IncomingSubmission(sender: sender, source: source)
    do {
      try fill(&submission, from: archive, source: source, depth: depth, &budget)
    } catch let error as ArchiveError {
      submission.refuse("\(source) \(error)")
    } catch let mistakes as ClassMistakes {
      submission.refuse(mistakes.mistakes.map(\.description).joined(separator: "; "))
    } catch {
      submission.refuse("\(source): \(error)")
    }
    return submission
  }

  private func fill(
    _ submission: inout IncomingSubmission,
    from archive: ZipArchive,
    source: String,
    depth: Int,
    _ budget: inout Budget
  ) throws {
    guard depth <= limits.depth else { throw ArchiveError.tooDeep(source) }
    budget.files -= archive.entries.count
    guard budget.files >= 0 else { throw ArchiveError.tooMany(limit: limits.files) }
    var note: HandinNote?
    let noteEntry = Self.note(in: archive)
    let notePath = noteEntry?.path
    if let entry = noteEntry {
      let data = try content(of: entry, in: archive, limit: 1 << 16)
      note = try HandinNote(data, file: "\(source)/\(entry.path)")
    }
    // A day of grace for clocks that are set to another zone.
    if let time = note?.time, time.timeIntervalSinceNow > 86_400 { throw ArchiveError.ahead(time) }
    submission.claimed = note?.student ?? (submission.sender == nil ? student : nil)
    for entry in archive.entries where entry.path != notePath {
      let path = try ArchivePath(entry.path)
      switch entry.kind {
      case .folder: continue
      case .link: throw ArchiveError.link(entry.path)
      case .device: throw ArchiveError.device(entry.path)
      case .file: break
      }
      guard !path.isLitter else { continue }
      let isArchive = path.name.lowercased().hasSuffix(".zip")
      guard isArchive || IncomingSubmission.isAnswer(path.name) else {
        submission.notes.append(
          "\(source)/\(PlainName.of(entry.path)) is no answer: it is left out"
        )
        continue
      }
      let content = try content(
        of: entry,
        in: archive,
        limit: min(budget.bytes, isArchive ? limits.archive : limits.answer)
      )
      budget.bytes -= content.count
      let place = "\(source)/\(PlainName.of(entry.path))"
      if isArchive {
        let inner = try ZipArchive(content, limit: limits.files)
        submission.merge(
          self.submission(
            in: inner,
            source: place,
            sender: nil,
            depth: depth + 1,
            budget: &budget
          )
        )
      } else {
        submission.add(
          IncomingAnswer(
            name: path.name,
            content: content,
            time: note?.time ?? entry.modified?.date(clock),
            release: note?.release,
            source: place
          ),
          limits
        )
      }
    }
  }

  private func content(
    of entry: ZipArchive.Entry,
    in archive: ZipArchive,
    limit: Int
  ) throws(ArchiveError) -> Data {
    switch entry.kind {
    case .link: throw .link(entry.path)
    case .device: throw .device(entry.path)
    case .file, .folder: break
    }
    guard entry.size <= UInt64(limit) else { throw .tooLarge(entry.path, limit: limit) }
    if entry.size > 1 << 16, entry.size / max(1, entry.packedSize) > limits.ratio {
      throw .tooTight(entry.path)
    }
    return try archive.content(of: entry, limit: limit)
  }
}

extension IncomingSubmission {
  /// Whether a file may be an answer, by its ending.
  static func isAnswer(_ name: String) -> Bool {
    let name = name.trimmedBlanks.lowercased()
    return name.hasSuffix(".swift") || name.hasSuffix(".md")
  }

  mutating func refuse(_ reason: String) { refusal = refusal ?? reason }

  mutating func add(_ answer: IncomingAnswer, _ limits: SubmissionUnpacker.Limits) {
    guard Self.isAnswer(answer.name) else {
      return notes.append("\(answer.source) is no answer: it is left out")
    }
    guard answer.content.count <= limits.answer else {
      return refuse("\(answer.source) is larger than \(limits.answer >> 20) MiB")
    }
    answers.append(answer)
  }

  /// Takes what else the same person handed in.
  mutating func merge(_ other: IncomingSubmission) {
    answers += other.answers
    notes += other.notes
    if let reason = other.refusal { refuse(reason) }
    guard let claim = other.claimed else { return }
    if let claimed, StudentID.key(claimed) != StudentID.key(claim) {
      return refuse(
        "\(other.source) is of '\(PlainName.of(claim))', and \(source) of '\(PlainName.of(claimed))'"
      )
    }
    claimed = claimed ?? claim
  }
}
