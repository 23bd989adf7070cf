import Dossiers
import Drivers
import FaultDisk
import Ticketing

@testable import Store
@testable import halld

/// A hall with its people, its machine and its misfortunes; everything follows from the seed.
///
/// `@unchecked Sendable`: a world lives on the one thread that runs it. Tasks in it run there too.
final class World: @unchecked Sendable {
  let scenario: Scenario
  let time: VirtualTime
  let thread: OneThread
  let disk: FaultDisk
  private(set) var printers: [PrinterHardware] = []
  private(set) var displays: [DisplayHardware] = []
  private var actors: [any HallActor] = []

  /// The daemon; none between its end and its next start.
  private(set) var machine: Machine?
  /// The second in which it was started.
  private(set) var startedAt: Int?
  /// The store gave up: a commit's outcome is unknown.
  var isFatal = false

  var paper = PaperTray()
  var promises = Promises()
  var crowd = Crowd()
  var cards = Cards()
  var record: HallRecord
  var tally = Tally()
  private var random: SeededRandom
  /// Told of the machine after each day, before the night does anything to it.
  var atNight: ((Machine) -> Void)?
  private var hasCommitted = false
  private(set) var isStopping = false

  init(_ scenario: Scenario) {
    self.scenario = scenario
    random = SeededRandom(seed: scenario.seed, for: "world")
    time = VirtualTime(wall: Self.morning(of: 0))
    thread = OneThread(seed: scenario.seed)
    disk = scenario.makeDisk()
    record = HallRecord(scenario)
    printers = ["left", "right", "desk"].map {
      PrinterHardware($0, isWired: $0 != "left", world: self)
    }
    displays = PlannedHall.counters.map { DisplayHardware($0, world: self) }
    actors = scenario.actors()
  }

  /// Lives through the days of the scenario, or to the first violation.
  func run() -> [String] {
    for day in 0..<scenario.days {
      time.wallAhead = Self.morning(of: 0)
      let days = PlannedRules.days(before: day, seed: scenario.seed)
      time.pass(seconds: max(0, Int((Self.morning(of: days) - time.wall) / 1_000_000)))
      if machine == nil { start() }
      for actor in actors { actor.begin(day: day, in: self) }
      let end = time.seconds + PlannedHall.secondsToEvening
      while let next = time.next, next <= Int64(end) * 1_000_000, record.violations.isEmpty {
        time.step()
        live()
      }
      if record.violations.isEmpty { evening() }
      tally.days += 1
      guard record.violations.isEmpty else { break }
    }
    bury()
    tally.rows = record.rowCount
    tally.papers = paper.papers.count
    record.files.count(into: &tally)
    return record.violations
  }

  /// A hash over all that happened: rows, papers and answers.
  var trace: UInt64 { record.trace(papers: paper.papers) }

  /// The morning of a day, counted from the first, in microseconds.
  private static func morning(of day: Int) -> Int64 {
    guard let first = CivilMoment("\(PlannedHall.firstDay)T\(PlannedHall.morning)") else {
      preconditionFailure("the first day is no day")
    }
    return Moment(first, utcOffsetSeconds: 25_200).adding(seconds: day * 86_400).microseconds
  }
}

// MARK: - Living

extension World {
  /// Lets everybody act until all wait, then looks whether what must be true is true.
  func live() {
    settle()
    if disk.isOff || isFatal { crash() }
    guard let machine, hasCommitted else { return }
    guard record.follow(machine, on: disk, promises: &promises, paper: paper) else { return }
    hasCommitted = false
    if record.violations.isEmpty, record.hasBoardMoved { checkBoard(machine) }
  }

  /// Runs tasks and commits, mixed as the seed says, until nothing is left to do now.
  private func settle() {
    while true {
      if !thread.isIdle, machine == nil || random.chance(80) {
        thread.runOne()
        tally.steps += 1
      } else if let machine, machine.store.step() {
        hasCommitted = true
      } else if thread.isIdle {
        return
      } else {
        thread.runOne()
      }
    }
  }

  private func checkBoard(_ machine: Machine) {
    let now = machine.clock.now()
    thread.start { [self] in
      // When the hall has yet to let time pass, such as a midnight it was off for, the log follows.
      let seen = try? await machine.store.view { hall, plan in
        hall.isDue(at: now, plan: plan)
          ? nil
          : (
            board: hall.board(at: now, plan: plan),
            displays: plan.counters.map { ($0.id, hall.display(of: $0.id)) }
          )
      }
      if let seen = seen ?? nil { record.compare(seen.board, seen.displays) }
    }
    settle()
    hasCommitted = false
  }
}

// MARK: - The machine

extension World {
  /// Starts the daemon; when it cannot, it is tried again as systemd would.
  func start() {
    guard machine == nil else { return }
    if disk.isOff { disk.powerOn() }
    let faults = disk.faults
    do throws(StoreFailure) {
      machine = try Machine(self)
      startedAt = time.seconds
      isFatal = false
      tally.starts += 1
    } catch {
      // It may refuse a disk that failed just now, and never one that did all it was asked.
      if disk.faults == faults { record.violate("the hall does not open: \(error.sentence)") }
      tally.failedStarts += 1
      time.after(seconds: 3) { [self] in start() }
      return
    }
    guard let machine else { return }
    record.compareAfterStart(machine, on: disk)
    hasCommitted = true
    if !machine.clock.isConfirmed { time.after(seconds: 40) { [self] in confirmClock() } }
  }

  /// The process ends without a farewell, with or without the power.
  func crash() {
    guard let machine, !machine.isDead else { return }
    tally.crashes += 1
    if !disk.isOff {
      if random.chance(50) { disk.cutPower() } else { disk.killProcess() }
    }
    if disk.isOff {
      for printer in printers { printer.losePower() }
      for display in displays { display.blank() }
    }
    machine.die()
    // Whoever still waits for an answer gets none; the disk does not know this process any more.
    machine.store.abandon()
    settle()
    self.machine = nil
    time.after(seconds: random.within(2...40)) { [self] in start() }
  }

  /// Staff set the clock right and say so.
  private func confirmClock() {
    guard let machine else { return }
    time.wallAhead = Self.morning(of: 0)
    let now = machine.clock.now()
    guard machine.clock.confirm() else { return }
    thread.start {
      try? await machine.store.confirmClock(
        by: Ticketing.Actor("officer:truong-trung-tam"), at: now)
    }
  }

  /// A farewell: everybody is answered and the files are closed.
  ///
  /// A slip that is being printed is waited for; whoever acts meanwhile acts.
  func stop() {
    guard let machine, !isStopping else { return }
    isStopping = true
    defer { isStopping = false }
    thread.start { await machine.stop() }
    settle()
    while !machine.isDead, !disk.isOff, !isFatal, time.next != nil {
      time.step()
      settle()
    }
    guard machine.isDead else { return crash() }
    self.machine = nil
    tally.stops += 1
  }

  /// Somebody other than the judge has seen what must never be.
  func complain(_ sentence: String) { record.violate(sentence) }

  /// Everything works again; what the day has left behind is looked at thoroughly.
  private func evening() {
    disk.fail(nil)
    disk.failReads(nil)
    disk.setFull(false)
    for printer in printers { printer.mood = .well }
    for display in displays { display.plug() }
    for _ in 0..<5 where machine == nil { start() }
    live()
    guard let machine else { return record.violate("the hall does not open in the evening") }
    record.compareAtRest(machine, paper: paper)
    searchForCards()
    atNight?(machine)
    switch random.within(0...3) {
    case 0: crash()
    case 1: stop()
    default: break
    }
  }

  /// What people are is nowhere in the hall's files.
  private func searchForCards() {
    for file in ["hall.sqlite", "hall.sqlite-wal"] {
      guard let bytes = disk.contents("/hall/\(file)") else { continue }
      if let found = cards.found(in: bytes) { record.violate("\(file) holds a card: \(found)") }
    }
  }

  private func bury() {
    if machine != nil { stop() }
    // What still wishes for a later moment will not see it.
    time.forget()
    for _ in 0..<1_000 where !thread.isIdle { thread.runOne() }
  }
}

/// What a run was made of.
struct Tally {
  var days = 0
  var steps = 0
  var asked = 0
  var answered = 0
  var refused = 0
  var starts = 0
  var failedStarts = 0
  var crashes = 0
  var stops = 0
  var rows = 0
  var papers = 0
  /// What supervision set, paused and took back.
  var arrangements = 0
  var keysTaken = 0
  var keysRefused = 0
  var scans = 0
  var displaysSeen = 0
  /// What was asked of dossiers and done, and what was refused.
  var dossierSteps = 0
  var dossierRefusals = 0
  /// Dossiers, those whose way was over, and reminders.
  var dossiers = 0
  var dossiersOver = 0
  var reminders = 0
  /// Where dossiers have been, and what brought them there.
  var states: Set<DossierState> = []
  var commands: Set<DossierTransition.Command> = []
}
