internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// Which kiosks and boards are paired; their tokens are shown once and taken back here.
enum DeviceRoutes {
  static let routes = [
    Route(.get, "/api/devices", .staff, .staff(.seeDevices)) { try list($0) },
    Route(.post, "/api/devices/{id}/pair", .staff, .staff(.manageDevices)) { try await pair($0) },
    Route(.post, "/api/devices/{id}/unpair", .staff, .staff(.manageDevices)) { exchange in
      try await exchange.noFields()
      let device = exchange.parameter("id")
      let hadAny = try await exchange.web.store.unpair(
        device: device, by: try exchange.signedIn().actor, at: exchange.now)
      guard hadAny else { throw unknown(device) }
      return Answer.nothing()
    },
  ]

  private static func list(_ exchange: Exchange) throws -> Response {
    try exchange.noQuery()
    let settings = exchange.web.settings
    let paired = Dictionary(grouping: try exchange.web.store.devices(), by: \.device)
    let known =
      settings.kiosks.map { ($0.id, DeviceKind.kiosk, $0.place) }
      + settings.boards.map { ($0.id, DeviceKind.board, $0.place) }
    return Answer.json { text in
      text.list("devices", known) { text, device in
        let tokens = paired[device.0]?.filter { $0.kind == device.1.rawValue } ?? []
        text.object { text in
          text.put("id", device.0)
          text.put("kind", device.1.rawValue)
          text.put("place", device.2)
          text.put("paired", tokens.count)
          text.put("pairedAt", tokens.last?.pairedAt.rfc3339)
        }
      }
    }
  }

  private static func pair(_ exchange: Exchange) async throws -> Response {
    let kind = try await exchange.fields("kind").choice("kind", DeviceKind.self)
    let device = exchange.parameter("id")
    let settings = exchange.web.settings
    let known = kind == .kiosk ? settings.kiosks.map(\.id) : settings.boards.map(\.id)
    guard known.contains(device) else { throw unknown(device) }
    let token = SecretToken.make()
    try await exchange.web.store.pair(
      token: token, device: device, kind: kind.rawValue, by: try exchange.signedIn().actor,
      at: exchange.now)
    return Answer.json(.created) { text in
      text.put("id", device)
      text.put("kind", kind.rawValue)
      text.put("token", token)
    }
  }

  private static func unknown(_ device: String) -> Problem {
    Problem(.notFound, "device-unknown", ["device": Problem.shortened(device)])
  }
}
