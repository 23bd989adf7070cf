import Dossiers
import Testing

@testable import Ticketing

@Suite struct `Papers of random incidents` {
  @Test(arguments: Array(1...40) as [UInt64])
  func `entered, void and missing make up what was declared, and replay tells the same`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    var day = HallOnPaper(plan: .withRules, at: "2026-03-02T09:00")
    var ordinal = 0
    let id = try day.incident(from: "08:00")
    for _ in 0..<120 {
      day.wait(seconds: Int.random(in: 0...400, using: &random))
      let number = Int.random(in: 1...12, using: &random)
      let minute = Int.random(in: 0...59, using: &random)
      let time = CivilMoment.at("08:\(minute < 10 ? "0" : "")\(minute)")
      let pad = day.plan.rules.pad.text(number)
      let command: IncidentCommand
      switch Int.random(in: 0..<12, using: &random) {
      case 0..<3:
        command = .enterTicket(id, number: pad, errand: "dat-dai", handedOut: time)
      case 3..<6:
        command = .enterVisit(
          id, number: pad, errand: "dat-dai", handedOut: time,
          PaperService(
            counter: "1", officer: "tung", startedAt: time, finishedAt: time, outcome: .intake))
      case 6..<8:
        ordinal += 1
        command = .enterForm(id, .form("SC-\(number)", time.description, ordinal: ordinal))
      case 8: command = .void(id, paper: pad, reason: "rách")
      case 9: command = .void(id, paper: "SC-\(number)", reason: "rách")
      case 10: command = .declare(id, pads: "\(number)", forms: "1-\(number)")
      default: command = .close(id, endedAt: .at("08:59"), pads: "1-8", forms: "1-4")
      }
      _ = try? day.ask(.incident(command))
      check(day, id, seed)
    }
    // Everything that is missing can be declared void, and then nothing is left.
    _ = try? day.ask(.incident(.close(id, endedAt: .at("08:59"), pads: "1-12", forms: "1-12")))
    for kind in PaperKind.allCases {
      for number in day.hall.incident(id)?.missing(kind) ?? [] {
        let paper = day.plan.rules.series(of: kind).text(number)
        try day.ask(.incident(.void(id, paper: paper, reason: "hết")))
      }
    }
    #expect(day.hall.unsettledIncidents.isEmpty, "seed \(seed)")
    var replayed = Hall()
    for recorded in day.log { replayed.apply(recorded) }
    #expect(replayed == day.hall, "seed \(seed): replay differs")
  }

  private func check(_ day: HallOnPaper, _ id: IncidentID, _ seed: UInt64) {
    guard let incident = day.hall.incident(id) else { return }
    let declared = PaperKind.allCases.reduce(0) {
      $0 + incident.declared[$1, default: NumberRanges()].count
    }
    let missing = PaperKind.allCases.reduce(0) { $0 + incident.missing($1).count }
    #expect(missing == incident.missingCount, "seed \(seed)")
    if incident.stage == .closed {
      #expect(
        incident.count(.entered) + incident.count(.void) + missing == declared, "seed \(seed)")
    }
    // Each paper appears once in the log, as one ticket, one dossier or one void.
    let papers = day.log.compactMap { recorded -> String? in
      guard case .incident(let event) = recorded.event, let paper = event.paper else { return nil }
      return "\(paper.kind) \(paper.number)"
    }
    #expect(Set(papers).count == papers.count, "seed \(seed): a paper was entered twice")
    let pads = day.hall.visits.values.filter { $0.origin == .pad }.map(\.label)
    #expect(Set(pads).count == pads.count, "seed \(seed)")
  }
}

@Suite struct `Numbers as people write them` {
  private static let pad = NumberSeries(prefix: "P", first: 1, last: 999)
  private static let form = NumberSeries(prefix: "SC-", first: 1, last: 99_999, width: 4)

  @Test(arguments: [
    ("", ""), (" ", ""), ("P001", "1"), ("p001-p012, 15", "1-12,15"), ("1-3;2-7", "1-7"),
    ("P001–P003", "1-3"), ("3,2,1", "1-3"), ("P001 - P003", "1-3"), ("9,7", "7,9"),
  ])
  func `pad numbers are read`(text: String, canonical: String) {
    let ranges = NumberRanges(text, of: Self.pad)
    #expect(ranges?.description == canonical)
    #expect(NumberRanges(canonical) == ranges)
  }

  @Test(arguments: [
    ("SC-0001", "1"), ("SC-0001-SC-0004", "1-4"), ("SC-0001 - 4", "1-4"), ("1-4, sc-9", "1-4,9"),
    ("SC-0001–SC-0004", "1-4"),
  ])
  func `form numbers are read, though their prefix holds a dash`(text: String, canonical: String) {
    #expect(NumberRanges(text, of: Self.form)?.description == canonical)
  }

  @Test(arguments: ["P000", "P1000", "A001", "P003-P001", "P001-", "-P001", "1 2", "1..3", "P-1"])
  func `anything else is refused`(text: String) {
    #expect(NumberRanges(text, of: Self.pad) == nil)
  }

  @Test(arguments: ["1-", "-1", "a", "1,,2", "3-1", " 1", "0-1000000", "1-9223372036854775807"])
  func `what the log never holds is refused`(text: String) {
    #expect(NumberRanges(text) == nil)
  }

  @Test func `and are told in the words of the series`() {
    #expect(NumberRanges([1...12, 15...15]).text(in: Self.pad) == "P001–P012, P015")
    #expect(NumberRanges([3...4]).text(in: Self.form) == "SC-0003–SC-0004")
  }
}
