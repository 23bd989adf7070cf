internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// The own day of whoever is signed in: what they called, served and took in.
enum OfficerDayRoute {
  static let routes = [
    Route(.get, "/api/session/day", .staff, .signedIn) { exchange in
      try exchange.noQuery()
      let web = exchange.web
      let now = exchange.now
      let today = try await web.store.view { hall, _ in hall.day ?? now.date }
      let day = try web.store.officerDay(try exchange.signedIn().actor, on: today)
      return Answer.json { text in
        text.put("day", today.description)
        text.put("called", day.called)
        text.put("served", day.served)
        text.put("supplement", day.finished[.supplement] ?? 0)
        text.put("guidedAway", day.finished[.guidedAway] ?? 0)
        text.put("transferred", day.finished[.transferred] ?? 0)
        text.put("parked", day.parked)
        text.put("dossiers", day.dossiers)
        text.put("averageServingSeconds", day.averageServingSeconds)
      }
    }
  ]
}
