internal import Dossiers

extension ProcessMinutes.Path {
  /// A way through a chart in words, such as `II.2 one supplement`; `nil` for words not known.
  init?(example text: String) {
    let words = text.lowercased().split(whereSeparator: { " ,;".contains($0) }).map(String.init)
    guard let chart = words.first else { return nil }
    let said = Set(words.dropFirst().map { Self.synonyms[$0] ?? $0 })
    guard said.isSubset(of: Self.vocabulary(of: chart)) else { return nil }
    switch chart {
    case "ii.1":
      let both = said.contains("both")
      self = .registration(
        newAccount: both || said.contains("account"),
        guidance: both || said.contains("procedure"))
    case "ii.2":
      let count = words.dropFirst().compactMap { Self.numbers[$0] ?? Int($0) }.first
      let supplements = count ?? (said.contains("supplement") ? 1 : 0)
      guard (0...9).contains(supplements) else { return nil }
      self = .intake(supplements: supplements)
    case "ii.3": self = .fee
    case "ph-1": self = .supplement
    case "ph-2": self = .laterFee
    case "iii":
      let outcome: ProcessMinutes.Outcome =
        if said.contains("late") {
          .late
        } else if said.contains("eligible") {
          .notEligible
        } else if said.contains("solved") || said.contains("extension") {
          .notYet
        } else {
          .onTime
        }
      // The chart asks for a fee where there is one; only words say that there is none.
      self = .handout(outcome, withFee: !(said.contains("no") && said.contains("fee")))
    default: return nil
    }
  }

  private static let synonyms = [
    "without": "no", "supplements": "supplement", "helps": "help", "ineligible": "eligible",
    "guidance": "procedure",
  ]

  private static let numbers = [
    "no": 0, "without": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
  ]

  private static func vocabulary(of chart: String) -> Set<String> {
    switch chart {
    case "ii.1":
      ["no", "help", "with", "account", "creation", "and", "procedure", "both", "new", "for", "of"]
    case "ii.2":
      Set(numbers.keys).union((0...9).map(String.init)).union(["supplement", "complete", "with"])
    case "iii":
      [
        "on", "time", "late", "result", "with", "no", "fee", "not", "yet", "solved", "in",
        "eligible", "extension",
      ]
    default: []
    }
  }
}
