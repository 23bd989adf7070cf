/// What the small display at a counter shows: a number and whether the counter works.
///
/// No name, no errand and no letter beyond ASCII: these devices have none.
public enum CounterDisplay: Sendable, Hashable {
  case closed
  /// Stands still; `back` is the time of day it goes on, `14:00`, when the officer has said it.
  case paused(back: String?)
  /// Open, and nobody is called.
  case free
  /// `attempt` is 1 for the first call.
  case called(label: String, attempt: Int)
  case serving(label: String)
}

extension Hall {
  /// What the display of a counter shows now.
  public func display(of counter: CounterID) -> CounterDisplay {
    let status = self.counter(counter)
    // Whoever is at the counter comes first: a pause or a closing waits until they are served.
    if let visit = status.current.flatMap({ visits[$0] }) {
      if case .serving = visit.state { return .serving(label: visit.label) }
      return .called(label: visit.label, attempt: max(1, visit.calls))
    }
    switch status.duty {
    case .closed: return .closed
    case .paused(_, let back): return .paused(back: back)
    case .open: return .free
    }
  }
}

/// The lines of a display: printable ASCII, each exactly as wide as the display.
public struct DisplayLines: Sendable, Hashable {
  /// The number or the state alone, for boards that have room for nothing else.
  public let number: String
  /// The counter's sign, `Q5`.
  public let counter: String
  public let upper: String
  /// Empty on a display of one row.
  public let lower: String
}

/// Words a hall may put below the number; ASCII, empty by default because numbers speak for themselves.
public struct DisplayWords: Sendable, Hashable {
  public var called: String
  public var serving: String
  public var paused: String
  public var closed: String

  /// Words of at most as many letters as the display is wide; longer ones are cut.
  public init(called: String = "", serving: String = "", paused: String = "", closed: String = "") {
    self.called = called
    self.serving = serving
    self.paused = paused
    self.closed = closed
  }
}

extension CounterDisplay {
  /// The lines for a counter on a display of these columns (1 or more) and rows (1 or 2).
  public func lines(
    at counter: CounterID, columns: Int, rows: Int, words: DisplayWords = DisplayWords()
  ) -> DisplayLines {
    let sign = Self.sign(of: counter)
    let (number, word) = content(words)
    let wide = "\(number)  \(sign)"
    let upper = wide.count <= columns ? wide : number
    return DisplayLines(
      number: Self.ascii(number), counter: sign, upper: Self.centred(upper, columns),
      lower: rows > 1 ? Self.centred(word, columns) : "")
  }

  private func content(_ words: DisplayWords) -> (number: String, word: String) {
    switch self {
    case .closed: ("--", words.closed)
    case .paused(let back):
      (
        "--",
        [words.paused, back ?? ""].filter { !$0.isEmpty }
          .joined(separator: " ")
      )
    case .free: ("", "")
    // A second call is the first thing its owner should see.
    case .called(let label, let attempt):
      (
        label,
        words.called.isEmpty
          ? String(repeating: ">", count: 2 + 2 * min(attempt, 3))
          : words.called
      )
    case .serving(let label): (label, words.serving)
    }
  }

  /// `Q5` for a counter named by a number, its own name in capitals for any other.
  private static func sign(of counter: CounterID) -> String {
    let id = ascii(counter.rawValue.uppercased())
    return id.first?.isNumber == true ? "Q\(id)" : id
  }

  /// In the middle; what is too long loses its end.
  private static func centred(_ text: String, _ columns: Int) -> String {
    let text = ascii(text).drop { $0 == " " }.prefix(max(0, columns))
    let left = (columns - text.count) / 2
    return String(repeating: " ", count: left) + text
      + String(repeating: " ", count: columns - text.count - left)
  }

  /// Anything that is no printable ASCII becomes `?`: a control byte would be a command to the device.
  private static func ascii(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map {
          (0x20...0x7E).contains($0.value) ? $0 : "?"
        }))
  }
}
