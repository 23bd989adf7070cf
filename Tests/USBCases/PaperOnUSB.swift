import Drivers
import Foundation
import Ticketing
import USBRig
import VirtualPrinter

/// A ticket printer on USB with paper in it: what comes out, and what is said about it.
struct PaperOnUSB {
  let bench: USBBench
  let trial: Trial

  private struct Slip: PaperLayout {
    let blocks: [PaperBlock]

    init(_ number: String) {
      blocks = [
        .line(number, PaperStyle(.number, bold: true)),
        .text("Đất đai — Quầy 5", PaperStyle(.body)),
        .code("https://hall.example/\(number)"),
      ]
    }
  }

  private func printer(
    port: Int? = nil, traits: EscPosTraits = EscPosTraits(), _ name: String = "door"
  ) -> EscPosPrinter {
    let profile = PrinterProfile(
      id: "escpos-80mm", kind: .escpos, model: "ESC/POS", paperWidthMillimetres: 80,
      dotsPerLine: 576, escPos: traits)
    return EscPosPrinter(
      name: name, profile: profile,
      transport: USBTransport(USBPrinterMatch(port: port.map { bench.bus.name(of: $0) })))
  }

  private func job(_ number: Int) -> SlipJob {
    SlipJob(job: "\(number)", number: "A\(number)", layout: Slip("A\(number)"))
  }

  /// Prints and compares how it ended, in one word.
  private func print(
    _ number: Int, on printer: EscPosPrinter, within limit: Duration = .seconds(8),
    _ should: String,
    line: Int = #line
  ) async {
    let report = await printer.print(job(number), within: limit)
    let word =
      switch report.outcome {
      case .printed: "printed"
      case .handedOver: "handedOver"
      case .unknown: "unknown"
      case .failed(let why): "failed \(why.code.rawValue)"
      }
    trial.equal(word, should, line: line)
  }

  /// The state must be this within two seconds, as people are promised.
  private func state(
    _ printer: EscPosPrinter, _ should: PrinterState, line: Int = #line
  ) async {
    let deadline = ContinuousClock.now + .seconds(2)
    var last = await printer.look()
    while last != should, ContinuousClock.now < deadline { last = await printer.look() }
    trial.equal(last, should, line: line)
  }

  private func papers(_ should: Int, at port: Int = 0, line: Int = #line) {
    trial.until("\(should) papers are out", line: line) { bench.papers(port) == should }
    trial.equal(bench.papers(port), should, line: line)
    trial.equal(bench[port]?.printer.complaints.map(\.sentence) ?? [], [], line: line)
  }

  /// A printer that was plugged in and is seen to be ready.
  private func ready() async throws -> EscPosPrinter {
    try bench.plug(into: 0)
    let door = printer()
    await state(door, .ready)
    return door
  }

  func printed() async throws {
    let door = try await ready()
    let start = ContinuousClock.now
    await print(1, on: door, "printed")
    Swift.print("a slip of \(bench[0]?.bytes.count ?? 0) bytes took \(ContinuousClock.now - start)")
    await print(2, on: door, "printed")
    papers(2)
    await state(door, .ready)
  }

  func outBefore() async throws {
    try bench.plug(into: 0)
    let door = printer()
    await print(1, on: door, "printed")
    bench.change(0) { $0.printer.leavePaper(rows: 0) }
    await state(door, .paperOut)
    await print(2, on: door, "failed paperOut")
    papers(1)
    bench.change(0) { $0.printer.loadPaper() }
    await state(door, .ready)
    await print(2, on: door, "printed")
    papers(2)
  }

  func outDuring() async throws {
    let door = try await ready()
    bench.change(0) { $0.printer.leavePaper(rows: 200) }
    await print(1, on: door, within: .seconds(4), "unknown")
    await state(door, .paperOut)
    bench.change(0) { $0.printer.loadPaper() }
    await state(door, .ready)
    await print(2, on: door, "printed")
    // The piece that ran out, what was still in the printer, and the whole one.
    trial.equal((2...3).contains(bench.papers(0)), true)
    let last = bench[0]?.printer.papers.last { $0.hasInk }
    await print(2, on: door, "printed")
    trial.equal(bench[0]?.printer.papers.last { $0.hasInk } == last, true)
    trial.equal(bench[0]?.printer.complaints.map(\.sentence) ?? [], [])
  }

  func outAfter() async throws {
    try bench.plug(into: 0)
    let door = printer()
    await print(1, on: door, "printed")
    bench.change(0) { $0.printer.leavePaper(rows: 0) }
    await state(door, .paperOut)
    papers(1)
  }

  func nearEnd() async throws {
    let door = try await ready()
    bench.change(0) { $0.printer.leavePaper(rows: 30_000) }
    await state(door, .paperLow)
    await print(1, on: door, "printed")
    papers(1)
  }

  func cover() async throws {
    let door = try await ready()
    bench.change(0) { $0.printer.openCover() }
    await state(door, .coverOpen)
    await print(1, on: door, "failed coverOpen")
    bench.change(0) { $0.printer.closeCover() }
    await state(door, .ready)
    await print(1, on: door, "printed")
    papers(1)
  }

  func cutter() async throws {
    try bench.plug(into: 0)
    let door = printer()
    bench.change(0) { $0.printer.cutterJamsNext = true }
    await print(1, on: door, within: .seconds(4), "unknown")
    await state(door, .cutterJammed)
    bench.change(0) { $0.printer.freeCutter() }
    await state(door, .ready)
    await print(2, on: door, "printed")
    papers(2)
  }

  func full() async throws {
    let door = try await ready()
    bench.change(0) { $0.printer.stopsTakingAfter = 3_000 }
    let start = ContinuousClock.now
    await print(1, on: door, within: .seconds(2), "unknown")
    trial.equal(ContinuousClock.now - start < .seconds(3), true)
    await state(door, .notAnswering)
    bench.change(0) { $0.printer.stopsTakingAfter = nil }
    await state(door, .ready)
    await print(2, on: door, "printed")
    // The torn piece and the whole one.
    papers(2)
  }

  func halted() async throws {
    let door = try await ready()
    bench.change(0) { $0.bytesPerSecond = 20_000 }
    let had = bench[0]?.bytes.count ?? 0
    // On a thread of its own: a guest with one processor has one thread for all tasks.
    Thread.detachNewThread {
      trial.until("a part has arrived") { (bench[0]?.bytes.count ?? 0) > had + 2_000 }
      bench.bus.stall(0)
    }
    await print(1, on: door, "printed")
    papers(1)
  }

  func slowly() async throws {
    try bench.plug(into: 0)
    bench.change(0) { $0.bytesPerSecond = 10_000 }
    let door = printer()
    await print(1, on: door, within: .seconds(20), "printed")
    papers(1)
    await state(door, .ready)
  }

  func absent() async throws {
    let door = printer()
    await state(door, .unplugged)
    await print(1, on: door, "failed unplugged")
    try bench.plug(into: 0)
    await state(door, .ready)
    try bench.unplug(0)
    await print(1, on: door, "failed unplugged")
    await state(door, .unplugged)
    papers(0)
  }

  func torn() async throws {
    let door = try await ready()
    bench.change(0) { $0.unplugsAfter = 4_000 }
    await print(1, on: door, "unknown")
    await state(door, .unplugged)
    try bench.plugAgain(0)
    await state(door, .ready)
    await print(2, on: door, "printed")
    papers(2)
  }

  func gone() async throws {
    try bench.plug(into: 0)
    let door = printer()
    await print(1, on: door, "printed")
    try bench.unplug(0)
    await state(door, .unplugged)
    papers(1)
  }

  func rebound() async throws {
    try bench.plug(into: 0)
    let door = printer()
    for number in 1...3 {
      await state(door, .ready)
      await print(number, on: door, "printed")
      try bench.unplug(0)
      await state(door, .unplugged)
      try bench.plugAgain(0)
    }
    papers(3)
  }

  func other() async throws {
    try bench.plug(into: 0)
    let door = printer(port: 0)
    await print(1, on: door, "printed")
    try bench.unplug(0)
    try bench.plug(.stick, into: 0)
    await state(door, .unplugged)
    await print(2, on: door, "failed unplugged")
    trial.equal(bench[0]?.bytes, [])
  }

  func swapped() async throws {
    try bench.plug(into: 0)
    try bench.plug(into: 1)
    let left = printer(port: 0, "left")
    let right = printer(port: 1, "right")
    await print(1, on: left, "printed")
    papers(1, at: 0)
    papers(0, at: 1)
    try bench.swap(0, 1)
    await state(left, .ready)
    await print(2, on: left, "printed")
    await print(3, on: right, "printed")
    papers(1, at: 0)
    papers(2, at: 1)
  }

  func liar() async throws {
    let door = try await ready()
    bench.change(0) {
      $0.printer.lies = true
      $0.printer.leavePaper(rows: 0)
    }
    await print(1, on: door, "printed")
    await state(door, .ready)
    papers(0)
  }

  func silent() async throws {
    try bench.plug(into: 0)
    bench.change(0) { $0.printer.isSilent = true }
    let door = printer()
    await print(1, on: door, within: .seconds(4), "failed notAnswering")
    await state(door, .notAnswering)
    papers(0)
    await close(door)
    let mute = EscPosTraits(
      answers: false, automaticStatus: false, realTimeStatus: false, nearEndSensor: false)
    let known = printer(traits: mute)
    await print(2, on: known, "handedOver")
    papers(1)
  }

  func noise() async throws {
    let door = try await ready()
    bench.change(0) { $0.printer.nonsense = 42 }
    var came = 0
    for number in 1...5 {
      let report = await door.print(job(number), within: .seconds(4))
      switch report.outcome {
      case .failed: break
      default: came += 1
      }
      trial.equal(bench.papers(0), came)
    }
    bench.change(0) { $0.printer.nonsense = nil }
    await state(door, .ready)
    await print(6, on: door, "printed")
    papers(came + 1)
  }

  /// Gives the device back: a printer keeps it as long as it lives.
  private func close(_ printer: EscPosPrinter) async {
    try? bench.unplug(0)
    await state(printer, .unplugged)
    try? bench.plugAgain(0)
    bench.change(0) { $0.printer.isSilent = true }
  }
}
