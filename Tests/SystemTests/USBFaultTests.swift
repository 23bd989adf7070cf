import Foundation
import Testing
import USBRig
import VirtualPrinter

extension RealBinary {
  /// Faults of a USB printer under the real binary: the number, what people are shown, and the paper.
  @Suite struct `Faults of a USB printer` {
    private typealias Hand = @Sendable (HallOnUSB) throws -> Void

    private struct Row: Sendable {
      enum Time: String, Sendable { case before, during, after }
      var fault: String
      var time: Time
      /// What `/health` says within two seconds.
      var shows: String
      var hand: Hand
      /// When a fault that was laid in wait has happened.
      var happened: @Sendable (USBBench.Place) -> Bool = { _ in true }
      var mend: Hand
      /// How the slip may end, and how many papers with ink it may leave once all is well.
      var ends: Set<String> = ["printed"]
      var papers: ClosedRange<Int> = 1...1
    }

    private static func change(_ what: @escaping @Sendable (inout USBBench.Place) -> Void) -> Hand {
      { $0.bench.change(0, what) }
    }
    private static let reload = change { $0.printer.loadPaper() }
    private static let plugAgain: Hand = { try $0.bench.plugAgain(0) }
    private static let speak = change { $0.printer.isSilent = false }
    private static let take = change { $0.printer.stopsTakingAfter = nil }

    /// A slip that was begun is never sent again unasked: `unknown`, and its rest may come out.
    private static let begun: Set<String> = ["unknown"]

    private static let rows: [Row] = [
      Row(
        fault: "paper out", time: .before, shows: "paperOut",
        hand: change { $0.printer.leavePaper(rows: 0) }, mend: reload),
      Row(
        fault: "paper out", time: .during, shows: "paperOut",
        hand: change { $0.printer.leavePaper(rows: 200) }, happened: { $0.printer.isPaperOut },
        mend: reload, ends: begun, papers: 1...2),
      Row(
        fault: "paper out", time: .after, shows: "paperOut",
        hand: change { $0.printer.leavePaper(rows: 0) }, mend: reload),
      Row(
        fault: "paper low", time: .before, shows: "paperLow",
        hand: change { $0.printer.leavePaper(rows: 30_000) }, mend: reload),
      Row(
        fault: "cover open", time: .before, shows: "coverOpen",
        hand: change { $0.printer.openCover() }, mend: change { $0.printer.closeCover() }),
      Row(
        fault: "cover open", time: .during, shows: "coverOpen",
        hand: change { $0.printer.misfortune = (200, .coverOpens) },
        happened: { $0.printer.isCoverOpen }, mend: change { $0.printer.closeCover() },
        ends: begun, papers: 1...2),
      Row(
        fault: "cutter", time: .during, shows: "cutterJammed",
        hand: change { $0.printer.cutterJamsNext = true },
        happened: { $0.printer.isCutterJammed }, mend: change { $0.printer.freeCutter() },
        ends: begun),
      Row(
        fault: "unplugged", time: .before, shows: "unplugged",
        hand: { try $0.bench.unplug(0) }, mend: plugAgain),
      Row(
        fault: "unplugged", time: .during, shows: "unplugged",
        hand: change { $0.unplugsAfter = 4_000 }, happened: { !$0.isPlugged }, mend: plugAgain,
        ends: begun),
      Row(
        fault: "unplugged", time: .after, shows: "unplugged",
        hand: { try $0.bench.unplug(0) }, mend: plugAgain),
      Row(
        fault: "never answering", time: .before, shows: "notAnswering",
        hand: change { $0.printer.isSilent = true }, mend: speak),
      Row(
        fault: "never answering", time: .during, shows: "notAnswering",
        hand: change { $0.printer.misfortune = (200, .fallsSilent) },
        happened: { $0.printer.isSilent }, mend: speak, ends: begun),
      Row(
        fault: "NAK", time: .before, shows: "notAnswering",
        hand: change { $0.printer.stopsTakingAfter = 0 }, mend: take),
      Row(
        fault: "NAK", time: .during, shows: "notAnswering",
        hand: change { $0.printer.stopsTakingAfter = 3_000 },
        happened: { $0.printer.stopsTakingAfter == 0 }, mend: take, ends: begun),
    ]

    @Test
    func `the number is true, the state is shown in two seconds, no slip is lost or doubled`()
      throws
    {
      let rig = try HallOnUSB()
      try wait(rig, "ready")
      var numbers: [String] = []
      print("fault              when     shown after   well after   the slip")
      for (index, row) in Self.rows.enumerated() {
        let name = "\(row.fault), \(row.time.rawValue)"
        let papers = rig.bench.papers(0)
        let key = "slip-\(index)"
        if row.time == .after {
          numbers.append(try rig.slip(key).number)
          #expect(try rig.ending(key) == "printed", "\(name)")
        }
        try row.hand(rig)
        if row.time == .during { numbers.append(try issued(rig, key, name)) }
        let shown = try wait(rig, row.shows, after: row.happened)
        #expect(shown < .seconds(2), "\(name): shown after \(shown)")
        if row.time == .before { numbers.append(try issued(rig, key, name)) }
        if row.time == .during {
          let end = try rig.ending(key)
          #expect(row.ends.contains(end), "\(name): \(end)")
        }
        try row.mend(rig)
        let well = try wait(rig, "ready")
        #expect(well < .seconds(2), "\(name): well after \(well)")
        let end = try rig.ending(key)
        #expect(row.ends.contains(end), "\(name): \(end)")
        // The next slip tells that what is left of this one is done with.
        numbers.append(try issued(rig, "next-\(index)", name))
        #expect(try rig.ending("next-\(index)") == "printed", "\(name)")
        let left = rig.bench.papers(0) - papers - 1
        #expect(row.papers.contains(left), "\(name): \(left) papers")
        print(Self.line(row, shown, well, end))
      }
      try check(rig, numbers)
    }

    @Test func `noise among the answers proves nothing and loses nothing`() throws {
      let rig = try HallOnUSB()
      try wait(rig, "ready")
      rig.bench.change(0) { $0.printer.nonsense = 42 }
      var numbers: [String] = []
      // Each is waited for until its time is up, twice.
      for index in 0..<(Project.isSoaking ? 8 : 2) {
        numbers.append(try issued(rig, "noise-\(index)", "noise"))
        let end = try rig.ending("noise-\(index)", within: .seconds(75))
        #expect(["printed", "unknown", "failed"].contains(end))
      }
      rig.bench.change(0) { $0.printer.nonsense = nil }
      #expect(try wait(rig, "ready") < .seconds(2))
      numbers.append(try issued(rig, "after", "after the noise"))
      #expect(try rig.ending("after") == "printed")
      try check(rig, numbers)
    }

    /// A number that is given while the printer is as it is; nobody waits for paper.
    private func issued(_ rig: HallOnUSB, _ key: String, _ name: String) throws -> String {
      let start = ContinuousClock.now
      let number = try rig.slip(key).number
      let time = ContinuousClock.now - start
      #expect(time < .seconds(1), "\(name): the number took \(time)")
      return number
    }

    /// How long it took from when something has happened until it is shown.
    @discardableResult private func wait(
      _ rig: HallOnUSB, _ state: String,
      after happened: @Sendable (USBBench.Place) -> Bool = { _ in true }
    ) throws -> Duration {
      var began: ContinuousClock.Instant?
      var last: String?
      let limit = Deadline.within(.seconds(20))
      let time: Duration? = try limit.first {
        if began == nil, rig.bench[0].map(happened) ?? true { began = .now }
        last = try rig.state()
        guard let began, last == state else { return nil }
        return ContinuousClock.now - began
      }
      guard let time else { throw rig.hall.trouble("not \(state), but \(last ?? "nothing")") }
      return time
    }

    /// The log and the paper tell the same.
    private func check(_ rig: HallOnUSB, _ numbers: [String]) throws {
      try rig.hall.stop()
      #expect(Set(numbers).count == numbers.count, "a number was given twice: \(numbers)")
      #expect(try rig.hall.disk.tickets().map(\.label).sorted() == numbers.sorted())
      let papers = rig.bench[0]?.printer.papers.filter(\.hasInk) ?? []
      // Each slip has a number of its own: two equal papers would be one slip that came out twice.
      #expect(Set(papers).count == papers.count, "a slip came out twice")
      let slips = try rig.hall.disk.printed()
      let printed = slips.count { $0.state == "printed" }
      let unknown = slips.count { $0.state == "unknown" }
      #expect(slips.count == numbers.count)
      #expect(papers.count >= printed, "printed, and no paper came out")
      #expect(papers.count <= printed + 2 * unknown, "paper that nobody knows of")
      #expect(rig.bench[0]?.printer.complaints.map(\.sentence) == [])
      #expect(try rig.hall.soundness() == [])
    }

    private static func line(_ row: Row, _ shown: Duration, _ well: Duration, _ end: String)
      -> String
    {
      func wide(_ text: String, _ width: Int) -> String {
        text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
      }
      func milliseconds(_ time: Duration) -> String { "\(Int(time / .milliseconds(1))) ms" }
      return wide(row.fault, 19) + wide(row.time.rawValue, 9) + wide(milliseconds(shown), 14)
        + wide(milliseconds(well), 13) + end
    }
  }
}
