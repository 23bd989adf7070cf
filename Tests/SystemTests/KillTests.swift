import Foundation
import Testing

extension RealBinary {
  @Suite struct `Kill -9` {
    @Test func `killed at random moments under load, the hall keeps every number it answered`()
      async throws
    {
      var luck = Luck()
      // A fresh hall now and then: starts stay short, and the first start is killed as well.
      let (halls, kills) = Project.isSoaking ? (20, 50) : (4, 25)
      for number in 1...halls {
        let scenario = try KilledHall(faults: nil)
        for _ in 0..<kills { try await scenario.killOnce(&luck) }
        let differences = try scenario.finish()
        #expect(differences == [], "\(luck), hall \(number)")
        print("kill -9, \(luck): hall \(number), \(scenario.summary)")
      }
    }

    @Test func `the check reports a loss when answers come before the disk`() async throws {
      // Negative control: the -wal stays in the process's memory for 30 ms after it was "flushed",
      // so that what is answered is not yet anywhere that survives a kill.
      var luck = Luck()
      let faults = try Faults()
      let scenario = try KilledHall(faults: faults)
      for _ in 0..<20 where scenario.differences.isEmpty { try await scenario.killOnce(&luck) }
      #expect(scenario.differences.contains { $0.contains("is not on disk") }, "\(luck)")
    }
  }
}

/// A hall that is killed again and again, and what it has promised over all its lives.
final class KilledHall {
  private let hall: RunningHall
  private var audit = Audit()
  private var open: [OpenRequest] = []
  private var errands: [String] = []
  private var kills = 0
  private var killedWhileStarting = 0
  private(set) var differences: [String] = []

  // With faults, the disk lies while the hall is under load.
  init(faults: Faults?) throws {
    hall = try RunningHall(faults: faults)
  }

  var summary: String {
    "\(kills) kills, \(killedWhileStarting) of them while starting, "
      + "\(audit.promises.count) numbers"
  }

  /// Start, check what was promised before, load, kill.
  func killOnce(_ luck: inout Luck) async throws {
    kills += 1
    if luck.below(10) == 0 {
      killedWhileStarting += 1
      try hall.launch()
      usleep(UInt32(luck.below(150_000)))
      try hall.crash()
      return
    }
    try hall.start()
    if errands.isEmpty { errands = try Places(hall, counters: 4).errands }
    // What was found comes first: a repeated request may make good what was lost.
    differences += try audit.differences(hall.disk)
    try settle(&luck)
    guard differences.isEmpty else { return }

    hall.faults?.set(.lateWAL, 30_000)
    // Half of the kills come at a moment of the clock, half right behind an answer.
    let (hall, errands) = (hall, errands)
    let moment = 1_000 + luck.below(80_000)
    let nth = luck.below(2) == 0 ? 1 + luck.below(40) : nil
    let flag = Race.Flag { count in
      if count == nth { hall.child?.kill(SIGKILL) }
    }
    async let race = Race.run(hall, kiosks: 6, errands: errands, until: flag)
    try await onThread {
      if nth == nil { usleep(UInt32(moment)) }
      // Whoever waits for an answer that never comes is killed by the clock.
      if nth != nil { _ = hall.child?.wait(.within(.seconds(5))) }
      try hall.crash()
      hall.faults?.set(.lateWAL, 0)
    }
    let ended = try await race
    audit.promises += ended.promises
    open = ended.open
    differences += ended.refusals.map { "refused: \($0)" }
  }

  /// The last life is ended in peace, and log and tables are verified.
  func finish() throws -> [String] {
    guard differences.isEmpty else { return differences }
    var luck = Luck()
    try hall.start()
    try settle(&luck)
    try hall.stop()
    return try audit.differences(hall.disk) + hall.soundness()
  }

  /// Repeats requests: those without an answer, and some that had one.
  private func settle(_ luck: inout Luck) throws {
    let connection = hall.connect()
    for request in open {
      let first = try Kiosk.ask(request, connection)
      let again = try Kiosk.ask(request, connection)
      if first != again {
        differences.append("\(request.key): \(first.label), then \(again.label)")
      }
      audit.promises.append(first)
    }
    open = []
    for promise in audit.promises.suffix(3) + luck.some(3, of: audit.promises) {
      let again = try Kiosk.ask(OpenRequest(key: promise.key, errand: promise.errand), connection)
      if again != promise {
        differences.append("\(promise.label) was answered; its key now gives \(again.label)")
      }
    }
  }
}

/// Random choices that can be made again: `HALLD_SEED`, printed with each failure.
struct Luck: RandomNumberGenerator, CustomStringConvertible {
  let seed: UInt64
  private var state: UInt64

  init() {
    let given = ProcessInfo.processInfo.environment["HALLD_SEED"].flatMap { UInt64($0) }
    seed = given ?? UInt64.random(in: 1...999_999)
    state = seed
  }

  var description: String { "HALLD_SEED=\(seed)" }

  // SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

  mutating func some<T>(_ count: Int, of list: [T]) -> [T] {
    list.isEmpty ? [] : (0..<count).map { _ in list[below(list.count)] }
  }
}
