internal import Dossiers
internal import Store
internal import Ticketing

// Keys: rates, guessing, retention.

extension ConfigurationReader {
  func readRates(_ root: YAMLMapping, isDemo: Bool) -> RateSettings {
    var rates = RateSettings()
    let group = root.optionalMapping("rates")
    for rate in RateClass.allCases {
      rates.limits[rate] = group.int(
        rate.rawValue, in: 10...60_000, default: rates.perMinute(rate))
    }
    rates.streamsAtOnce = group.int("streamsAtOnce", in: 1...8_000, default: rates.streamsAtOnce)
    rates.freeForLoopback = group.bool("freeForLoopback", default: isDemo)
    refuseFreeLoopback(rates.freeForLoopback, group, isDemo: isDemo)
    return rates
  }

  func readGuessing(_ root: YAMLMapping) -> GuessSettings {
    var guessing = GuessSettings()
    let group = root.optionalMapping("guessing")
    guessing.perClientPerMinute = group.int(
      "perClientPerMinute", in: 3...600, default: guessing.perClientPerMinute)
    guessing.fromAllPerMinute = group.int(
      "fromAllPerMinute", in: 10...6_000, default: guessing.fromAllPerMinute)
    if guessing.fromAllPerMinute < guessing.perClientPerMinute {
      group.refuse(
        "fromAllPerMinute",
        BilingualName(
          vi: "nhỏ hơn perClientPerMinute (\(guessing.perClientPerMinute))",
          en: "is less than perClientPerMinute (\(guessing.perClientPerMinute))"),
        remedy: BilingualName(
          vi: "ghi ít nhất bằng perClientPerMinute",
          en: "write at least as many as perClientPerMinute"))
    }
    return guessing
  }

  func readRetention(_ root: YAMLMapping) -> RetentionSettings {
    var retention = RetentionSettings()
    let group = root.optionalMapping("retention")
    let days = 1...3_650
    retention.periods.personalDays = group.int(
      "personalDays", in: days, default: retention.periods.personalDays)
    retention.periods.typedTextDays = group.int(
      "typedTextDays", in: days, default: retention.periods.typedTextDays)
    retention.at = group.time("at", default: retention.at)
    return retention
  }

  /// Outside a demonstration this machine's kiosk is public too.
  func refuseFreeLoopback(_ isFree: Bool, _ group: YAMLMapping, isDemo: Bool) {
    guard isFree, !isDemo else { return }
    group.refuse(
      "freeForLoopback",
      BilingualName(vi: "chỉ dùng trong bản trình diễn", en: "this is for a demonstration only"),
      remedy: BilingualName(
        vi: "xóa khóa này: kiosk của máy này cũng là công cộng",
        en: "remove it: this machine's kiosk is public too"))
  }
}
