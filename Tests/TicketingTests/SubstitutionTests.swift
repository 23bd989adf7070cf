import Dossiers
import Testing

@testable import Ticketing

@Suite struct `Whoever sits in for an officer` {
  private static let hoa = StaffMember(account: "hoa", agency: "Sở Tư pháp", counters: ["1"])
  private static let binh = StaffMember(account: "binh", agency: "Sở Tư pháp", counters: ["2"])

  private static func name(
    _ substitute: StaffMember = binh, of officer: StaffMember = hoa, at counter: CounterID = "1",
    because reason: String = "nghỉ ốm"
  ) -> HallCommand {
    .arrange(.substitute(counter, of: officer, by: substitute, reason: reason))
  }

  private static func end(_ substitute: String, at counter: CounterID = "1") -> HallCommand {
    .arrange(.endSubstitution(counter, substitute: substitute, reason: "đã trở lại"))
  }

  private static func member(_ change: (inout StaffMember) -> Void) -> StaffMember {
    var member = binh
    change(&member)
    return member
  }

  static let rows: [(command: HallCommand, refusal: Refusal?)] = [
    (name(), nil),
    (name(at: "9"), .unknownCounter("9")),
    (name(because: ""), .reasonMissing),
    (name(at: "3"), .arrangement(.notTheirCounter(officer: "hoa", "3"))),
    (name(member { $0.isActive = false }), .arrangement(.accountDisabled("binh"))),
    (name(member { $0.worksAtCounters = false }), .arrangement(.cannotSubstitute("binh"))),
    (
      name(member { $0.agency = "Sở Xây dựng" }),
      .arrangement(.otherAgency("binh", agency: "Sở Tư pháp"))
    ),
    (
      name(
        member { $0.agency = "" }, of: StaffMember(account: "hoa", agency: "", counters: ["1"])),
      .arrangement(.otherAgency("binh", agency: ""))
    ),
    (name(member { $0.counters = ["1"] }), .arrangement(.worksThereAlready("binh", "1"))),
    (name(hoa), .arrangement(.worksThereAlready("hoa", "1"))),
    (end("binh"), .arrangement(.noSubstitution("binh", "1"))),
  ]

  @Test(arguments: rows.indices)
  func `LC-4.5b · only an active officer of the same agency can be named`(index: Int) throws {
    let row = Self.rows[index]
    var day = HallOnPaper()
    if let refusal = row.refusal {
      #expect(throws: refusal) { try day.ask(row.command) }
      #expect(day.hall.substitutions.isEmpty)
    } else {
      try day.ask(row.command, by: Actor("supervision:thanh"))
      let named = try #require(day.hall.substitutions.first)
      #expect(named.substitute == "binh" && named.officer == "hoa" && named.counter == "1")
      #expect(named.by == Actor("supervision:thanh"))
      #expect(day.hall.substitutions.counters(satInBy: "binh") == ["1"])
      #expect(throws: Refusal.arrangement(.worksThereAlready("binh", "1"))) {
        try day.ask(row.command)
      }
    }
  }

  @Test func `LC-12.3d · an end closes the counter, but not over a visitor's head`() throws {
    var day = HallOnPaper()
    try day.issue()
    try day.ask(Self.name())
    try day.ask(.openCounter("1", officer: "binh"))
    try day.next("1")
    #expect(throws: Refusal.counterBusy("1", label: "A001")) { try day.ask(Self.end("binh")) }
    try day.ask(.finish("1", .done))
    try day.ask(Self.end("binh"))
    #expect(day.hall.substitutions.isEmpty)
    #expect(day.hall.counter("1").duty == .closed)
  }

  @Test func `HU-DA-6.2 · it ends with the day; nobody stays open over midnight in a lent place`()
    throws
  {
    var day = HallOnPaper(plan: .alwaysOpen, at: "2026-03-02T23:50")
    try day.ask(Self.name())
    try day.ask(.openCounter("1", officer: "binh"))
    try day.ask(.openCounter("2", officer: "an"))
    day.wait(seconds: 1_200)
    #expect(day.hall.substitutions.isEmpty)
    #expect(day.hall.counter("1").duty == .closed)
    #expect(day.hall.counter("2").duty == .open)
  }

  static let pauses: [(duty: String, refusal: Refusal?)] = [
    ("closed", .counterClosed("1")), ("open", nil), ("paused", nil),
  ]

  @Test(arguments: pauses.indices)
  func `a pause is ended for the officer who sits there, a closed counter stays closed`(index: Int)
    throws
  {
    let row = Self.pauses[index]
    var day = HallOnPaper()
    if row.duty != "closed" { try day.open("1") }
    if row.duty == "paused" { try day.ask(.pauseCounter("1", reason: .meeting, back: nil)) }
    if let refusal = row.refusal {
      #expect(throws: refusal) { try day.ask(.arrange(.resume("1"))) }
    } else {
      try day.ask(.arrange(.resume("1")))
      #expect(day.hall.counter("1").duty == .open)
      #expect(day.hall.counter("1").officer == "officer-1")
    }
    #expect(throws: Refusal.unknownCounter("9")) { try day.ask(.arrange(.resume("9"))) }
  }
}
