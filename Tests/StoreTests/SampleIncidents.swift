import Dossiers
import Ticketing

/// One event of each kind that an incident has, with and without what may be absent.
let sampleIncidentEvents: [(name: String, event: HallEvent)] = incidentEvents.map {
  ($0.name, .incident($0.event))
}

private let incidentEvents: [(name: String, event: IncidentEvent)] = [
  (
    "incident.proposed",
    .proposed(
      IncidentProposed(
        cause: .power, affected: [.numbers, .intake], startedAt: at("2026-03-02T08:05")))
  ),
  (
    "incident.opened",
    .opened(IncidentOpened(incident: incident, startedAt: at("2026-03-02T08:00")))
  ),
  ("incident.declined", .declined(incident)),
  (
    "incident.closed",
    .closed(IncidentClosed(incident: incident, endedAt: at("2026-03-02T10:30")))
  ),
  (
    "papers.declared",
    .papersDeclared(
      PapersDeclared(
        incident: incident, pads: NumberRanges([1...12, 15...15]), forms: NumberRanges()))
  ),
  (
    "paper.entered",
    .paperEntered(
      PaperEntered(incident: incident, kind: .pad, number: 7, at: at("2026-03-02T08:30")))
  ),
  (
    "paper.entered-form",
    .paperEntered(
      PaperEntered(
        incident: incident, kind: .form, number: 4, at: at("2026-03-02T08:31:07"),
        officer: "tung", counter: "1", dossier: "000.00.12.H35-260302-0007", ticket: "P007"))
  ),
  ("paper.voided", .paperVoided(PaperVoided(incident: incident, kind: .form, number: 5))),
  (
    "ticket.recorded",
    .ticketRecorded(
      TicketRecorded(
        incident: incident, day: day("2026-03-02"), domain: "dat-dai", errand: "dat-dai-nop",
        line: "dat-dai", number: 8, label: "P008", issuedAt: at("2026-03-02T08:10"),
        service: service(called: at("2026-03-02T08:20"))))
  ),
  (
    "service.recorded",
    .serviceRecorded(
      ServiceRecorded(incident: incident, ticket: TicketID(12), service: service(called: nil)))
  ),
]

private let incident = IncidentID(17)

private func service(called: CivilMoment?) -> PaperService {
  PaperService(
    counter: "1", officer: "tung", calledAt: called, startedAt: at("2026-03-02T08:22"),
    finishedAt: at("2026-03-02T08:40"), outcome: .intake)
}

private func at(_ text: String) -> CivilMoment {
  guard let moment = CivilMoment(text) else { preconditionFailure("not a moment: \(text)") }
  return moment
}
