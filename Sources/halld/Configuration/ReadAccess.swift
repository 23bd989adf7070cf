internal import Dossiers
internal import Ticketing

// Keys: sessions, lookup, limits, demo.

extension ConfigurationReader {
  func readSessions(_ root: YAMLMapping) -> SessionSettings {
    var sessions = SessionSettings()
    let group = root.optionalMapping("sessions")
    sessions.idleMinutes = group.int("idleMinutes", in: 5...720, default: sessions.idleMinutes)
    sessions.greatestHours = group.int(
      "greatestHours", in: 1...24, default: sessions.greatestHours)
    sessions.failuresPerQuarterHour = group.int(
      "failuresPerQuarterHour", in: 3...100, default: sessions.failuresPerQuarterHour)
    return sessions
  }

  func readLookup(_ root: YAMLMapping, isDemo: Bool) -> LookupSettings {
    var lookup = LookupSettings()
    let group = root.optionalMapping("lookup")
    lookup.perClientPerMinute = group.int(
      "perClientPerMinute", in: 1...600, default: lookup.perClientPerMinute)
    lookup.perCodePerMinute = group.int(
      "perCodePerMinute", in: 1...600, default: lookup.perCodePerMinute)
    lookup.wrongProofsPerCodePerHour = group.int(
      "wrongProofsPerCodePerHour", in: 1...100, default: lookup.wrongProofsPerCodePerHour)
    lookup.freeForLoopback = group.bool("freeForLoopback", default: isDemo)
    refuseFreeLoopback(lookup.freeForLoopback, group, isDemo: isDemo)
    return lookup
  }

  func readLimits(_ root: YAMLMapping) -> LimitSettings {
    var limits = LimitSettings()
    let group = root.optionalMapping("limits")
    limits.bodyBytes = group.int("bodyBytes", in: 1_024...1_048_576, default: limits.bodyBytes)
    limits.connections = group.int("connections", in: 16...16_000, default: limits.connections)
    limits.connectionsPerAddress = group.int(
      "connectionsPerAddress", in: 1...16_000,
      default: min(limits.connectionsPerAddress, limits.connections))
    limits.headSeconds = group.int("headSeconds", in: 1...120, default: limits.headSeconds)
    limits.bodySeconds = group.int("bodySeconds", in: 1...600, default: limits.bodySeconds)
    limits.writeSeconds = group.int("writeSeconds", in: 1...600, default: limits.writeSeconds)
    limits.idleSeconds = group.int("idleSeconds", in: 1...3_600, default: limits.idleSeconds)
    limits.streams = group.int("streams", in: 1...8_000, default: limits.streams)
    limits.writerQueue = group.int("writerQueue", in: 16...65_536, default: limits.writerQueue)
    if limits.connectionsPerAddress > limits.connections {
      group.refuse(
        "connectionsPerAddress",
        BilingualName(
          vi: "\(limits.connectionsPerAddress) nhiều hơn \(limits.connections) kết nối cho phép",
          en: "\(limits.connectionsPerAddress) is more than all \(limits.connections) connections"),
        remedy: BilingualName(
          vi: "ghi không quá connections", en: "write no more than connections"))
    }
    if limits.streams >= limits.connections {
      group.refuse(
        "streams",
        BilingualName(
          vi: "\(limits.streams) chiếm hết \(limits.connections) kết nối",
          en: "\(limits.streams) would use up all \(limits.connections) connections"),
        remedy: BilingualName(
          vi: "ghi nhỏ hơn connections", en: "write less than connections"))
    }
    return limits
  }

  /// Accounts of a demonstration; a real hall makes its own with `halld account add`.
  func readDemo(_ root: YAMLMapping, counters: KnownNames) -> DemoSettings? {
    guard root.has("demo") else { return nil }
    var names = UniqueNames()
    let accounts = root.mapping("demo").optionalList("accounts", count: 0...200)
      .compactMap { item -> DemoSettings.Account? in
        guard let (group, name) = names.open(item, id: "name") else { return nil }
        let password = group.string("password", length: 8...128)
        let role = group.enumeration("role", Self.choices(of: Role.self))
        let own = group.value("counters")?
          .references(to: counters, count: 1...200)
        let (fullName, title, agency) = (
          group.string("fullName", length: 1...80, default: ""),
          group.string("title", length: 1...80, default: ""),
          group.string("agency", length: 1...120, default: "")
        )
        guard let name, let password, let role else { return nil }
        if RoleTable.isBoundToCounters(role), own == nil {
          group.refuse(
            "counters",
            BilingualName(
              vi: "vai trò \(role.rawValue) cần quầy",
              en: "the role \(role.rawValue) needs counters"),
            remedy: BilingualName(
              vi: "ghi danh sách mã quầy", en: "write the ids of its counters"))
        }
        return DemoSettings.Account(
          name: name, password: password, role: role,
          fullName: fullName, title: title, agency: agency,
          counters: (own ?? []).map { CounterID($0) })
      }
    return DemoSettings(accounts: accounts)
  }
}
