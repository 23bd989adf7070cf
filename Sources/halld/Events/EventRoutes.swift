internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// What has happened, in the order of the log, for whoever reads on from a sequence number.
///
/// The same rows as the log's; nothing personal stands in it. Rows about the log itself, accounts and
/// sessions are left out, so that numbers may be missing between two events; `next` passes over them.
enum EventRoutes {
  static let routes = [
    Route(.get, "/api/events", .staff, .staff(.readLog)) { try answer($0) }
  ]

  static let most = 1_000

  private static func answer(_ exchange: Exchange) throws -> Response {
    let asked = try exchange.target.parameters(known: ["after", "limit"])
    let after = try asked["after"].map { text throws(Problem) in
      guard let seq = Int64(text), seq >= 0 else { throw .wrongParameter("after", expected: "0") }
      return seq
    }
    let limit = try ListQuery.limit(asked, most: most)
    let entries = try exchange.web.store.events(after: after ?? 0, limit: limit)
    return Answer.json { text in
      text.put("asOf", exchange.now.rfc3339)
      text.list("events", entries.filter { $0.event != nil }) { text, entry in
        text.object { $0.event(entry) }
      }
      // From here the reader goes on, also when nothing came.
      text.put("next", (entries.last?.seq ?? after ?? 0).description)
    }
  }
}

extension JSONText {
  mutating func event(_ entry: LogEntry) {
    put("seq", entry.seq.description)
    put("recordedAt", entry.recordedAt.rfc3339)
    put("occurredAt", entry.occurredAt.rfc3339)
    put("day", entry.day.description)
    put("by", entry.actor.text)
    put("kind", entry.kind)
    put("version", entry.version)
    put("subject", entry.subject)
    put("body", json: entry.body)
  }
}
