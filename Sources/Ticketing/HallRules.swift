/// The hall's own parameters; each default is the product decision P-1 to P-32 it names.
public struct HallRules: Sendable, Hashable {
  /// Minutes before opening from which numbers are given (P-6).
  public var ticketsBeforeOpeningMinutes = 30
  /// Minutes before the last session's end after which no number is given (P-6).
  public var lastTicketBeforeCloseMinutes = 30
  /// Whether those waiting at closing time are still served (P-8).
  public var serveThoseInside = true
  /// Minutes after closing at which the service day ends for those still waiting (P-8).
  public var closingGraceMinutes = 60

  /// Ordinary visitors called between two who overtook them at the same counter (P-10).
  public var ordinaryPerPriority = 2

  /// Calls of one number in all, the first included (P-9).
  public var maxCalls = 3
  /// Seconds between two announcements of one number (P-9).
  public var secondsBetweenCalls = 60
  /// Minutes in which a visitor who missed every call may come back, once (P-9).
  public var returnWithinMinutes = 30
  /// Repeated calls an officer may make while the visitor is awaited.
  public var maxRecalls = 5

  /// Seconds a kiosk waits between two numbers; 0 for none.
  public var kioskCooldownSeconds = 0
  /// Kiosks with a rest of their own.
  public var cooldownSecondsByKiosk: [String: Int] = [:]
  /// Dossiers one turn may bring; 0 for no limit (P-15).
  public var maxDossiersPerTurn = 10

  /// Minutes of expected wait over which a further counter is proposed for a line; 0 for never (P-12).
  public var surgeWaitMinutes = 30
  /// People waiting for each open counter of a line over which one is proposed; 0 for never (P-12).
  public var surgeWaitingPerCounter = 10

  /// The series of numbers on paper handed out in a blackout.
  public var pad = NumberSeries(prefix: "P", first: 1, last: 999, width: 3)
  /// The series of intake forms; a form's number is never used again, so it is long.
  public var forms = NumberSeries(prefix: "SC-", first: 1, last: 99_999, width: 4)
  /// Minutes after an incident's end from which papers not yet entered are an alarm (LC 3.3).
  public var backEntryAlertMinutes = 60

  public init() {}
}

/// The numbers a domain gives in one service day.
public struct NumberSeries: Sendable, Hashable {
  /// One to three capital letters, unlike every other domain's.
  public var prefix: String
  public var first: Int
  /// The last number of the day, inclusive.
  public var last: Int
  /// The least number of digits: 3 makes `A012`.
  public var width: Int

  public init(prefix: String, first: Int = 1, last: Int, width: Int = 3) {
    self.prefix = prefix
    self.first = first
    self.last = last
    self.width = width
  }

  /// The number as it is printed, shown and spoken: `A012`.
  public func text(_ number: Int) -> String {
    let digits = String(number)
    return prefix + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// The number after the last one given, or `nil` when the series is used up.
  public func next(after given: Int?) -> Int? {
    let next = max(first, (given ?? first - 1) + 1)
    return next <= last ? next : nil
  }

  /// The number that this text stands for, if it belongs to the series.
  public func number(of text: String) -> Int? {
    guard text.hasPrefix(prefix) else { return nil }
    let digits = text.dropFirst(prefix.count)
    guard (1...9).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }),
      let number = Int(digits), (first...max(first, last)).contains(number)
    else { return nil }
    return number
  }
}
