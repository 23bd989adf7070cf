import Dossiers
import Ticketing

@testable import Drivers

/// A printer as it stands in the hall: it outlives the daemon and has a mind of its own.
///
/// `@unchecked Sendable`: touched by the simulation's own thread alone.
final class PrinterHardware: @unchecked Sendable {
  enum Mood: CaseIterable {
    case well
    /// Takes long for each slip.
    case slow
    /// Out of paper: refuses before the first dot.
    case empty
    /// Switched off, or its cable is loose.
    case away
    /// Dies in the middle of a slip.
    case dying
    /// Prints and never says so.
    case mute
    /// Says that it has printed, and has not: nobody can find this out.
    case lying
  }

  let name: String
  private unowned let world: World
  private var random: SeededRandom
  var mood = Mood.well { didSet { wire?.follow(mood) } }
  /// The printer's inside, where bytes are what counts; else it is only said how it ends.
  let wire: EscPosWire?
  private var memory: [String: PrintEvidence] = [:]

  init(_ name: String, isWired: Bool, world: World) {
    self.name = name
    self.world = world
    wire = isWired ? EscPosWire(name, world: world) : nil
    random = SeededRandom(seed: world.scenario.seed, for: "printer-\(name)")
  }

  var seconds: Int { mood == .slow ? random.within(5...8) : random.within(0...3) }

  var trouble: PrintFailure? {
    if let wire { return wire.trouble }
    return switch mood {
    case .empty: PrintFailure(.unwritable, "\(name) has no paper.")
    case .away: PrintFailure(.timedOut, "\(name) does not answer.")
    default: nil
    }
  }

  /// Without power it forgets; of paper it is sure no more.
  func losePower() {
    wire?.losePower()
    for (job, known) in memory where known == .printed && random.chance(50) {
      memory[job] = .unknown
    }
  }

  func evidence(for job: String) -> PrintEvidence { memory[job] ?? .nothingSent }

  /// What comes out; when the process that sends the slip is dead, only what had left it.
  func print(_ job: SlipJob, isCutShort: Bool, by driver: inout EscPosWire.Driver) -> PrintOutcome {
    guard let id = Int64(job.job).map({ JobID($0) }) else { return .unknown(reason: "no number") }
    if wire == nil, let trouble { return .failed(trouble) }
    let isMarked = job.layout.blocks.contains { block in
      if case .words(let name, _) = block { return name.vi.contains("IN LẠI") }
      if case .text(let text, _) = block { return text.contains("IN LẠI") }
      if case .line(let text, _) = block { return text.contains("IN LẠI") }
      return false
    }
    if let wire {
      let outcome = wire.print(
        id, label: job.number, isMarked: isMarked, by: &driver, isCutShort: isCutShort)
      if mood == .lying, outcome == .printed, !world.scenario.hidesLies {
        world.paper.lie(about: id)
      }
      return outcome
    }
    func drop(whole: Bool) {
      world.paper.drop(
        PaperTray.Paper(
          job: id, label: job.number, isMarked: isMarked, isWhole: whole, printer: name))
    }
    if isCutShort {
      // Not one byte had left, some had, or all of them.
      switch random.within(0...2) {
      case 0: break
      case 1:
        drop(whole: random.chance(50))
        memory[job.job] = .unknown
      default:
        drop(whole: true)
        memory[job.job] = .printed
      }
      return .unknown(reason: "cut short")
    }
    switch mood {
    case .dying:
      memory[job.job] = .unknown
      if random.chance(70) { drop(whole: random.chance(40)) }
      return .unknown(reason: "\(name) stopped answering in the middle of the slip")
    case .mute:
      drop(whole: true)
      memory[job.job] = .unknown
      return random.chance(50) ? .handedOver : .unknown(reason: "\(name) never answered")
    case .lying:
      if !world.scenario.hidesLies { world.paper.lie(about: id) }
      memory[job.job] = .printed
      return .printed
    case .well, .slow, .empty, .away:
      drop(whole: true)
      memory[job.job] = .printed
      return .printed
    }
  }
}

/// The driver of one run of the daemon for that printer; each call takes the printer's time.
actor ScriptedPrinter: Printer {
  nonisolated let name: String
  nonisolated let profile = PrinterProfile(
    id: "scripted", kind: .folder, model: "scripted", paperWidthMillimetres: 80, dotsPerLine: 576)
  private nonisolated let hardware: PrinterHardware
  private nonisolated let thread: DeviceThread
  private var driver = EscPosWire.Driver()

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(_ hardware: PrinterHardware, time: VirtualTime, thread: OneThread) {
    name = hardware.name
    self.hardware = hardware
    self.thread = DeviceThread(thread: thread, time: time)
    self.thread.takes = { hardware.seconds }
  }

  func print(_ job: SlipJob, within limit: Duration) -> PrintReport {
    PrintReport(hardware.print(job, isCutShort: thread.isDead, by: &driver))
  }

  func evidence(for job: String) -> PrintEvidence {
    guard let wire = hardware.wire else { return hardware.evidence(for: job) }
    wire.mayBeTorn(&driver)
    return .unknown
  }

  func trouble() -> PrintFailure? { hardware.trouble }

  nonisolated var waitingCalls: Int { thread.waiting }

  /// The process dies: a slip that is being sent ends where it is.
  nonisolated func cutShort() {
    thread.cutShort()
  }
}
