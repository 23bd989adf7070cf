internal import Dossiers
internal import Drivers
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Ticketing

/// The page of one counter, as its officer has it open: what the devices there say reaches it.
struct CounterPage: Sendable, Hashable {
  var counter: CounterID
  var account: String

  /// Its name among the watchers of the board.
  var station: String { "\(Self.start(counter))\(account)" }

  private static func start(_ counter: CounterID) -> String { "counter/\(counter.rawValue)/" }

  /// Whether a station is a page of this counter, whoever has it open.
  static func isPage(_ station: String, of counter: CounterID) -> Bool {
    station.hasPrefix(start(counter))
  }

  /// The board whenever it moves, and what the counter's scanner and keypad say.
  static let stream = Route(
    .get, "/api/counters/{id}/stream", .staff, .staff(.seeCounter)
  ) { exchange in
    try exchange.noQuery()
    let counter = CounterID(exchange.parameter("id"))
    let staff = try exchange.signedIn()
    guard exchange.web.plan.counter(counter) != nil else { throw Refusal.unknownCounter(counter) }
    let isBound = RoleTable.isBoundToCounters(staff.role)
    if isBound { try staff.mayWork(at: counter) }
    return try exchange.web.board.answer(
      station: isBound ? CounterPage(counter: counter, account: staff.account).station : nil,
      channel: exchange.channel, client: exchange.countedClient)
  }
}

extension HallWeb {
  /// A key of a counter's keypad was pressed; a page hears of it when nothing came of it.
  ///
  /// Keypads have no lamp and no beeper: the officer looks at the page to learn why.
  func pressed(_ act: KeypadAct, at counter: CounterID) async -> CounterKeys.Outcome {
    let keys = CounterKeys(store: parts.store, clock: parts.clock)
    let outcome = await keys.press(act, at: counter)
    if let code = outcome.code {
      let sentence = parts.texts.sentence(code, outcome.arguments)
      parts.board.tell(JSONText.keyNews(act, sentence)) { CounterPage.isPage($0, of: counter) }
    }
    return outcome
  }

  /// Something was held under a counter's scanner: the officer who has opened the counter may know
  /// what it was, everybody else at most that nothing came of it.
  func scanned(_ reading: ScanReading, at counter: CounterID) async {
    let news: ScanReading
    do {
      let keys = CounterKeys(store: parts.store, clock: parts.clock)
      let officer = try await keys.officer(at: counter)
      let page = CounterPage(counter: counter, account: officer.account)
      return parts.board.tell(page.station, JSONText.scanNews(reading, parts.texts))
    } catch let refused as CounterKeys.Refused {
      news = .refused(refused.code)
    } catch {
      news = .refused("scan-not-taken")
    }
    parts.board.tell(JSONText.scanNews(news, parts.texts)) { CounterPage.isPage($0, of: counter) }
  }
}

extension JSONText {
  /// Why a key did nothing, for the page of its counter, as a server-sent event.
  static func keyNews(_ act: KeypadAct, _ sentence: BilingualName) -> ByteBuffer {
    var event = ByteBuffer(string: "event: key\ndata: ")
    event.writeImmutableBuffer(
      JSONText.object { text in
        text.put("key", act.rawValue)
        text.put("refused", sentence)
      })
    event.writeStaticString("\n\n")
    return event
  }
}
