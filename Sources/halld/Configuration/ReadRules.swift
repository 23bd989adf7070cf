internal import Dossiers
internal import Ticketing

// Keys: rules, incident, surge. Every field of HallRules, with the range that makes sense and where it comes from.

extension ConfigurationReader {
  func readRules(
    _ root: YAMLMapping, regulation: Regulation?, domains: Domains
  ) -> HallRules {
    var rules = HallRules()
    let group = root.optionalMapping("rules")

    // P-6; the regulation's own window where it has one.
    if let window = regulation?.tickets {
      rules.ticketsBeforeOpeningMinutes = window.minutesBeforeOpening
      rules.lastTicketBeforeCloseMinutes = window.lastMinutesBeforeClose
    }
    rules.ticketsBeforeOpeningMinutes = group.int(
      "ticketsBeforeOpeningMinutes", in: 0...240, default: rules.ticketsBeforeOpeningMinutes)
    rules.lastTicketBeforeCloseMinutes = group.int(
      "lastTicketBeforeCloseMinutes", in: 0...240, default: rules.lastTicketBeforeCloseMinutes)

    // P-8.
    rules.serveThoseInside = group.bool("serveThoseInside", default: rules.serveThoseInside)
    rules.closingGraceMinutes = group.int(
      "closingGraceMinutes", in: 0...480, default: rules.closingGraceMinutes)

    // P-10.
    rules.ordinaryPerPriority = group.int(
      "ordinaryPerPriority", in: 1...20, default: rules.ordinaryPerPriority)

    // P-9.
    rules.maxCalls = group.int("maxCalls", in: 1...10, default: rules.maxCalls)
    rules.secondsBetweenCalls = group.int(
      "secondsBetweenCalls", in: 5...600, default: rules.secondsBetweenCalls)
    rules.returnWithinMinutes = group.int(
      "returnWithinMinutes", in: 0...480, default: rules.returnWithinMinutes)
    rules.maxRecalls = group.int("maxRecalls", in: 0...50, default: rules.maxRecalls)

    // P-3, P-15.
    rules.kioskCooldownSeconds = group.int(
      "kioskCooldownSeconds", in: 0...60, default: rules.kioskCooldownSeconds)
    rules.maxDossiersPerTurn = group.int(
      "maxDossiersPerTurn", in: 0...1_000, default: rules.maxDossiersPerTurn)

    // LC 3.3.
    rules.backEntryAlertMinutes = root.optionalMapping("incident").int(
      "backEntryAlertMinutes", in: 5...1_440, default: rules.backEntryAlertMinutes)

    // P-12.
    let surge = root.optionalMapping("surge")
    rules.surgeWaitMinutes = surge.int("waitMinutes", in: 0...480, default: rules.surgeWaitMinutes)
    rules.surgeWaitingPerCounter = surge.int(
      "waitingPerCounter", in: 0...1_000, default: rules.surgeWaitingPerCounter)

    var prefixes = domains.prefixes
    rules.pad = readSeries(
      group.optionalMapping("pad"), unique: &prefixes, prefix: rules.pad.prefix)
    return rules
  }
}
