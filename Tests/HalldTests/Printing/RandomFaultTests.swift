import Dossiers
import Testing
import Ticketing
import VirtualPrinter

@testable import Drivers
@testable import halld

/// Ten thousand short days of two printers with every fault, in virtual time: the rules of the queues and
/// the rules of a transfer on one side, virtual printers on the other, and nothing else between.
@Suite(.timeLimit(.minutes(10))) struct `Printers that fail at random` {
  @Test(arguments: [0, 2_500, 5_000, 7_500])
  func `no slip is lost or doubled, and printed means paper`(first: Int) {
    for seed in first..<first + 2_500 {
      var hall = RandomHall(seed: UInt64(seed))
      hall.live()
      guard hall.wrong.isEmpty else {
        Issue.record("seed \(seed): \(hall.wrong.joined(separator: "; "))")
        return
      }
    }
  }

  @Test func `a driver that repeats a torn slip would be caught`() {
    var hall = RandomHall(seed: 1)
    hall.repeatsUnknown = true
    var caught = false
    for seed in 1...300 where !caught {
      hall = RandomHall(seed: UInt64(seed))
      hall.repeatsUnknown = true
      hall.live()
      caught = hall.wrong.contains { $0.contains("came out") }
    }
    #expect(caught)
  }
}

private struct RandomHall {
  private var dice: Dice
  private var now: Duration = .zero
  private var printers: [String: Device] = [:]
  private var queues = PrintQueues(printers: ["left", "right"])
  private var given = 0
  private var ends: [Int: [SlipProgress]] = [:]
  var repeatsUnknown = false
  private(set) var wrong: [String] = []

  private static let height = 12

  struct Device {
    var printer: VirtualPrinter
    var link: EscPosLink
    var wasDead = false
  }

  init(seed: UInt64) {
    dice = Dice(state: seed)
    for name in ["left", "right"] {
      var build = VirtualPrinter.Build(
        bufferBytes: [16, 60, 65_536][dice.below(3)], rowsPerSecond: [0, 0, 40][dice.below(3)],
        bytesPerSecond: [0, 0, 900][dice.below(3)])
      build.dotsPerLine = 64
      build.nearEndRows = 5
      build.rowsToCutter = 4
      let traits = EscPosTraits(
        automaticStatus: dice.below(4) > 0, realTimeStatus: dice.below(4) > 0, bandRows: 8)
      printers[name] = Device(printer: VirtualPrinter(build), link: EscPosLink(traits))
    }
  }

  mutating func live() {
    for _ in 0..<(6 + dice.below(10)) {
      switch dice.below(5) {
      case 0, 1: takeNumber()
      case 2: misfortune()
      case 3: mend(dice.below(2) == 0 ? "left" : "right")
      default: now += .milliseconds(dice.below(3_000))
      }
      work()
    }
    for name in ["left", "right"] { mend(name) }
    for _ in 0..<80 where ends.values.count(where: { !$0.isEmpty }) < given {
      now += .seconds(2)
      work()
    }
    for name in ["left", "right"] {
      now += .seconds(5)
      printers[name]?.printer.advance(to: now)
    }
    judge()
  }

  private mutating func takeNumber() {
    given += 1
    let order = dice.below(2) == 0 ? ["left", "right"] : ["right", "left"]
    let job = PrintJob.sample(given)
    let slip = PrintQueues.Waiting(job: job, order: order, arrived: now)
    if let why = queues.accept(slip) {
      ends[given, default: []].append(.failed(reason: why.sentence))
    }
  }

  private mutating func misfortune() {
    let name = dice.below(2) == 0 ? "left" : "right"
    let much = dice.below(200)
    let kind = dice.below(8)
    change(name) { printer in
      switch kind {
      case 0: printer.leavePaper(rows: much / 10)
      case 1: printer.openCover()
      case 2: printer.cutterJamsNext = true
      case 3: printer.diesAfter = much + 1
      case 4: printer.stopsTakingAfter = much
      case 5: printer.misfortune = (1 + much / 20, .coverOpens)
      case 6: printer.misfortune = (1 + much / 20, .fallsSilent)
      default: printer.isSilent = true
      }
    }
  }

  private mutating func mend(_ name: String) {
    change(name) { printer in
      if printer.isDead { printer.restart() }
      printer.diesAfter = nil
      printer.stopsTakingAfter = nil
      printer.misfortune = nil
      printer.isSilent = false
      printer.cutterJamsNext = false
      if printer.isPaperOut { printer.loadPaper() }
      if printer.isCoverOpen { printer.closeCover() }
      if printer.isCutterJammed { printer.freeCutter() }
    }
  }

  private mutating func change(_ name: String, _ what: (inout VirtualPrinter) -> Void) {
    guard var device = printers[name] else { return }
    device.printer.advance(to: now)
    what(&device.printer)
    printers[name] = device
  }

  private mutating func work() {
    for name in ["left", "right"] {
      look(name)
      for _ in 0..<20 {
        let step = queues.next(name, now: now)
        if step == .wait { break }
        take(step, at: name)
      }
    }
  }

  /// What a person standing before it would see, as the device tells it.
  private mutating func look(_ name: String) {
    guard let device = printers[name] else { return }
    let printer = device.printer
    let state: PrinterState =
      if printer.isDead { .unplugged } else if printer.isCoverOpen {
        .coverOpen
      } else if printer
        .isPaperOut
      {
        .paperOut
      } else if printer.isCutterJammed { .cutterJammed } else { .ready }
    queues.looked(name, state)
  }

  private mutating func take(_ step: PrintQueues.Step, at name: String) {
    switch step {
    case .wait: break
    case .probe: queues.probed(name, trouble: nil, now: now)
    case .giveUp(let slip, let why): end(slip, .failed(reason: why.sentence))
    case .print(let slip):
      let outcome = print(slip, at: name)
      switch queues.ended(slip, at: name, outcome, now: now) {
      case .record(.unknown) where repeatsUnknown: queues.putBack(slip, at: name)
      case .record(let progress): end(slip, progress)
      case .again(let slip, let next): queues.putBack(slip, at: next)
      }
    }
  }

  private mutating func end(_ slip: PrintQueues.Waiting, _ progress: SlipProgress) {
    ends[Int(slip.job.id.rawValue), default: []].append(progress)
  }

  // MARK: - One slip

  /// Every row of a slip carries its number, so that each row of paper tells whose it is.
  private func row(_ id: Int) -> [UInt8] { [0xA5, UInt8(id), 0, 0, 0, 0, 0, 0x81] }

  private mutating func print(_ slip: PrintQueues.Waiting, at name: String) -> PrintOutcome {
    guard var device = printers[name] else { return .unknown(reason: "no device") }
    defer { printers[name] = device }
    let id = Int(slip.job.id.rawValue)
    let picture = MonochromePicture(
      width: 64, height: Self.height, rows: (0..<Self.height).flatMap { _ in row(id) })
    if device.printer.isDead {
      device.wasDead = true
      return .failed(PrintFailure(.unplugged, on: name))
    }
    if device.wasDead { device.link.opened() }
    device.wasDead = false
    let start = now
    var transfer = SlipTransfer(
      EscPosSlip(picture, device.link.traits), over: device.link, named: name, within: .seconds(8))
    defer {
      device.link = transfer.link
      device.wasDead = device.printer.isDead
    }
    for _ in 0..<5_000 {
      switch transfer.step(now: now - start) {
      case .end(let outcome): return outcome
      case .write(let bytes, let until):
        var taken = device.printer.take(bytes, at: now)
        if taken < bytes.count, !device.printer.isDead {
          now = max(now, start + until)
          taken += device.printer.take(bytes.dropFirst(taken), at: now)
        }
        if device.printer.isDead {
          transfer.failed(
            TransportFailure(.gone, bytesTaken: taken, cause: "dead"), now: now - start)
        } else if taken < bytes.count {
          transfer.failed(
            TransportFailure(.timedOut, bytesTaken: taken, cause: "full"), now: now - start)
        } else {
          transfer.wrote(taken, now: now - start)
        }
      case .listen(let until):
        var words = device.printer.takeWords()
        if words.isEmpty {
          now = max(now, start + until)
          device.printer.advance(to: now)
          words = device.printer.takeWords()
        }
        transfer.heard(words, now: now - start)
      }
    }
    wrong.append("slip \(id) at \(name) never ended")
    return .unknown(reason: "never ended")
  }

  // MARK: - The judge

  private mutating func judge() {
    var rows: [Int: Int] = [:]
    for device in printers.values {
      for complaint in device.printer.complaints {
        wrong.append("unknown bytes: \(complaint.sentence) at \(complaint.offset)")
      }
      for paper in device.printer.papers + [device.printer.strip] {
        for start in stride(from: 0, to: paper.rows.count, by: 8) where paper.rows[start] == 0xA5 {
          rows[Int(paper.rows[start + 1]), default: 0] += 1
        }
      }
    }
    for id in 1..<given + 1 {
      let ended = ends[id] ?? []
      let out = rows[id] ?? 0
      if ended.count != 1 { wrong.append("slip \(id) ended \(ended.count) times") }
      if out > Self.height { wrong.append("slip \(id) came out with \(out) rows, more than once") }
      switch ended.first {
      case .printed where out != Self.height:
        wrong.append("slip \(id) is printed, and \(out) rows came out")
      case .failed where out != 0:
        wrong.append("slip \(id) failed, and \(out) rows came out")
      default: break
      }
    }
  }
}

private struct Dice {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }
}
