/// An answer of the dossier rules: what cannot be done, and why.
///
/// Each case is one rule. It carries a code and arguments; the sentence, in Vietnamese and
/// English, stands in `Config/texts` under the code. No argument is text that came from outside.
public enum DossierRefusal: Error, Hashable, Sendable {
  // Terms.
  case termOutOfRange(days: Int)
  case dateOutOfRange
  case noWorkingDay(after: CivilDate)
  case regulationNotYetInForce(RegulationID, from: CivilDate)
  case noRegulation(CivilDate)
  case noCourierRounds
  case clockStopOutOfOrder
  case extensionNotLimited
  case refundNotRequested

  // Post.
  case arrivalStampImplausible(CivilDate)

  // Codes.
  case codeUnreadable
  case codeTaken(String)
  case codeComesFromProvince
  case codeComesFromHall
  case codesUsedUp(day: CivilDate, last: Int)
  case codeDayInFuture(CivilDate)

  // Lookup.
  case proofNeeded

  // The life of a dossier.
  case life(LifeRefusal)
}

extension DossierRefusal {
  /// The code in the contract, and the key of its sentence.
  public var code: String { parts.code }

  /// The words that fill the sentence's braces.
  public var arguments: [String: String] { parts.arguments }

  private var parts: (code: String, arguments: [String: String]) {
    switch self {
    case .termOutOfRange(let days):
      (
        "term-out-of-range",
        ["days": String(days), "most": String(Term.allowedDays.upperBound)]
      )
    case .dateOutOfRange: ("date-out-of-range", [:])
    case .noWorkingDay(let after): ("no-working-day", ["day": after.description])
    case .regulationNotYetInForce(let id, let from):
      ("regulation-not-in-force", ["regulation": id.rawValue, "day": from.description])
    case .noRegulation(let day): ("no-regulation", ["day": day.description])
    case .noCourierRounds: ("no-courier-rounds", [:])
    case .clockStopOutOfOrder: ("clock-stop-out-of-order", [:])
    case .extensionNotLimited: ("extension-not-limited", [:])
    case .refundNotRequested: ("refund-not-requested", [:])
    case .arrivalStampImplausible(let day):
      ("arrival-stamp-implausible", ["day": day.description])
    case .codeUnreadable: ("code-unreadable", [:])
    case .codeTaken(let code): ("code-taken", ["code": code])
    case .codeComesFromProvince: ("code-comes-from-province", [:])
    case .codeComesFromHall: ("code-comes-from-hall", [:])
    case .codesUsedUp(let day, let last):
      ("codes-used-up", ["day": day.description, "last": String(last)])
    case .codeDayInFuture(let day): ("code-day-in-future", ["day": day.description])
    case .proofNeeded: ("proof-needed", [:])
    case .life(let refusal): refusal.parts
    }
  }
}
