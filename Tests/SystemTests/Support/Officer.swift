import Foundation

/// An officer signed in at a counter. Used by one thread.
final class Officer {
  let counter: String
  let connection: HTTPConnection
  private(set) var called: [Int64] = []

  /// Makes an account for this counter, signs in and opens the counter.
  init(_ hall: RunningHall, counter: String) throws {
    self.counter = counter
    connection = hall.connect()
    let name = "officer-\(counter)"
    let made = try hall.command(
      "account", "add", name, "--role", "officer", "--counters", counter,
      input: "correct horse \(counter)\n")
    guard made.ending == .exit(0) else { throw Trouble("account add: \(made.errors)") }
    try signIn(connection, account: name, password: "correct horse \(counter)")
    try act("open")
  }

  /// Calls the next visitor; `nil` when nobody waits.
  func callNext() throws -> Int64? {
    let answer = try connection.send("POST", "/api/counters/\(counter)/call-next")
    if answer.status == 204 { return nil }
    guard answer.status == 200, let ticket = answer.json["id"].text.flatMap({ Int64($0) }) else {
      throw Refused(status: answer.status, code: answer.json["code"].text ?? answer.text)
    }
    called.append(ticket)
    return ticket
  }

  /// Calls, serves and finishes one visitor.
  func serveOne() throws -> Bool {
    guard try callNext() != nil else { return false }
    try act("start")
    try act("finish", #"{"outcome":"done"}"#)
    return true
  }

  func act(_ verb: String, _ body: String? = nil) throws {
    let answer = try connection.send("POST", "/api/counters/\(counter)/\(verb)", json: body)
    guard answer.status == 200 else {
      throw Refused(status: answer.status, code: answer.json["code"].text ?? answer.text)
    }
  }
}

func signIn(_ connection: HTTPConnection, account: String, password: String) throws {
  let answer = try connection.send(
    "POST", "/api/session", json: #"{"account":"\#(account)","password":"\#(password)"}"#)
  guard (200..<300).contains(answer.status) else {
    throw Trouble("\(account) cannot sign in: \(answer.status) \(answer.text)")
  }
}

/// Which errands the first counters of the demo serve.
struct Places: Sendable {
  var counters: [String]
  var errands: [String]

  init(_ hall: RunningHall, counters count: Int) throws {
    let answer = try hall.connect().send("GET", "/api/hall").json
    let first = answer["counters"].list.prefix(count)
    counters = first.compactMap { $0["id"].text }
    var seen: Set<String> = []
    errands = first.flatMap { $0["errands"].list.compactMap(\.text) }
      .filter { seen.insert($0).inserted }
    guard counters.count == count, !errands.isEmpty else {
      throw Trouble("GET /api/hall names too few counters or errands")
    }
  }
}
