public import Dossiers

/// An answer of the hall: what cannot be done now, and why.
///
/// Each case is one rule. It carries a code and arguments; the sentence, in Vietnamese and
/// English, stands in `Config/texts` under the code.
public enum Refusal: Error, Sendable, Hashable {
  // Numbers.
  case unknownErrand(ErrandID)
  case unknownPriority(PriorityID)
  case seriesUsedUp(domain: DomainID, last: String)
  case closedToday(CivilDate)
  case beforeTickets(from: CivilTime)
  case afterLastTicket(last: CivilTime, next: CivilMoment?)
  case nobodyServes(errand: ErrandID)
  case kioskCooldown(seconds: Int)
  case tooManyDossiers(limit: Int)
  case notAPadNumber(String)
  case padNumberTaken(String)
  case padTimeImplausible(String)

  // Tickets.
  case unknownTicket(String)
  case ticketElsewhere(label: String, counter: CounterID)
  case ticketNotWaiting(label: String, state: String)
  case ticketOver(label: String, state: String)
  case cannotComeBack(label: String, state: String)
  case returnTooLate(label: String)
  case returnUsed(label: String)

  // Counters.
  case unknownCounter(CounterID)
  case counterClosed(CounterID)
  case counterPaused(CounterID)
  case counterBusy(CounterID, label: String)
  case counterEmpty(CounterID)
  case alreadyServing(CounterID, label: String)
  case officerElsewhere(officer: String, counter: CounterID)
  case anotherOfficer(CounterID, officer: String)
  case reasonMissing
  case recallLimit(label: String, limit: Int)
  case sameCounter(CounterID)

  // Slips.
  case unknownJob(JobID)
  case slipCannot(job: JobID, from: String, to: String)

  // Dossiers.
  case notAtCounter(label: String, counter: CounterID)
  case dossierLimit(label: String, limit: Int)
  case dossier(DossierRefusal)
  case unknownDossier

  // Supervision.
  case arrangement(ArrangementRefusal)

  // Incidents.
  case incident(IncidentRefusal)
}

extension Refusal {
  /// The code in the contract, and the key of its sentence.
  public var code: String { parts.code }

  /// The words that fill the sentence's braces.
  public var arguments: [String: String] { parts.arguments }

  private var parts: (code: String, arguments: [String: String]) {
    switch self {
    case .unknownErrand(let errand): ("unknown-errand", ["errand": errand.rawValue])
    case .unknownPriority(let priority): ("unknown-priority", ["priority": priority.rawValue])
    case .seriesUsedUp(let domain, let last):
      ("series-used-up", ["domain": domain.rawValue, "last": last])
    case .closedToday(let day): ("closed-today", ["day": day.description])
    case .beforeTickets(let from): ("before-tickets", ["from": from.description])
    case .afterLastTicket(let last, let next):
      ("after-last-ticket", ["last": last.description, "next": next?.description ?? "–"])
    case .nobodyServes(let errand): ("nobody-serves", ["errand": errand.rawValue])
    case .kioskCooldown(let seconds): ("kiosk-cooldown", ["seconds": String(seconds)])
    case .tooManyDossiers(let limit): ("too-many-dossiers", ["limit": String(limit)])
    case .notAPadNumber(let number): ("not-a-pad-number", ["number": number])
    case .padNumberTaken(let number): ("pad-number-taken", ["number": number])
    case .padTimeImplausible(let time): ("pad-time-implausible", ["time": time])
    case .unknownTicket(let ticket): ("unknown-ticket", ["ticket": ticket])
    case .ticketElsewhere(let label, let counter):
      ("ticket-elsewhere", ["ticket": label, "counter": counter.rawValue])
    case .ticketNotWaiting(let label, let state):
      ("ticket-not-waiting", ["ticket": label, "state": state])
    case .ticketOver(let label, let state): ("ticket-over", ["ticket": label, "state": state])
    case .cannotComeBack(let label, let state):
      ("cannot-come-back", ["ticket": label, "state": state])
    case .returnTooLate(let label): ("return-too-late", ["ticket": label])
    case .returnUsed(let label): ("return-used", ["ticket": label])
    case .unknownCounter(let counter): ("unknown-counter", ["counter": counter.rawValue])
    case .counterClosed(let counter): ("counter-closed", ["counter": counter.rawValue])
    case .counterPaused(let counter): ("counter-paused", ["counter": counter.rawValue])
    case .counterBusy(let counter, let label):
      ("counter-busy", ["counter": counter.rawValue, "ticket": label])
    case .counterEmpty(let counter): ("counter-empty", ["counter": counter.rawValue])
    case .alreadyServing(let counter, let label):
      ("already-serving", ["counter": counter.rawValue, "ticket": label])
    case .officerElsewhere(let officer, let counter):
      ("officer-elsewhere", ["officer": officer, "counter": counter.rawValue])
    case .anotherOfficer(let counter, let officer):
      ("another-officer", ["counter": counter.rawValue, "officer": officer])
    case .reasonMissing: ("reason-missing", [:])
    case .recallLimit(let label, let limit):
      ("recall-limit", ["ticket": label, "limit": String(limit)])
    case .sameCounter(let counter): ("same-counter", ["counter": counter.rawValue])
    case .unknownJob(let job): ("unknown-job", ["job": job.description])
    case .slipCannot(let job, let from, let to):
      ("slip-cannot", ["job": job.description, "from": from, "to": to])
    case .notAtCounter(let label, let counter):
      ("not-at-counter", ["ticket": label, "counter": counter.rawValue])
    case .dossierLimit(let label, let limit):
      ("dossier-limit", ["ticket": label, "limit": String(limit)])
    case .dossier(let refusal): (refusal.code, refusal.arguments)
    case .unknownDossier: ("unknown-dossier", [:])
    case .arrangement(let refusal): (refusal.code, refusal.arguments)
    case .incident(let refusal): (refusal.code, refusal.arguments)
    }
  }
}
