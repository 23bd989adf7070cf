import Foundation

/// A number that the daemon has answered to somebody: from then on it owes it.
struct Promise: Hashable, Sendable {
  var key: String
  var errand: String
  var ticket: Int64
  var label: String
  var domain: String
  var day: String
}

/// A request that got no answer: it may or may not have been carried out.
struct OpenRequest: Hashable, Sendable {
  var key: String
  var errand: String
}

/// A kiosk at full speed that remembers what it was promised. Used by one thread.
final class Kiosk {
  let connection: HTTPConnection
  private let errands: [String]
  private let name: String
  private var asked = 0
  private(set) var promises: [Promise] = []
  private(set) var open: OpenRequest?

  init(_ hall: RunningHall, errands: [String]) {
    connection = hall.connect()
    self.errands = errands
    name = UUID().uuidString
  }

  /// Asks for a number; a lost connection leaves the request open.
  func ask() throws -> Promise {
    let request = OpenRequest(key: "\(name)-\(asked)", errand: errands[asked % errands.count])
    asked += 1
    open = request
    let promise = try Self.ask(request, connection)
    open = nil
    promises.append(promise)
    return promise
  }

  static func ask(_ request: OpenRequest, _ connection: HTTPConnection) throws -> Promise {
    let answer = try send(request, connection)
    guard answer.status == 201, let promise = promise(request, answer.json) else {
      throw Refused(status: answer.status, code: answer.json["code"].text ?? answer.text)
    }
    return promise
  }

  static func send(_ request: OpenRequest, _ connection: HTTPConnection) throws
    -> HTTPConnection.Answer
  {
    try connection.send(
      "POST", "/api/tickets", json: #"{"errand":"\#(request.errand)"}"#,
      headers: ["idempotency-key": request.key])
  }

  private static func promise(_ request: OpenRequest, _ json: JSON) -> Promise? {
    guard let ticket = json["id"].text.flatMap({ Int64($0) }), let label = json["number"].text,
      let domain = json["domain"].text, let day = json["day"].text
    else { return nil }
    return Promise(
      key: request.key, errand: request.errand, ticket: ticket, label: label, domain: domain,
      day: day)
  }
}

/// A clear answer that is not the number.
struct Refused: Error, Equatable, CustomStringConvertible {
  var status: Int
  var code: String

  var description: String { "\(status) \(code)" }
}
