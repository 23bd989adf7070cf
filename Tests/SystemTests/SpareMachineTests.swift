import Foundation
import Testing

extension RealBinary {
  /// The written procedure: the last backup into a spare machine, with the numbers moved on.
  @Suite struct `A spare machine` {
    /// A hall that gave numbers, was backed up, gave more, and is gone.
    private struct Lost {
      var before: [Promise]
      var after: [Promise]
      var backup: String
      var folder: TemporaryFolder

      init() async throws {
        folder = try TemporaryFolder("backup")
        backup = folder.path + "/backup.sqlite"
        let hall = try RunningHall()
        try hall.start()
        let errands = try Places(hall, counters: 4).errands
        before = try await Race.run(hall, kiosks: 4, errands: errands, for: .milliseconds(300))
          .promises
        let made = try hall.command("backup", backup)
        guard made.ending == .exit(0) else { throw Trouble("\(made)") }
        after = try await Race.run(hall, kiosks: 4, errands: errands, for: .milliseconds(300))
          .promises
        try hall.crash()
        try FileManager.default.removeItem(atPath: hall.data)
      }

      /// What was on paper when the machine was lost.
      var labels: Set<String> { Set((before + after).map { "\($0.domain) \($0.label)" }) }
    }

    private static func spare(_ words: String..., of lost: Lost) throws -> RunningHall {
      let spare = try RunningHall()
      try FileManager.default.removeItem(atPath: spare.data)
      let restored = try run(
        Project.binary, ["restore", lost.backup, "--data", spare.data] + words)
      guard restored.ending == .exit(0) else { throw Trouble("\(restored)") }
      try spare.start()
      return spare
    }

    private static func numbers(_ hall: RunningHall, _ count: Int) throws -> [Promise] {
      let kiosk = Kiosk(hall, errands: try Places(hall, counters: 4).errands)
      return try (0..<count).map { _ in try kiosk.ask() }
    }

    @Test func `takes over within two minutes, and no number is given twice`() async throws {
      let lost = try await Lost()
      #expect(lost.before.count > 10 && lost.after.count > 10)
      let began = ContinuousClock.now
      let spare = try Self.spare("--numbers-ahead", "5000", of: lost)
      let first = try Self.numbers(spare, 1)
      let took = began.duration(to: .now)
      print(
        "spare machine: first number \(first[0].label) after \(took); lost after the backup: "
          + "\(lost.after.count) numbers")
      #expect(took < .seconds(120))
      let next = first + (try Self.numbers(spare, 60))
      #expect(next.filter { lost.labels.contains("\($0.domain) \($0.label)") } == [])
      // Who was given a number before the backup still has it, under the same key.
      let connection = spare.connect()
      for promise in lost.before {
        let request = OpenRequest(key: promise.key, errand: promise.errand)
        #expect(try Kiosk.ask(request, connection) == promise)
      }
      // Who was given one after it gets another, that nobody else has.
      for promise in lost.after.prefix(20) {
        let request = OpenRequest(key: promise.key, errand: promise.errand)
        let given = try Kiosk.ask(request, connection)
        #expect(!lost.labels.contains("\(given.domain) \(given.label)"))
      }
      try spare.stop()
      #expect(try spare.soundness() == [])
    }

    @Test func `gives numbers again that are on paper, when they are not moved on`() async throws {
      // The control: without the step the procedure is for, the test above would fail.
      let lost = try await Lost()
      let spare = try Self.spare(of: lost)
      let next = try Self.numbers(spare, 60)
      #expect(next.contains { lost.labels.contains("\($0.domain) \($0.label)") })
      try spare.stop()
    }
  }
}
