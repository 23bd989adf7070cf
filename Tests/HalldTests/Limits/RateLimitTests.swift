import HTTPTypes
import Testing

@testable import halld

@Suite struct `Rate limits` {
  private let minute: Int64 = 60_000_000

  private func client(_ number: Int) -> ClientAddress {
    ClientAddress("10.\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)") ?? .unknown
  }

  @Test func `a burst up to the limit passes, one more waits, and each client by itself`() {
    let paces = RateLimits.Paces(limit: 30, most: 100)
    for _ in 0..<30 { #expect(paces.take(client(1), at: 5) == nil) }
    #expect(paces.take(client(1), at: 5) == 2)
    #expect(paces.take(client(2), at: 5) == nil)
  }

  @Test func `the wait it tells is enough and not a second too long`() throws {
    var generator = SplitMix(state: 1)
    for limit in [10, 60, 3_000] {
      let paces = RateLimits.Paces(limit: limit, most: 100)
      var now: Int64 = 0
      for _ in 0..<2_000 {
        now += Int64(generator.next() % UInt64(60_000_000 / limit))
        guard let wait = paces.take(client(1), at: now) else { continue }
        #expect((1...61).contains(wait))
        now += Int64(wait) * 1_000_000
        #expect(paces.take(client(1), at: now) == nil, "limit \(limit)")
      }
    }
  }

  @Test func `never more than twice the limit in a minute, and the limit in the long run`() {
    let paces = RateLimits.Paces(limit: 60, most: 100)
    let taken = stride(from: Int64(0), to: 20 * minute, by: 100_000)
      .filter { paces.take(client(1), at: $0) == nil }
    for start in taken {
      #expect(taken.count { $0 >= start && $0 < start + minute } <= 120)
    }
    #expect((20 * 60...21 * 60).contains(taken.count), "\(taken.count)")
  }

  @Test func `clients of a whole network take bounded memory, and the quiet are forgotten first`() {
    let paces = RateLimits.Paces(limit: 10, most: 500)
    for number in 0..<100_000 {
      _ = paces.take(client(number), at: Int64(number) * 100_000)
      #expect(paces.count <= 500)
    }
    // Ten clients a second are remembered for a minute over ten: none of these had to be forgotten.
    let late = Int64(100_000) * 100_000
    for _ in 0..<9 { #expect(paces.take(client(99_999), at: late) == nil) }
    #expect(paces.take(client(99_999), at: late) != nil)
  }

  /// Each class by one of its routes.
  static let routes: [(RateClass, String, String)] = [
    (.screens, "GET", "/lookup"), (.pictures, "GET", "/api/hall"),
    (.links, "GET", "/api/tickets/1-0000000000000000"),
    (.changes, "POST", "/api/tickets/1-0000000000000000/cancel"),
    (.lookups, "GET", "/api/dossiers/nothing"), (.numbers, "POST", "/api/tickets"),
    (.secrets, "POST", "/api/pairing"), (.staff, "GET", "/api/supervision"),
    (.screens, "GET", "/nothing"), (.screens, "PUT", "/lookup"), (.screens, "GET", "/%zz"),
  ]

  @Test(arguments: routes.indices)
  func `over HTTP one more than the limit is answered with when to ask again`(row: Int) async throws
  {
    let (rate, method, path) = Self.routes[row]
    try await HallUnderTest.open(
      clock: HandClock().hallClock,
      change: {
        $0.rates.freeForLoopback = false
        $0.rates.limits[rate] = 10
      }
    ) { hall async throws in
      for _ in 0..<10 { #expect(try await hall.ask(method, path).status != 429) }
      let answer = try await hall.ask(method, path)
      #expect(answer.status == 429)
      #expect(answer.code == "throttled")
      #expect(answer.header("retry-after").flatMap { Int($0) } ?? 0 > 0)
      // Another class is another count: the hall goes on.
      let other = rate == .pictures ? "/lookup" : "/api/hall"
      #expect(try await hall.ask("GET", other).status == 200)
    }
  }

  @Test func `this machine is not limited in the demonstration`() async throws {
    try await HallUnderTest.open(change: { $0.rates.limits[.pictures] = 10 }) { hall async throws in
      for _ in 0..<30 { #expect(try await hall.ask("GET", "/api/hall").status == 200) }
    }
  }

  @Test func `clients behind a trusted proxy are counted one by one`() async throws {
    try await HallUnderTest.open(
      clock: HandClock().hallClock,
      change: {
        $0.rates.freeForLoopback = false
        $0.rates.limits[.pictures] = 10
        $0.listeners[0].proxies = [ClientAddress("127.0.0.1") ?? .unknown]
      }
    ) { hall async throws in
      func ask(_ address: String) async throws -> Int {
        try await hall.ask("GET", "/api/hall", headers: ["X-Forwarded-For": address]).status
      }
      for _ in 0..<10 { #expect(try await ask("203.0.113.5") == 200) }
      #expect(try await ask("203.0.113.5") == 429)
      #expect(try await ask("6.6.6.6, 203.0.113.5") == 429, "what the client writes is air")
      #expect(try await ask("203.0.113.6") == 200)
    }
  }

  @Test func `every route has a class, and whatever tries a secret has the strictest`() {
    for route in Contract.routes {
      switch route.access {
      case .staff, .signedIn: #expect(route.rate == .staff, "\(route.path)")
      case .everyone: break
      }
    }
    let secrets = Contract.routes.filter { $0.rate == .secrets }.map(\.path)
    #expect(secrets.contains("/api/session") && secrets.contains("/api/pairing"))
    #expect(Set(Contract.routes.map(\.rate)) == Set(RateClass.allCases))
  }
}
