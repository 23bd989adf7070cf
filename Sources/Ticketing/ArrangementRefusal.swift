public import Dossiers

/// Why something cannot be set otherwise in the hall now.
public enum ArrangementRefusal: Error, Sendable, Hashable {
  /// What is set holds for a service day, and none is running.
  case noServiceDay
  case unknownLine(LineID)
  case noLines
  /// The counter serves exactly these lines already.
  case servedAlready(CounterID)
  /// Nothing is set at the counter that could be taken back.
  case nothingSet(CounterID)
  /// People wait in a line that no open counter would serve any more.
  case peopleLeft(line: BilingualName, waiting: Int)
  /// No counter at all would serve the line: the kiosk could give no number for it.
  case lineLeft(line: BilingualName)

  /// The officer does not work at this counter anyway.
  case notTheirCounter(officer: String, CounterID)
  case cannotSubstitute(String)
  case accountDisabled(String)
  /// Substitutes come from the same agency (LC 4.5).
  case otherAgency(String, agency: String)
  /// May work there without being named.
  case worksThereAlready(String, CounterID)
  case noSubstitution(String, CounterID)
}

extension ArrangementRefusal {
  /// The code in the contract, and the key of its sentence.
  public var code: String { parts.code }

  /// The words that fill the sentence's braces.
  public var arguments: [String: String] { parts.arguments }

  private var parts: (code: String, arguments: [String: String]) {
    switch self {
    case .noServiceDay: ("no-service-day", [:])
    case .unknownLine(let line): ("unknown-line", ["line": line.rawValue])
    case .noLines: ("no-lines", [:])
    case .servedAlready(let counter): ("served-already", ["counter": counter.rawValue])
    case .nothingSet(let counter): ("nothing-set", ["counter": counter.rawValue])
    case .peopleLeft(let line, let waiting):
      ("people-left", ["line": line.vi, "lineEn": line.en, "waiting": String(waiting)])
    case .lineLeft(let line): ("line-left", ["line": line.vi, "lineEn": line.en])
    case .notTheirCounter(let officer, let counter):
      ("not-their-counter", ["officer": officer, "counter": counter.rawValue])
    case .cannotSubstitute(let account): ("cannot-substitute", ["officer": account])
    case .accountDisabled(let account): ("account-disabled", ["officer": account])
    case .otherAgency(let account, let agency):
      ("substitute-agency", ["officer": account, "agency": agency])
    case .worksThereAlready(let account, let counter):
      ("works-there-already", ["officer": account, "counter": counter.rawValue])
    case .noSubstitution(let account, let counter):
      ("no-substitution", ["officer": account, "counter": counter.rawValue])
    }
  }
}
