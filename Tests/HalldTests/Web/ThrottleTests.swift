import Dossiers
import Foundation
import Testing

@testable import halld

@Suite struct `Throttling` {
  private func moment(_ seconds: Double) -> Moment {
    Moment(
      microseconds: 1_795_244_400_000_000 + Int64(seconds * 1_000_000), utcOffsetSeconds: 25_200)
  }

  @Test func `so many in a window and not one more`() {
    let window = SlidingWindow(limit: 3, seconds: 60)
    for _ in 0..<3 { #expect(window.take("a", at: moment(1)) == nil) }
    #expect(window.take("a", at: moment(1)) != nil)
    #expect(window.take("b", at: moment(1)) == nil, "another name has its own count")
  }

  @Test func `the wait it tells is enough, and not much too long`() throws {
    for limit in [1, 2, 3, 10, 30] {
      let window = SlidingWindow(limit: limit, seconds: 60)
      var generator = SplitMix(state: UInt64(limit))
      var now = 0.0
      for _ in 0..<500 {
        now += Double(generator.next() % 8_000) / 1_000
        guard let wait = window.take("a", at: moment(now)) else { continue }
        #expect((1...120).contains(wait))
        #expect(window.wait("a", at: moment(now + Double(wait))) == nil, "limit \(limit) at \(now)")
      }
    }
  }

  @Test func `no more than twice the limit in any sixty seconds, whatever the rhythm`() {
    let window = SlidingWindow(limit: 10, seconds: 60)
    var taken: [Double] = []
    var now = 0.0
    while now < 1_000 {
      if window.take("a", at: moment(now)) == nil { taken.append(now) }
      now += 0.25
    }
    for start in taken {
      #expect(taken.count { $0 >= start && $0 < start + 60 } <= 20)
    }
    #expect(taken.count >= 140, "and the honest are served: ten a minute for 1000 s")
  }

  @Test func `names of passers-by are forgotten`() {
    let window = SlidingWindow(limit: 1, seconds: 60, mostNames: 100)
    for name in 0..<10_000 { _ = window.take("name \(name)", at: moment(1)) }
    #expect(window.take("late", at: moment(2)) == nil)
    #expect(window.take("late", at: moment(2)) != nil)
  }

  @Test func `a lookup asked too often is answered with when to ask again`() async throws {
    try await HallUnderTest.open(change: {
      $0.lookup.perClientPerMinute = 5
      $0.lookup.freeForLoopback = false
    }) { hall async throws in
      var statuses: [Int] = []
      for number in 1...8 {
        let answer = try await hall.ask(
          "GET", "/api/dossiers/000.00.12.H35-261121-000\(number)")
        statuses.append(answer.status)
        if answer.status == 429 {
          #expect(answer.code == "throttled")
          #expect(answer.header("retry-after").flatMap { Int($0) } ?? 0 > 0)
        }
      }
      #expect(statuses.prefix(4).allSatisfy { $0 == 404 })
      #expect(statuses.last == 429)
    }
  }

  @Test func `wrong proofs for one code are counted over all clients`() async throws {
    try await HallUnderTest.open(change: {
      $0.lookup.wrongProofsPerCodePerHour = 3
      $0.lookup.freeForLoopback = false
    }) { hall async throws in
      let path = "/api/dossiers/000.00.12.H35-261121-0001?proof=abcdefgh"
      for _ in 0..<3 { #expect(try await hall.ask("GET", path).code == "proof-wrong") }
      #expect(try await hall.ask("GET", path).code == "throttled")
    }
  }

  @Test func `wrong passwords for one account are counted`() async throws {
    try await HallUnderTest.open(change: {
      $0.demo = nil
      $0.sessions.failuresPerQuarterHour = 3
    }) { hall async throws in
      let body = #"{"account":"nobody","password":"wrong password"}"#
      for _ in 0..<3 {
        #expect(try await hall.ask("POST", "/api/session", body).code == "sign-in-refused")
      }
      let answer = try await hall.ask("POST", "/api/session", body)
      #expect(answer.status == 429)
      #expect(answer.code == "sign-in-locked")
    }
  }
}
