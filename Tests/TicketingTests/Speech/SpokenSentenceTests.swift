import Dossiers
import Testing
import Ticketing

@Suite struct `The words of a call` {
  /// A language of made-up clips: what is asked is the order, not the words.
  static let phrases = Phrasebook(
    sentences: [
      .call: [.clip("invite"), .number, .pause, .clip("to"), .counter],
      .again: [.clip("once-more"), .pause, .number, .clip("to"), .counter],
      .brief: [.number, .counter], .noCounter: [.clip("invite"), .number, .clip("look")],
    ],
    counters: (1...99).map { ["counted-\($0)"] }, gapMilliseconds: 40, pauseMilliseconds: 160)

  static let rows: [(label: String, counter: Int?, kind: Phrasebook.Kind, clips: [String]?)] = [
    (
      "A012", 5, .call,
      ["invite", "letter-a", "digit-0", "digit-1", "digit-2", "to", "counted-5"]
    ),
    ("A012", 5, .brief, ["letter-a", "digit-0", "digit-1", "digit-2", "counted-5"]),
    ("Z9", 99, .again, ["once-more", "letter-z", "digit-9", "to", "counted-99"]),
    ("AB1", 1, .brief, ["letter-a", "letter-b", "digit-1", "counted-1"]),
    // Above what people count at a glance, digit by digit.
    ("A1", 103, .brief, ["letter-a", "digit-1", "digit-1", "digit-0", "digit-3"]),
    // A counter without a number: the board says where.
    ("A1", nil, .call, ["invite", "letter-a", "digit-1", "look"]),
    ("A1", nil, .again, ["invite", "letter-a", "digit-1", "look"]),
    ("", 5, .call, nil), ("a012", 5, .call, nil), ("Đ12", 5, .call, nil), ("A-1", 5, .call, nil),
  ]

  @Test(arguments: rows.indices)
  func `a number is said letter by letter and digit by digit, a counter as people count`(
    index: Int
  ) {
    let row = Self.rows[index]
    let sentence = Self.phrases.sentence(row.kind, label: row.label, counter: row.counter)
    #expect(sentence?.clips == row.clips)
  }

  @Test func `between two clips is a gap, and where there is a comma a pause instead of it`() {
    let sentence = Self.phrases.sentence(.call, label: "A1", counter: 5)
    #expect(
      sentence?.parts == [
        .clip("invite"), .silence(milliseconds: 40), .clip("letter-a"),
        .silence(milliseconds: 40), .clip("digit-1"), .silence(milliseconds: 160), .clip("to"),
        .silence(milliseconds: 40), .clip("counted-5"),
      ])
  }

  static let counters: [(id: CounterID, name: String, number: Int?)] = [
    ("5", "Quầy 5", 5), ("12", "Phòng 3", 12), ("phi", "Quầy 8 – Thu phí", 8),
    ("q3", "Quầy số 21, tầng 2", 21), ("thu-phi", "Thu phí", nil), ("0", "Quầy", nil),
    ("200", "Quầy 200", 200), ("1234", "Quầy 1234", nil),
  ]

  @Test(arguments: counters.indices)
  func `a counter is called by its id, or by the first number in its name`(index: Int) {
    let row = Self.counters[index]
    let counter = Counter(
      id: row.id, name: BilingualName(vi: row.name, en: ""), serves: ["dat-dai"])
    #expect(counter.spokenNumber == row.number)
  }
}
