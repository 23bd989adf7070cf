import Ticketing
import VirtualPrinter

@testable import Drivers

/// A ticket printer made of rules at the end of a wire: it reads the real driver's bytes strictly.
///
/// It keeps its paper, its buffer and a half-taken command when the process that sends dies.
/// `@unchecked Sendable`: touched by the simulation's own thread alone.
final class EscPosWire: @unchecked Sendable {
  private static let rows = 10
  private static let traits = EscPosTraits(bandRows: 4)

  private let name: String
  private unowned let world: World
  private var random: SeededRandom
  private var printer: VirtualPrinter
  private var labels: [JobID: String] = [:]
  private var judged = 0
  private var isAway = false
  /// A printer that was off and on again is another device on the bus, and another connection.
  private var openings = 1

  init(_ name: String, world: World) {
    self.name = name
    self.world = world
    random = SeededRandom(seed: world.scenario.seed, for: "wire-\(name)")
    var build = VirtualPrinter.Build()
    build.dotsPerLine = 64
    build.rowsToCutter = 2
    build.bufferBytes = 256
    build.rowsPerSecond = 200
    printer = VirtualPrinter(build)
  }

  /// What a process knows of the printer; each begins anew.
  struct Driver {
    fileprivate var link = EscPosLink(EscPosWire.traits)
    fileprivate var openings = 0
  }

  /// Nobody knows after which byte the process before this one ended.
  func mayBeTorn(_ driver: inout Driver) {
    driver.link.mayBeTorn(bytesPerRow: printer.build.dotsPerLine / 8)
  }

  var trouble: PrintFailure? {
    if isAway { return PrintFailure(.unplugged, on: name) }
    guard printer.isOffline, !printer.lies else { return nil }
    return PrintFailure(printer.isPaperOut ? .paperOut : .offline, on: name)
  }
}

// MARK: - People's hands

extension EscPosWire {
  func follow(_ mood: PrinterHardware.Mood) {
    printer.advance(to: now)
    switch mood {
    case .well, .slow: mend()
    case .empty:
      switch random.within(0...2) {
      case 0: printer.leavePaper(rows: random.within(0...60))
      case 1: printer.openCover()
      default: printer.cutterJamsNext = true
      }
    case .away: isAway = true
    case .dying: printer.diesAfter = random.within(1...500)
    case .mute: printer.isSilent = true
    case .lying:
      printer.lies = true
      printer.leavePaper(rows: 0)
    }
    collect()
  }

  /// Without power it forgets what it was about to print, and is on again with the hall.
  func losePower() {
    restart()
    collect()
  }

  private func mend() {
    isAway = false
    printer.isSilent = false
    printer.lies = false
    printer.cutterJamsNext = false
    if printer.isDead { restart() }
    if printer.isNearEnd { printer.loadPaper() }
    printer.closeCover()
    printer.freeCutter()
    printer.advance(to: now)
  }

  private func restart() {
    printer.restart()
    openings += 1
  }

  private var now: Duration { .microseconds(world.time.monotonic) }
}

// MARK: - One slip

extension EscPosWire {
  /// Sends one slip as `EscPosPrinter` does; when the process dies meanwhile, only its beginning.
  func print(
    _ job: JobID, label: String, isMarked: Bool, by driver: inout Driver, isCutShort: Bool
  ) -> PrintOutcome {
    if isAway { return .failed(PrintFailure(.unplugged, on: name)) }
    labels[job] = label
    if driver.openings != openings { driver.link.opened() }
    driver.openings = openings
    let slip = EscPosSlip(Self.picture(of: job, isMarked: isMarked), Self.traits)
    let outcome = send(slip, &driver.link, steps: isCutShort ? random.within(0...12) : 10_000)
    collect()
    return outcome
  }

  private func send(_ slip: EscPosSlip, _ link: inout EscPosLink, steps: Int) -> PrintOutcome {
    let start = now
    var passed = Duration.zero
    var transfer = SlipTransfer(slip, over: link, named: name, within: .seconds(8))
    defer { link = transfer.link }
    for _ in 0..<steps {
      passed += .milliseconds(1)
      switch transfer.step(now: passed) {
      case .write(let bytes, let until):
        var taken = printer.take(bytes, at: start + passed)
        if taken < bytes.count {
          passed = max(passed, until)
          taken += printer.take(bytes.dropFirst(taken), at: start + passed)
        }
        if taken == bytes.count {
          transfer.wrote(taken, now: passed)
        } else {
          transfer.failed(
            TransportFailure(.timedOut, bytesTaken: taken, cause: "full"), now: passed)
        }
      case .listen(let until):
        printer.advance(to: start + passed)
        var words = printer.takeWords()
        if words.isEmpty {
          passed = max(passed, until)
          printer.advance(to: start + passed)
          words = printer.takeWords()
        }
        let port = words.isEmpty ? PortStatus(byte: printer.portStatus) : nil
        transfer.heard(words, port: port, now: passed)
      case .end(let outcome):
        return outcome
      }
    }
    return .unknown(reason: "cut short")
  }
}

// MARK: - Paper

extension EscPosWire {
  /// Every row names the slip, so that half a paper can be read too.
  private static func picture(of job: JobID, isMarked: Bool) -> MonochromePicture {
    let number = UInt64(bitPattern: job.rawValue)
    let id = (0..<6).map { UInt8(truncatingIfNeeded: number >> (8 * (5 - $0))) }
    let row = [0xFF] + id + [isMarked ? 0xC3 : 0x81]
    return MonochromePicture(
      width: 64, height: rows, rows: (0..<rows).flatMap { _ in row })
  }

  /// Lays what came out under the printer, where the judge looks; a strip that still hangs is paper too.
  func collect() {
    for complaint in printer.complaints { world.complain("\(name) was sent \(complaint.sentence)") }
    while judged < printer.papers.count {
      judge(printer.papers[judged])
      judged += 1
    }
  }

  private func judge(_ paper: VirtualPaper) {
    var counts: [(job: JobID, isMarked: Bool, rows: Int)] = []
    for start in stride(from: 0, to: paper.rows.count, by: 8) {
      let row = paper.rows[start..<start + 8]
      guard row.first == 0xFF, let mark = row.last, mark == 0x81 || mark == 0xC3 else { continue }
      let number = row.dropFirst().prefix(6).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let job = JobID(Int64(bitPattern: number))
      if counts.last?.job != job { counts.append((job, mark == 0xC3, 0)) }
      counts[counts.count - 1].rows += 1
    }
    for (job, isMarked, rows) in counts {
      world.paper.drop(
        PaperTray.Paper(
          job: job, label: labels[job] ?? "?", isMarked: isMarked, isWhole: rows == Self.rows,
          printer: name))
    }
  }
}
