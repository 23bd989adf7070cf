internal import Dossiers
internal import Drivers
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// What a technician asks first: writer, disk, printers, clock.
///
/// 200 while numbers can be given, 503 when not; a printer without paper stops no number.
enum HealthRoutes {
  static let routes = [
    Route(.get, "/health", .inside, .everyone) { try await answer($0) }
  ]

  /// Below this the log may not hold another day.
  private static let leastFreeBytes: Int64 = 256 << 20

  private static func answer(_ exchange: Exchange) async throws -> Response {
    try exchange.noQuery()
    let web = exchange.web
    let began = ContinuousClock.now
    let now = exchange.now
    let incidents = try? await web.store.view { hall, plan in
      IncidentStanding(hall, plan, at: now)
    }
    let writer = incidents == nil ? "stopped" : "ok"
    let answeredIn = began.duration(to: .now)
    let free = freeBytes(web.settings.dataFolder)
    let disk =
      web.store.health.isDiskFull
      ? "full" : free.map { $0 < leastFreeBytes ? "low" : "ok" } ?? "unknown"
    let clock = web.clock.alarm.map(word) ?? "ok"
    let printers = web.printing.standings()
    let peripherals = web.peripherals.standings()
    let log = web.store.health.log
    let hasAccounts = !web.setup.isNeeded
    let canIssue = writer == "ok" && web.clock.isConfirmed
    // A demonstration proves nothing to anybody and keeps nothing.
    let isProven = web.settings.isDemo || web.proof.isWell(at: web.clock.now())
    let isWell =
      canIssue && isProven && hasAccounts && disk == "ok" && log.status != .damaged
      && clock == "ok" && incidents?.isOverdue != true
      && printers.allSatisfy { $0.status == "ok" } && peripherals.allSatisfy(\.isWell)
    return Answer.json(canIssue ? .ok : .serviceUnavailable) { text in
      text.put("status", canIssue ? (isWell ? "ok" : "degraded") : "stopped")
      text.object("writer") { text in
        text.put("status", writer)
        text.put("answeredInMilliseconds", Int(answeredIn / .milliseconds(1)))
      }
      text.object("disk") { text in
        text.put("status", disk)
        text.put("freeMegabytes", free.map { Int($0 >> 20) })
      }
      text.object("log") { text in
        text.put("status", log.status.rawValue)
        text.put("checkedAt", log.checkedAt?.rfc3339)
        text.put("problem", log.problem)
      }
      text.list("printers", printers) { text, printer in
        text.object { text in
          text.put("id", printer.id)
          text.put("place", web.printing.place(printer.id))
          text.put("status", printer.status)
          text.put("state", printer.state.rawValue)
          text.put("stateName", web.texts.sentence("printer-state-\(printer.state.rawValue)"))
          text.put("waiting", printer.waiting)
          text.put("trouble", printer.trouble.map { web.texts.sentence("printer-\($0)") })
        }
      }
      text.list("peripherals", peripherals) { text, device in
        text.object { text in
          text.put("id", device.id)
          text.put("kind", device.kind.rawValue)
          text.put("place", device.place)
          text.put("status", device.status)
          text.put(
            "trouble", device.isWell ? nil : web.texts.sentence("peripheral-\(device.status)"))
        }
      }
      text.object("clock") { text in
        text.put("status", clock)
        text.put("time", web.clock.now().rfc3339)
      }
      if let incidents { text.object("incidents") { $0.standing(incidents, web.texts) } }
      let connections = web.gate.count
      text.object("connections") { text in
        text.put("open", connections.open)
        text.put("refused", connections.refused)
        text.put("pushedOut", connections.pushedOut)
      }
      web.proof.write(web.store, web.texts, at: web.clock.now(), to: &text)
      let guesses = web.guesses.standings(at: web.clock.now())
      text.object("guessing") { text in
        text.put("status", guesses.isEmpty ? "ok" : "stopped")
        text.put("tries", guesses.reduce(0) { $0 + $1.tries })
      }
      text.object("accounts") { text in
        text.put("status", hasAccounts ? "ok" : "none")
        text.put(
          "trouble", hasAccounts ? nil as BilingualName? : web.texts.sentence("no-account"))
      }
      text.object("streams") { text in
        text.put("boards", web.board.watcherCount)
        text.put("kiosks", web.hall.watcherCount)
      }
    }
  }

  private static func word(_ alarm: ServiceClock.Alarm) -> String {
    switch alarm {
    case .behind: "behind"
    case .ahead: "ahead"
    case .implausibleStart: "unconfirmed"
    }
  }

  private static func freeBytes(_ folder: String) -> Int64? {
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
    return (attributes?[.systemFreeSize] as? NSNumber)?.int64Value
  }
}
