import Foundation
import LessonDocument
import LessonPages
import LessonRunner

/// Shows a lesson on standard output, and at each save what has changed in it.
actor LessonWatch {
  private let path: String
  let live: LiveLesson
  private let constants: [ConstantSetting]
  private let device: TerminalDevice
  private let plain: Bool
  private let renderer: TerminalRenderer
  private let screen: Screen
  private let section: WatchSection
  /// What each element of the lesson looked like last.
  private var shown: [String] = []
  private var lastGood = LastGoodResults()
  private var isFirst = true

  /// - Parameter constants: the values with which the live lesson runs in place of the lesson's own.
  init(
    path: String,
    live: LiveLesson,
    constants: [ConstantSetting] = [],
    device: TerminalDevice,
    plain: Bool
  ) {
    self.path = path
    self.live = live
    self.constants = constants
    self.device = device
    self.plain = plain
    renderer = TerminalRenderer(width: device.width, colour: device.hasColour, plain: plain)
    screen = Screen(device: device)
    section = WatchSection(device: device, screen: screen)
  }

  /// Reads the lesson, runs what has changed and shows it.
  func update() async {
    let began = ContinuousClock.now
    do {
      let lesson = try LessonReader().lesson(at: path)
      let results = try await isFirst ? run(lesson) : rerun(lesson, began: began)
      isFirst = false
      results.blocks.forEach { Bookkeeping.keep($0.saved) }
      shown = texts(lesson, results)
      // The next edit goes on from the block before it, even if all this came from the cache.
      try await live.prepare(lesson)
    } catch {
      await screen.end()
      guard !Task.isCancelled, !(error is CancellationError) else { return }
      await screen.write("\n\(rule("the lesson cannot be run"))\n")
      if let text = Failure(error).text { Note.say(text) }
    }
  }

  /// Shows the whole lesson as it runs.
  private func run(_ lesson: Lesson) async throws -> LessonResults {
    let stream = LessonStream(
      lesson: lesson.shown(with: constants),
      device: device,
      plain: plain,
      lastLabel: nil
    )
    await stream.begin()
    do {
      let results = lastGood.marked(try await live.run(lesson) { await stream.take($0) })
      try Task.checkCancellation()
      await stream.finish(results)
      await screen.write("\n\(rule("watching \(path)"))\n")
      return results
    } catch {
      await stream.stop()
      throw error
    }
  }

  /// Shows what has changed: on a terminal at once, with what is not counted yet.
  private func rerun(_ lesson: Lesson, began: ContinuousClock.Instant) async throws -> LessonResults
  {
    await section.begin()
    let draft = DraftResults(lesson: lesson)
    await screen.begin("compiling")
    let results = try await live.run(lesson, isAwaited: device.isTerminal) { event in
      await draft.take(event)
      switch event {
      case .started(let index): await self.screen.begin("running \(lesson.blocks[index].label)")
      case .draft(.finished):
        await self.show(lesson, await draft.results, "unoptimised; the run that counts follows")
      default: break
      }
    }
    try Task.checkCancellation()
    await screen.end()
    let marked = lastGood.marked(results)
    let ran = results.blocks.count { !$0.cached && $0.status != .notEvaluated }
    let blocks = ran == 1 ? "1 block" : "\(ran) blocks"
    let time = (ContinuousClock.now - began).inTenths
    await show(lesson, marked, ran == 0 ? "no block ran, \(time)" : "\(blocks) ran, \(time)")
    return marked
  }

  private func show(_ lesson: Lesson, _ results: LessonResults, _ remark: String) async {
    let texts = texts(lesson, results)
    let before = zip(texts, shown).prefix { $0 == $1 }.count
    let after = zip(texts.dropFirst(before).reversed(), shown.dropFirst(before).reversed())
      .prefix { $0 == $1 }.count
    let changed = texts[before..<(texts.count - after)].filter { !$0.isEmpty }
    await section.show(([rule(remark) + "\n"] + changed).joined(separator: "\n"))
  }

  private func texts(_ lesson: Lesson, _ results: LessonResults) -> [String] {
    var results = results
    if device.isTerminal {
      results.blocks = results.blocks.map { $0.shortened(width: device.width) }
    }
    var renderer = renderer
    renderer.course = lesson.referredLessons
    let text = TerminalLesson(lesson.shown(with: constants), renderer: renderer)
    return lesson.elements.indices.map { text.text(at: $0, results: results) }
  }

  private func rule(_ remark: String) -> String { WatchRule.text(remark, plain: plain) }
}
