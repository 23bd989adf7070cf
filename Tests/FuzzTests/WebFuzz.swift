import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Store
import Testing
import Ticketing

@testable import Store
@testable import halld

extension `Fuzzing what clients send` {
  @Test func `a request's address names something of ours or nothing`() async throws {
    try await Fuzzer(
      name: "target", longest: 3_000,
      words: [
        "/", "//", "/api/hall", "/api/tickets/1-aaaa", "/api/counters/1/open", "/assets/core.js",
        "%2e%2e", "%2F", "%5c", "%00", "%C4%91", "%ff", "?", "&", "=", "+", "day=2026-11-21", "#",
        "http://a/", "*", ";", "..", ".",
      ],
      more: Contract.routes.map { Array($0.path.utf8) }, check: Self.target
    ).run()
  }

  @Test func `a cookie, an origin or a token is ours or nobody's`() async throws {
    try await Fuzzer(
      name: "cookies", longest: 1_024,
      words: [
        "halld-session=", "halld-device=", "; ", ";", "=", "Cookie: ", "Origin: ", "Host: ",
        "https://hall.example", "http://", "null", "localhost:8080", "1-", "\t", "\"", ",",
      ],
      check: Self.cookies
    ).run()
  }

  private static let table = RouteTable(Contract.routes, doors: .all)

  @Sendable private static func target(_ input: [UInt8]) throws {
    guard let target = RequestTarget(String(decoding: input, as: UTF8.self)) else { return }
    try demand(target.path.utf8.first == UInt8(ascii: "/"), "no absolute path")
    try demand(input.count <= RequestTarget.longest, "too long")
    if let segments = target.segments {
      for segment in segments {
        try demand(
          !segment.isEmpty && segment != "." && segment != ".."
            && !segment.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0x2F || $0 == 0x5C },
          "a segment that leads elsewhere: \(segment.debugDescription)")
      }
      let again = "/" + segments.map(escaped).joined(separator: "/")
      if again.utf8.count <= RequestTarget.longest {
        try demand(RequestTarget(again)?.segments == segments, "written again: \(again)")
      }
    }
    if case .found(let route, let parameters) = table.match(.get, target) {
      let names = route.path.split(separator: "/").count { $0.first == "{" }
      try demand(parameters.count == names, "\(route.path): \(parameters)")
    }
    do {
      let known = ["day", "ordinal", "proof"]
      let parameters = try target.parameters(known: known)
      try demand(parameters.keys.allSatisfy(known.contains), "\(parameters)")
    } catch let problem as Problem {
      try demand(problem.status.code == 422, "\(problem)")
    }
  }

  private static func escaped(_ segment: String) -> String {
    segment.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static let tokens = PublicTokens(key: [UInt8](repeating: 7, count: 32))

  @Sendable private static func cookies(_ input: [UInt8]) throws {
    let lines = String(decoding: input, as: UTF8.self).split(separator: "\n").map(String.init)
    var headers = HTTPFields()
    for line in lines {
      let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, let name = HTTPField.Name(parts[0]) else { continue }
      headers.append(HTTPField(name: name, value: parts[1]))
    }
    for name in [Cookies.session, Cookies.device] {
      guard let value = Cookies.value(name, in: headers, isSecure: false) else { continue }
      try demand((1...128).contains(value.utf8.count), "\(value.utf8.count) bytes")
      try demand(!value.utf8.contains(UInt8(ascii: ";")), value)
      try demand(headers[values: .cookie].contains { $0.contains("\(name)=\(value)") }, value)
    }
    let host = lines.last { $0.hasPrefix("Host: ") }?.dropFirst(6)
    let request = Request(
      head: HTTPRequest(
        method: .post, scheme: nil, authority: host.map(String.init), path: "/",
        headerFields: headers),
      body: RequestBody(buffer: ByteBuffer()))
    // The host as the connection understood it: blanks around a header's value are no part of it.
    if Origin.isOwn(request, isSecure: true, publicURL: nil), let origin = headers[.origin] {
      let own = "https://\(request.head.authority ?? "")".lowercased()
      try demand(origin.lowercased() == own, "origin \(origin) at \(own)")
    }
    // Whoever does not have the key makes no token: only the real ones are taken.
    for line in lines {
      if let ticket = tokens.ticket(of: line) {
        try demand(
          tokens.token(of: ticket).utf8.elementsEqual(line.utf8), "a forged token: \(line)")
      }
      if tokens.isProof(line, ofDossier: "H35-1") {
        let plain = line.lowercased().filter { $0 != " " && $0 != "-" }
        try demand(plain.count == 8, "a forged proof: \(line)")
      }
    }
  }
}
