import Dossiers
import Testing

@testable import Ticketing

@Suite struct `Numbers after a machine was lost` {
  @Test func `each series leaves out as many numbers as were asked for, once`() throws {
    var day = HallOnPaper()
    for _ in 1...3 { try day.issue("dat-dai") }
    day.move(ahead: 50)
    #expect(try day.issue("dat-dai").label == "A054")
    #expect(try day.issue("dat-dai").label == "A055")
  }

  @Test func `a series that has given no number yet leaves them out as well`() throws {
    var day = HallOnPaper()
    try day.issue("ho-tich")
    day.move(ahead: 50)
    #expect(try day.issue("dat-dai").label == "A051")
    #expect(try day.issue("dat-dai").label == "A052")
  }

  @Test func `lost twice on one day, they are left out twice`() throws {
    var day = HallOnPaper()
    try day.issue("dat-dai")
    day.move(ahead: 50)
    day.move(ahead: 20)
    #expect(try day.issue("dat-dai").label == "A072")
  }

  @Test func `a series that is too short says that it is used up`() throws {
    var day = HallOnPaper()
    day.move(ahead: 3)
    #expect(throws: Refusal.seriesUsedUp(domain: "ho-tich", last: "B003")) {
      try day.issue("ho-tich")
    }
  }

  @Test func `a backup of yesterday opens today first, and tomorrow begins with its first number`()
    throws
  {
    var day = HallOnPaper()
    try day.issue("dat-dai")
    day.now = day.now.adding(seconds: 86_400)
    let events = day.move(ahead: 50)
    #expect(events.suffix(3).map(\.name) == ["day.closed", "day.opened", "series.moved"])
    #expect(try day.issue("dat-dai").label == "A051")
    day.now = day.now.adding(seconds: 86_400)
    try day.ask(.timePasses)
    #expect(try day.issue("dat-dai").label == "A001")
  }

  @Test func `a paper ticket of the lost machine can be entered again`() throws {
    var day = HallOnPaper()
    day.move(ahead: 50)
    try day.ask(.enterPad(number: "P007", errand: "dat-dai", at: day.now))
    #expect(day.state("P007") == "waiting")
  }
}

extension HallOnPaper {
  @discardableResult
  fileprivate mutating func move(ahead: Int) -> [HallEvent] {
    let events = hall.movingSeries(ahead: ahead, at: now)
    record(events, at: now, by: .test)
    return events
  }
}

extension HallEvent {
  fileprivate var name: String {
    switch self {
    case .dayClosed: "day.closed"
    case .dayOpened: "day.opened"
    case .seriesMoved: "series.moved"
    default: "other"
    }
  }
}
