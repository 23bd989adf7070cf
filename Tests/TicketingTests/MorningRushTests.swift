import Testing

@testable import Ticketing

/// Forty people before the door and three times the arrivals of a usual day (one in 150 s).
@Suite struct `A morning rush` {
  private static let seeds: ClosedRange<UInt64> = 1...6

  @Test func `85 of 100 are called within 15 minutes where the counters allow it`() throws {
    let mornings = try Self.seeds.map { try MorningRush(seed: $0, gap: 50) }
    let called = mornings.flatMap(\.called)
    let soon = called.count { $0.waited <= 15 * 60 }
    print("rush: \(soon) of \(called.count) were called within 15 minutes of number and opening")
    #expect(soon * 100 >= called.count * 85)
    // Where they do not allow it, nothing else can: three counters fewer.
    let short = try MorningRush(seed: 1, gap: 50, counters: 9).called
    #expect(short.count { $0.waited <= 15 * 60 } * 100 < short.count * 85)
  }

  @Test(arguments: [(12, 50), (10, 50), (10, 75), (10, 150)])
  func `P-14 · what the slip says covers 80 of 100 real waits, and is no scare`(
    counters: Int, gap: Int
  ) throws {
    var called: [MorningRush.Visitor] = []
    for seed in Self.seeds {
      let morning = try MorningRush(seed: seed, gap: gap, counters: counters).called
      let covered = morning.count { $0.promised >= $0.sinceNumber }
      #expect(covered * 100 >= morning.count * 75, "seed \(seed): \(covered) of \(morning.count)")
      called += morning
    }
    let covered = called.count { $0.promised >= $0.sinceNumber }
    let excess = called.map { $0.promised - $0.sinceNumber }.sorted()[called.count / 2]
    let (promised, waited) = called.reduce((0, 0)) { ($0.0 + $1.promised, $0.1 + $1.sinceNumber) }
    print(
      "\(counters) counters, one in \(gap) s: \(covered * 100 / called.count) of 100 covered; the slip "
        + "says \(promised / called.count) s on average, the wait is \(waited / called.count) s; half of "
        + "the slips are \(excess) s or less above it")
    #expect(covered * 100 >= called.count * 80)
    // A huge number would cover everything: it stays within half as much again, or five minutes.
    #expect(promised <= waited * 3 / 2)
    #expect(excess <= 300)
  }
}
