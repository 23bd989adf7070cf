import Foundation
import Testing
import USBRig
import VirtualPrinter

extension RealBinary {
  /// Printers that fail at random for a long time (`Tests/Soak/printers`), and a buffer full for half a minute.
  @Suite struct `Printers that fail for long` {
    private static let seconds = ProcessInfo.processInfo.environment["HALLD_PRINTER_SOAK_SECONDS"]
      .flatMap { Int($0) }
    private static let seed =
      ProcessInfo.processInfo.environment["HALLD_SEED"].flatMap { UInt64($0) } ?? 42

    /// The demonstration's slips have their whole number above this row.
    private static let numberEnds = 400

    @Test(.enabled(if: Project.isSoaking || seconds != nil, "make soak, or Tests/Soak/printers"))
    func `NAK for 30 seconds: numbers go on, and every slip ends in truth`() throws {
      let rig = try HallOnUSB()
      #expect(try wait(rig, "ready"))
      rig.bench.change(0) { $0.printer.stopsTakingAfter = 3_000 }
      let nak = Deadline.within(.seconds(30))
      var numbers: Set<String> = []
      var slowest = Duration.zero
      for index in 0..<20 {
        let start = ContinuousClock.now
        numbers.insert(try rig.slip("nak-\(index)").number)
        slowest = max(slowest, ContinuousClock.now - start)
        let pause = Deadline.within(.milliseconds(1_000))
        let _: Bool? = pause.first { nil }
      }
      #expect(numbers.count == 20)
      #expect(slowest < .seconds(1), "a number took \(slowest)")
      #expect(try wait(rig, "notAnswering"))
      let _: Bool? = nak.first { nil }
      rig.bench.change(0) { $0.printer.stopsTakingAfter = nil }
      #expect(try wait(rig, "ready"))
      let ends = try (0..<20).map { try rig.ending("nak-\($0)", within: .seconds(60)) }
      print("NAK for 30 s: \(counted(ends)), the slowest number took \(slowest)")
      // The one that was on its way is unknown; the others waited less than a minute and came out.
      #expect(ends[0] == "unknown")
      #expect(ends.dropFirst().allSatisfy { $0 == "printed" })
      try rig.hall.stop()
      let papers = rig.bench[0]?.printer.papers.filter(\.hasInk) ?? []
      #expect(papers.count == 20 && Set(papers).count == 20, "the torn piece and 19 slips")
    }

    @Test(.enabled(if: seconds != nil, "Tests/Soak/printers"))
    func `a printer on USB and one in the network fail at random: no leak, no slip without an end`()
      throws
    {
      let length = Duration.seconds(Self.seconds ?? 900)
      let network = try VirtualPrinterServer(VirtualPrinter(.init(rowsPerSecond: 4_000)))
      defer { network.stop() }
      let second =
        HallOnUSB.usb + "\n    place: USB\n  - id: network\n    kind: network\n"
        + "    profile: escpos-80mm\n    address: 127.0.0.1\n    port: \(network.port)"
      let rig = try HallOnUSB([
        (HallOnUSB.folderPrinter, second), ("printers: [slips]", "printers: [slips, network]"),
      ]) { try $0.plug(.printer(), VirtualPrinter(.init(rowsPerSecond: 4_000)), into: 0) }
      let daemon = try #require(rig.hall.daemon)
      var fate = Misfortune(rig: rig, network: network, seed: Self.seed)
      var figures: [ProcessFigures] = []
      var numbers: [String] = []
      var slowest = Duration.zero
      let began = ContinuousClock.now
      let end = Deadline.within(length)
      while !end.isOver {
        let pause = Deadline.within(.milliseconds(400))
        let start = ContinuousClock.now
        numbers.append(try rig.slip("soak-\(numbers.count)").number)
        slowest = max(slowest, ContinuousClock.now - start)
        try fate.strike(at: ContinuousClock.now - began)
        if numbers.count % 5 == 0 {
          figures.append(try ProcessFigures(of: daemon, at: ContinuousClock.now - began))
        }
        let _: Bool? = pause.first { nil }
      }
      try fate.mendAll()
      #expect(try wait(rig, "ready") && wait(rig, "ready", of: "network"))
      let open: Bool? = try Deadline.within(.seconds(120)).first {
        let states = try rig.hall.disk.printed().map(\.state)
        return states.contains("queued") || states.contains("sending") ? nil : true
      }
      #expect(open == true, "a slip has no end")
      let last = try ProcessFigures(of: daemon, at: ContinuousClock.now - began)
      try rig.hall.stop()

      let slips = try rig.hall.disk.printed()
      let papers =
        (rig.bench[0]?.printer.papers ?? []).filter(\.hasInk)
        + network.printer.papers.filter(\.hasInk)
      let ends = counted(slips.map(\.state))
      let settled = figures.dropFirst(figures.count / 3)
      let slope = ProcessFigures.kilobytesAMinute(settled)
      let usual = settled.first ?? last
      print(
        """
        seed \(Self.seed), \(length): \(numbers.count) numbers, the slowest \(slowest); \
        \(fate.count) faults
        slips: \(ends); papers with ink: \(papers.count)
        files \(usual.files) -> \(last.files), threads \(usual.threads) -> \(last.threads), \
        memory \(usual.kilobytes / 1_024) -> \(last.kilobytes / 1_024) MB, slope \(Int(slope)) kB/min
        """)
      #expect(Set(numbers).count == numbers.count)
      #expect(slips.count == numbers.count)
      let printed = slips.count { $0.state == "printed" }
      let unknown = slips.count { $0.state == "unknown" }
      #expect(printed * 2 > slips.count, "the printers were hardly ever well")
      #expect(papers.count >= printed, "printed, and no paper")
      #expect(papers.count <= printed + 2 * unknown, "paper that nobody knows of")
      // Two papers torn before the number look the same and are of two slips.
      let named = papers.filter {
        $0.rows.dropFirst(Self.numberEnds * $0.bytesPerRow).contains { $0 != 0 }
      }
      #expect(Set(named).count == named.count, "a slip came out twice")
      #expect(last.files <= usual.files + 2)
      #expect(last.threads <= usual.threads + 2)
      // A leak of one slip's bytes a slip would be 7,000.
      #expect(slope < 1_024 || length < .seconds(120))
      #expect(try rig.hall.soundness() == [])
    }

    private func wait(
      _ rig: HallOnUSB, _ state: String, of printer: String = "slips"
    ) throws -> Bool {
      try Deadline.within(.seconds(20)).first { try rig.state(printer) == state ? true : nil }
        ?? false
    }

    private func counted(_ words: [String]) -> String {
      Dictionary(grouping: words) { $0 }.map { "\($0.value.count) \($0.key)" }.sorted()
        .joined(separator: ", ")
    }
  }
}

/// What happens to two printers, as a seed has it: one trouble at a time for each, mended after seconds.
private struct Misfortune {
  let rig: HallOnUSB
  let network: VirtualPrinterServer
  private(set) var count = 0
  private var dice: UInt64
  private var next: [Duration] = [.seconds(3), .seconds(5)]
  private var mends: [(() throws -> Void)?] = [nil, nil]

  init(rig: HallOnUSB, network: VirtualPrinterServer, seed: UInt64) {
    (self.rig, self.network, dice) = (rig, network, seed &* 2 &+ 1)
  }

  private mutating func roll(_ sides: Int) -> Int {
    dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(dice >> 33) % sides
  }

  mutating func strike(at time: Duration) throws {
    for place in 0...1 where time >= next[place] {
      if let mend = mends[place] {
        mends[place] = nil
        try mend()
        next[place] = time + .milliseconds(1_500 + roll(5_000))
      } else {
        mends[place] = try place == 0 ? harmUSB(roll(8), roll(60)) : harmNetwork(roll(8), roll(60))
        next[place] = time + .milliseconds(500 + roll(6_000))
        count += 1
      }
    }
  }

  mutating func mendAll() throws {
    for mend in mends { try mend?() }
    mends = [nil, nil]
  }

  private func harmUSB(_ what: Int, _ some: Int) throws -> () throws -> Void {
    let bench = rig.bench
    switch what {
    case 0:
      try bench.unplug(0)
      return { try bench.plugAgain(0) }
    case 1:
      bench.change(0) { $0.unplugsAfter = 500 * some }
      return {
        try bench.unplug(0)
        try bench.plugAgain(0)
      }
    case 2:
      bench.change(0) { $0.bytesPerSecond = 20_000 }
      return { bench.change(0) { $0.bytesPerSecond = 0 } }
    default:
      bench.change(0) { Self.harm(&$0.printer, what, some) }
      return { bench.change(0) { Self.mend(&$0.printer) } }
    }
  }

  private func harmNetwork(_ what: Int, _ some: Int) throws -> () throws -> Void {
    let network = network
    switch what {
    case 0, 1:
      network.unplug()
      return { try network.plugIn() }
    case 2:
      network.hangUp()
      return {}
    default:
      network.change { Self.harm(&$0, what, some) }
      return { network.change { Self.mend(&$0) } }
    }
  }

  private static func harm(_ printer: inout VirtualPrinter, _ what: Int, _ some: Int) {
    switch what {
    case 3: printer.leavePaper(rows: 30 * some)
    case 4: printer.openCover()
    case 5: printer.isSilent = true
    case 6: printer.stopsTakingAfter = 300 * some
    default: printer.cutterJamsNext = true
    }
  }

  private static func mend(_ printer: inout VirtualPrinter) {
    printer.loadPaper()
    printer.closeCover()
    printer.freeCutter()
    printer.isSilent = false
    printer.stopsTakingAfter = nil
    printer.cutterJamsNext = false
  }
}
