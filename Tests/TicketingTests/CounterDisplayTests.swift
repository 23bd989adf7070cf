import Dossiers
import Testing

@testable import Ticketing

@Suite struct `At the counter's display` {
  /// State, columns, rows, what stands there (blanks as dots).
  static let rows:
    [(state: CounterDisplay, columns: Int, rows: Int, upper: String, lower: String)] =
      [
        (.free, 20, 2, ".........Q5.........", "...................."),
        (.called(label: "A012", attempt: 1), 20, 2, "......A012..Q5......", "........>>>>........"),
        (.called(label: "A012", attempt: 2), 20, 2, "......A012..Q5......", ".......>>>>>>......."),
        (.called(label: "A012", attempt: 9), 20, 2, "......A012..Q5......", "......>>>>>>>>......"),
        (.serving(label: "A012"), 20, 2, "......A012..Q5......", "...................."),
        (.paused(back: nil), 20, 2, ".......--..Q5.......", "...................."),
        (.paused(back: "13:30"), 20, 2, ".......--..Q5.......", ".......13:30........"),
        (.closed, 20, 2, ".......--..Q5.......", "...................."),
        (.called(label: "A012", attempt: 1), 8, 1, "A012..Q5", ""),
        (.called(label: "AB1012", attempt: 1), 8, 1, ".AB1012.", ""),
        (.called(label: "ABC999999", attempt: 1), 4, 1, "ABC9", ""),
      ]

  @Test(arguments: rows.indices)
  func `each state fills its lines, and a narrow display shows the number before the counter`(
    index: Int
  ) {
    let row = Self.rows[index]
    let lines = row.state.lines(at: "5", columns: row.columns, rows: row.rows)
    #expect(lines.upper == row.upper.replacing(".", with: " "))
    #expect(lines.lower == row.lower.replacing(".", with: " "))
  }

  @Test func `words of the hall stand below the number, and a counter may have a name`() {
    let words = DisplayWords(called: "MOI", serving: "", paused: "TAM NGHI", closed: "DONG QUAY")
    func lower(_ state: CounterDisplay) -> String {
      state.lines(at: "phi", columns: 20, rows: 2, words: words).lower.filter { $0 != " " }
    }
    #expect(lower(.called(label: "A012", attempt: 2)) == "MOI")
    #expect(lower(.paused(back: "14:00")) == "TAMNGHI14:00")
    #expect(lower(.closed) == "DONGQUAY")
    #expect(CounterDisplay.free.lines(at: "phi", columns: 20, rows: 2).counter == "PHI")
  }

  @Test func `nothing but printable ASCII reaches a display, whatever a label holds`() {
    let label = "Đ\u{1B}@\n7"
    for columns in 1...24 {
      let lines = CounterDisplay.called(label: label, attempt: 1)
        .lines(at: "5", columns: columns, rows: 2)
      for text in [lines.upper, lines.lower] {
        #expect(text.utf8.count == columns)
        #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(text.debugDescription)")
      }
    }
  }

  @Test func `a counter's way through its day is what its display shows`() throws {
    var day = HallOnPaper()
    #expect(day.hall.display(of: "1") == .closed)
    try day.open("1")
    #expect(day.hall.display(of: "1") == .free)
    try day.issue()
    try day.next()
    #expect(day.hall.display(of: "1") == .called(label: "A001", attempt: 1))
    try day.ask(.recall("1"))
    #expect(day.hall.display(of: "1") == .called(label: "A001", attempt: 2))
    try day.ask(.start("1"))
    #expect(day.hall.display(of: "1") == .serving(label: "A001"))
    try day.ask(.finish("1", .done))
    #expect(day.hall.display(of: "1") == .free)
    try day.ask(.pauseCounter("1", reason: .lunch, back: CivilTime("13:30")))
    #expect(day.hall.display(of: "1") == .paused(back: "13:30"))
    try day.ask(.closeCounter("1"))
    #expect(day.hall.display(of: "1") == .closed)
    #expect(day.hall.display(of: "nowhere") == .closed)
  }
}
