internal import Dossiers
internal import Store
internal import Ticketing

extension JSONText {
  /// An incident as staff see it, with the papers that are still missing.
  mutating func incidentMembers(_ incident: Incident, _ rules: HallRules, at now: Moment) {
    let offset = now.utcOffsetSeconds
    put("id", incident.id.description)
    put("stage", incident.stage.rawValue)
    put("cause", incident.cause.rawValue)
    list("affected", incident.affected) { $0.item($1.rawValue) }
    put("startedAt", Moment(incident.startedAt, utcOffsetSeconds: offset).rfc3339)
    put("endedAt", incident.endedAt.map { Moment($0, utcOffsetSeconds: offset).rfc3339 })
    put("proposedBy", incident.proposedBy.text)
    put("proposedAt", incident.proposedAt.rfc3339)
    put("decidedBy", incident.decidedBy?.text)
    put("closedBy", incident.closedBy?.text)
    object("pads") { $0.papers(.pad, incident, rules) }
    object("forms") { $0.papers(.form, incident, rules) }
    put("entered", incident.count(.entered))
    put("void", incident.count(.void))
    put("missing", incident.missingCount)
    put("overdue", incident.isOverdue(at: now, rules: rules))
  }

  private mutating func papers(_ kind: PaperKind, _ incident: Incident, _ rules: HallRules) {
    let series = rules.series(of: kind)
    put("declared", incident.declared[kind, default: NumberRanges()].text(in: series))
    // A page shows what one person can fetch from a drawer; the count tells the rest.
    let missing = incident.missing(kind)
    list("missing", missing.prefix(200)) { $0.item(series.text($1)) }
    put("missingCount", missing.count)
  }

  /// A line of the incident book.
  mutating func book(_ row: IncidentRow, offset: Int) {
    put("id", row.id.description)
    put("stage", row.stage.rawValue)
    put("cause", row.cause.rawValue)
    put("startedAt", Moment(row.startedAt, utcOffsetSeconds: offset).rfc3339)
    put("endedAt", row.endedAt.map { Moment($0, utcOffsetSeconds: offset).rfc3339 })
    put("proposedBy", row.proposedBy.text)
    put("decidedBy", row.decidedBy?.text)
    put("closedBy", row.closedBy?.text)
    put("entered", row.entered)
    put("void", row.void)
    put("missing", row.missing)
  }
}

/// How the hall stands with its incidents, for who looks after it.
struct IncidentStanding: Sendable, Hashable {
  var isUnderway = false
  var missing = 0
  var isOverdue = false

  init(_ hall: Hall, _ plan: HallPlan, at now: Moment) {
    for incident in hall.unsettledIncidents {
      isUnderway = isUnderway || incident.stage != .closed
      missing += incident.missingCount
      isOverdue = isOverdue || incident.isOverdue(at: now, rules: plan.rules)
    }
  }

  /// `overdue` is an alarm (LC 3.3), the other words are news.
  var status: String {
    if isOverdue { return "overdue" }
    if isUnderway { return "underway" }
    return missing > 0 ? "entering" : "ok"
  }
}

extension JSONText {
  mutating func standing(_ standing: IncidentStanding, _ texts: Texts) {
    put("status", standing.status)
    put("papersMissing", standing.missing)
    put(
      "trouble",
      standing.status == "ok"
        ? nil
        : texts.sentence(
          "incident-standing-\(standing.status)", ["missing": String(standing.missing)]))
  }
}
