public import Dossiers

/// Why something about an incident or its papers cannot be done now.
public enum IncidentRefusal: Error, Sendable, Hashable {
  case unknown(String)
  /// One at a time is proposed or open.
  case underway(IncidentID, IncidentStage)
  /// What was asked belongs to another stage.
  case stage(IncidentID, IncidentStage)
  case timeImplausible(String)
  case endsBeforePaper(String)
  case papersUnreadable(String)
  case notAPaper(String)
  case paperLeftOut(String)
  case paperNotDeclared(String)
  case paperEntered(String)
  case paperVoid(String)
  case paperOfEarlierIncident(String)
  case tooManyPapers(limit: Int)
  /// The time on the paper lies outside the incident.
  case timeOutside(String, from: String, to: String)
  /// Handed out, called, begun, finished: not in this order.
  case timesDisordered
  case notWaitingToday(label: String, day: CivilDate)
  /// An intake dated back needs an incident (LC 3.3).
  case incidentNeeded(receivedAt: String)
}

extension IncidentRefusal {
  /// The code in the contract, and the key of its sentence.
  public var code: String { parts.code }

  /// The words that fill the sentence's braces.
  public var arguments: [String: String] { parts.arguments }

  private var parts: (code: String, arguments: [String: String]) {
    switch self {
    case .unknown(let incident): ("unknown-incident", ["incident": incident])
    case .underway(let incident, let stage):
      ("incident-underway", ["incident": incident.description, "stage": stage.rawValue])
    case .stage(let incident, let stage):
      ("incident-stage", ["incident": incident.description, "stage": stage.rawValue])
    case .timeImplausible(let time): ("incident-time-implausible", ["time": time])
    case .endsBeforePaper(let time): ("incident-ends-before-paper", ["time": time])
    case .papersUnreadable(let text): ("papers-unreadable", ["text": text])
    case .notAPaper(let number): ("not-a-paper", ["paper": number])
    case .paperLeftOut(let paper): ("paper-left-out", ["paper": paper])
    case .paperNotDeclared(let paper): ("paper-not-declared", ["paper": paper])
    case .paperEntered(let paper): ("paper-entered", ["paper": paper])
    case .paperVoid(let paper): ("paper-void", ["paper": paper])
    case .paperOfEarlierIncident(let paper): ("paper-of-earlier-incident", ["paper": paper])
    case .tooManyPapers(let limit): ("too-many-papers", ["limit": String(limit)])
    case .timeOutside(let time, let from, let to):
      ("paper-time-outside", ["time": time, "from": from, "to": to])
    case .timesDisordered: ("paper-times-disordered", [:])
    case .notWaitingToday(let label, let day):
      ("paper-not-waiting-today", ["ticket": label, "day": day.description])
    case .incidentNeeded(let time): ("incident-needed", ["time": time])
    }
  }
}
