import Foundation
import VirtualPrinter

/// What happens in the hall while its screens are looked at, moment by moment.
final class ScreenMorning {
  private let printer: VirtualPrinterServer
  private let hall: RunningHall
  private let closedHall: RunningHall
  private var at = Screen.Moment.opening
  private var desks: [String: HTTPConnection] = [:]
  /// What a path or a typed text names in braces: links, codes, numbers of this morning.
  private var names: [String: String] = [:]

  init() throws {
    printer = try VirtualPrinterServer(VirtualPrinter(.init(rowsPerSecond: 40_000)))
    let network =
      "kind: network\n    profile: escpos-80mm\n    address: 127.0.0.1\n    port: \(printer.port)"
    hall = try RunningHall(
      config: HallConfig([("kind: folder\n    path: slips\n    keep: 1000", network)]))
    // Half a day away from now, whenever that is.
    let isAfternoon = (Int(Date().timeIntervalSince1970) + 7 * 3_600) % 86_400 >= 43_200
    closedHall = try RunningHall(
      config: HallConfig([("00:00-24:00", isAfternoon ? "07:00-08:30" : "16:00-17:30")]))
    try hall.start()
  }

  deinit { printer.stop() }

  func hall(at moment: Screen.Moment) -> RunningHall { moment == .closed ? closedHall : hall }

  func fill(_ text: String) -> String {
    names.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
  }

  func cookies(of account: String) throws -> [String: String] { try desk(account).cookies }

  /// Lets happen what has happened by then.
  func goOn(to moment: Screen.Moment) throws {
    while at.rawValue < moment.rawValue, let next = Screen.Moment(rawValue: at.rawValue + 1) {
      at = next
      switch next {
      case .opening: break
      case .morning: try work()
      case .blackout: try fail()
      case .withoutPaper: printer.change { $0.leavePaper(rows: 0) }
      case .closed: try closedHall.start()
      }
    }
  }

  /// Numbers taken, counters open, some called, one served; dossiers on their way.
  private func work() throws {
    let plan = try hall.connect().send("GET", "/api/hall").json
    let errands = plan["errands"].list.filter { $0["kind"].text == "file" }
      .compactMap { $0["id"].text }
    for turn in 0..<30 { try takeNumber(errands[turn % errands.count], turn) }
    names["next"] = try takeNumber("bao-hiem", 30).token
    _ = try takeNumber("dat-dai", 31, "elderly")
    names["waiting"] = try takeNumber("dat-dai", 34).token
    for number in 1...7 {
      for verb in ["open", "call-next"] { try act(number, verb) }
    }
    try act(8, "open")
    for number in [2, 4, 6, 7] { try act(number, "start") }
    try act(3, "no-show")
    try act(5, "no-show")
    try act(5, "pause", #"{"reason":"lunch","back":"23:30"}"#)
    let ended = try act(7, "finish", #"{"outcome":"done"}"#)
    names["done"] = ended["number"].text.flatMap { tokens[$0] }
    names["called"] = try waiting(1)["current"]["number"].text.flatMap { tokens[$0] }
    names["number"] = try takeNumber("dat-dai", 32, "disability").number
    let given = try takeNumber("thue", 33)
    names["cancelled"] = given.token
    try send("le-tan", "/api/tickets/\(given.token)/cancel")
    try act(
      3, "call",
      #"{"ticket":"\#(try waiting(3)["next"].list.last?["id"].text ?? "")","reason":"Đến lại sau khi bổ sung giấy tờ"}"#
    )
    try act(3, "start")
    try act(3, "finish", #"{"outcome":"supplement"}"#)
    try arrange()
    try takeIn(plan)
  }

  /// One counter has all that supervision can set: a line more, and somebody who sits in.
  private func arrange() throws {
    let path = "/api/supervision/counters/4"
    try send(
      "giam-sat", "\(path)/lines",
      #"{"kind":"surge","lines":["ho-tich"],"reason":"Buổi sáng đông người"}"#)
    try send(
      "giam-sat", "\(path)/substitute",
      #"{"officer":"can-bo","substitute":"quay-8","reason":"Đi họp ở Ủy ban nhân dân tỉnh"}"#)
  }

  /// Dossiers in several steps of their life: by post, online, at a counter, under check.
  private func takeIn(_ plan: JSON) throws {
    let procedures = plan["procedures"].list.compactMap { $0["id"].text }
    for (turn, procedure) in procedures.prefix(6).enumerated() {
      try begin(#"{"procedure":"\#(procedure)","channel":"online"}"#, "taken-\(turn)")
    }
    let accepted = try begin(#"{"procedure":"vd-dat-01","channel":"online"}"#, "accepted")
    names["dossier"] = accepted["code"].text
    names["proof"] = accepted["proof"].text ?? ""
    let visitor = try waiting(6)["current"]
    let own = plan["procedures"].list.first { $0["domain"].text == visitor["domain"].text }
    let body =
      #"{"opening":"check","ticket":"\#(visitor["id"].text ?? "")","procedure":"\#(own?["id"].text ?? procedures[0])","name":"Giàng A Súa","phone":"0912345678"}"#
    let checked = try send("quay-6", "/api/dossiers", body, key: "checked")
    names["checked"] = checked["code"].text ?? checked["id"].text
  }

  /// An hour on paper that is not entered yet, and the machine is down again.
  private func fail() throws {
    let path = "/api/incidents"
    func told(_ cause: String, _ minutes: Int) throws -> String {
      try send(
        "giam-doc", path,
        #"{"cause":"\#(cause)","startedAt":"\#(time(minutes))","affected":["numbers","printing"]}"#
      )["id"].text ?? ""
    }
    let first = try told("power", 60)
    try send("giam-doc", "\(path)/\(first)/open", "{}")
    try send(
      "giam-doc", "\(path)/\(first)/close",
      #"{"endedAt":"\#(time(10))","pads":"P001-P006","forms":"SC-0001-SC-0002"}"#)
    let second = try told("network", 2)
    try send("giam-doc", "\(path)/\(second)/open", "{}")
  }

  private func time(_ minutesAgo: Int) -> String {
    let local = Date.now.addingTimeInterval(Double(7 * 3_600 - minutesAgo * 60))
    return "\(local.formatted(.iso8601).prefix(19))+07:00"
  }

  // What hands do -------------------------------------------------------------------------------

  private var tokens: [String: String] = [:]

  @discardableResult
  private func takeNumber(
    _ errand: String, _ turn: Int, _ priority: String? = nil
  ) throws -> (number: String, token: String) {
    let wish = priority.map { #","priority":"\#($0)""# } ?? ""
    let answer = try desk("le-tan").send(
      "POST", "/api/tickets", json: #"{"errand":"\#(errand)"\#(wish)}"#,
      headers: ["Idempotency-Key": "morning-\(turn)"]
    ).json
    guard let number = answer["number"].text, let token = answer["token"].text else {
      throw Trouble("no number for \(errand)")
    }
    tokens[number] = token
    return (number, token)
  }

  private func waiting(_ counter: Int) throws -> JSON {
    try desk("quay-\(counter)").send("GET", "/api/counters/\(counter)/waiting").json
  }

  @discardableResult
  private func act(_ counter: Int, _ verb: String, _ body: String? = nil) throws -> JSON {
    try send("quay-\(counter)", "/api/counters/\(counter)/\(verb)", body)
  }

  @discardableResult
  private func begin(_ body: String, _ key: String) throws -> JSON {
    try send("can-bo", "/api/dossiers", body, key: key)
  }

  @discardableResult
  private func send(
    _ account: String, _ path: String, _ body: String? = nil, key: String? = nil
  ) throws -> JSON {
    let answer = try desk(account).send(
      "POST", path, json: body, headers: key.map { ["Idempotency-Key": $0] } ?? [:])
    guard (200..<300).contains(answer.status) else {
      throw Trouble("\(account), \(path): \(answer.status) \(answer.text)")
    }
    return answer.json
  }

  private func desk(_ account: String) throws -> HTTPConnection {
    if let desk = desks[account] { return desk }
    let desk = hall.connect()
    try signIn(desk, account: account, password: "\(account)-2026")
    desks[account] = desk
    return desk
  }
}
