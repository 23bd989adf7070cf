import Dossiers
import FaultDisk
import Testing
import Ticketing

@testable import Store

/// The power fails again while the papers of the last blackout are being entered.
@Suite struct `Power cuts in an incident` {
  /// An incident from its report to its last paper, over two days.
  private static func story(_ id: IncidentID) -> [(at: String, command: HallCommand)] {
    let began = Moment.at("2026-03-02T07:00").civil
    return [
      (
        "2026-03-02T08:00",
        .incident(.propose(cause: .power, affected: [.numbers], startedAt: began))
      ),
      ("2026-03-02T08:01", .incident(.open(id, startedAt: nil))),
      ("2026-03-02T08:02", .incident(`Incidents on disk`.visit(id, "P001"))),
      ("2026-03-02T08:03", .incident(`Incidents on disk`.close(id, pads: "1-4", forms: "1"))),
      ("2026-03-03T08:00", .timePasses),
      (
        "2026-03-03T08:01",
        .incident(.enterForm(id, `Incidents on disk`.form("SC-0001", "2026-03-02T07:10")))
      ),
      ("2026-03-03T08:02", .incident(`Incidents on disk`.visit(id, "P002"))),
      ("2026-03-03T08:03", .incident(.void(id, paper: "P003-P004", reason: "để trống"))),
    ]
  }

  /// The first proposal of a new hall: row 1 names the hall, row 2 opens the day.
  private static let id = IncidentID(3)

  /// Carries the story out until the power goes: how many commands were answered.
  private static func live(_ disk: FaultDisk, cutAt operation: Int?) async -> Int {
    if let operation { disk.cutPower(at: operation) }
    guard let store = try? open(disk, at: "2026-03-02T08:00") else { return 0 }
    var answered = 0
    for step in story(id) {
      let request = HallRequest(step.command, by: .test, at: .at(step.at))
      guard (try? await store.submit(request)) != nil else { break }
      answered += 1
    }
    await store.stop()
    return answered
  }

  private static func open(_ disk: FaultDisk, at time: String) throws -> HallStore {
    try HallStore.open(
      folder: "/hall", identity: HallInTest.identity, plan: .test, at: .at(time),
      options: .on(disk))
  }

  /// What is true of the incident after each command of the story.
  private static func expected() async throws -> [Incident?] {
    let store = try open(FaultDisk(seed: 1), at: "2026-03-02T08:00")
    var states: [Incident?] = [nil]
    for step in story(id) {
      _ = try await store.submit(HallRequest(step.command, by: .test, at: .at(step.at)))
      states.append(try await store.view { hall, _ in hall.incident(Self.id) })
    }
    await store.stop()
    return states
  }

  /// What is wrong after the power failed at this operation; `nil` when nothing is.
  private static func loss(_ disk: FaultDisk, cutAt operation: Int, _ expected: [Incident?])
    async -> String?
  {
    let answered = await live(disk, cutAt: operation)
    disk.powerOn()
    do {
      let store = try open(disk, at: "2026-03-03T08:04")
      let found = try await store.view { hall, _ in hall.incident(Self.id) }
      let isClean = try await store.checkRebuild().isClean
      await store.stop()
      // The command that got no answer may be on disk whole; nothing else may be.
      let possible = expected[answered...min(answered + 1, expected.count - 1)]
      return isClean && possible.contains(found)
        ? nil : "cut at \(operation), \(disk.struck): \(answered) answered"
    } catch {
      return "cut at \(operation), \(disk.struck): \(error)"
    }
  }

  @Test func `whichever operation it strikes, what was answered is there and nothing half`()
    async throws
  {
    let expected = try await Self.expected()
    #expect(expected.last??.isSettled == true)
    let whole = FaultDisk(seed: 2)
    #expect(await Self.live(whole, cutAt: nil) == expected.count - 1)
    for operation in 1...whole.operations {
      let disk = FaultDisk(seed: UInt64(operation))
      #expect(await Self.loss(disk, cutAt: operation, expected) == nil)
    }
  }

  @Test func `the check finds what a disk loses whose syncs lie`() async throws {
    let expected = try await Self.expected()
    let last = FaultDisk(seed: 2)
    _ = await Self.live(last, cutAt: nil)
    for operation in stride(from: last.operations, to: 0, by: -1) {
      let disk = FaultDisk(seed: UInt64(operation))
      disk.setLying(true)
      if await Self.loss(disk, cutAt: operation, expected) != nil { return }
    }
    Issue.record("a lying disk lost nothing")
  }
}
