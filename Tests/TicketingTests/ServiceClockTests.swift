import Testing

@testable import Ticketing

@Suite struct `The clock` {
  static let second: Int64 = 1_000_000
  static let start: Int64 = 1_772_000_000_000_000

  @Test func `follows the wall clock while both agree, small steps included`() {
    var clock = ServiceClock(wall: Self.start, monotonic: 0, last: nil)
    let later = clock.read(wall: Self.start + 10 * Self.second, monotonic: 10 * Self.second)
    #expect(later == Self.start + 10 * Self.second)
    let adjusted = clock.read(wall: Self.start + 250 * Self.second, monotonic: 11 * Self.second)
    #expect(adjusted == Self.start + 250 * Self.second)
    #expect(clock.alarm == nil)
  }

  @Test func `set back an hour, time goes on and an alarm stands until the wall catches up`() {
    var clock = ServiceClock(wall: Self.start, monotonic: 0, last: nil)
    let hour = 3_600 * Self.second
    var last = clock.read(wall: Self.start, monotonic: 0)
    for second in 1...100 as ClosedRange<Int64> {
      let read = clock.read(
        wall: Self.start - hour + second * Self.second, monotonic: second * Self.second)
      #expect(read == last + Self.second)
      last = read
    }
    #expect(clock.alarm == .behind(seconds: 3_600))
    _ = clock.read(wall: Self.start + 200 * Self.second, monotonic: 200 * Self.second)
    #expect(clock.alarm == nil)
  }

  @Test func `a jump of a day ahead is not followed until staff confirm it`() {
    var clock = ServiceClock(wall: Self.start, monotonic: 0, last: nil)
    let wall = Self.start + 86_400 * Self.second
    let held = clock.read(wall: wall, monotonic: Self.second)
    #expect(held == Self.start + Self.second)
    #expect(clock.alarm == .ahead(seconds: 86_399))
    #expect(clock.isConfirmed, "numbers of the present day are still given")
    let confirmed = clock.confirm(wall: wall, monotonic: Self.second)
    #expect(confirmed)
    let followed = clock.read(wall: wall + Self.second, monotonic: 2 * Self.second)
    #expect(followed == wall + Self.second)
    #expect(clock.alarm == nil)
  }

  @Test(
    arguments: [
      (0, true), (3_600, true), (40 * 86_400, true), (46 * 86_400, false),
      (-3_600, true), (-13 * 3_600, false), (-10 * 365 * 86_400, false),
    ] as [(Int64, Bool)])
  func `a start far from the log's last entry waits for staff`(seconds: Int64, confirmed: Bool) {
    let clock = ServiceClock(
      wall: Self.start + seconds * Self.second, monotonic: 0, last: Self.start)
    #expect(clock.isConfirmed == confirmed)
  }

  @Test func `a date before the log cannot be confirmed, only set right`() {
    var clock = ServiceClock(
      wall: Self.start - 86_400 * Self.second, monotonic: 0, last: Self.start)
    let tooEarly = clock.confirm(wall: Self.start - 86_400 * Self.second, monotonic: 0)
    #expect(!tooEarly)
    #expect(!clock.isConfirmed)
    let setRight = clock.confirm(wall: Self.start + Self.second, monotonic: Self.second)
    #expect(setRight)
    #expect(clock.isConfirmed)
  }

  @Test func `whatever the two clocks do, time never runs back`() {
    var random = SeededRandom(seed: 20_261_121)
    for _ in 0..<200 {
      var clock = ServiceClock(wall: Self.start, monotonic: 0, last: nil)
      var (wall, monotonic, last) = (Self.start, Int64(0), Int64(0))
      for _ in 0..<100 {
        let step = Int64.random(in: 0...5_000_000, using: &random)
        monotonic += step
        wall += step
        if Int.random(in: 0..<5, using: &random) == 0 {
          wall += Int64.random(in: -7_200_000_000...7_200_000_000, using: &random)
        }
        let read = clock.read(wall: wall, monotonic: monotonic)
        #expect(read >= last)
        last = read
      }
    }
  }
}

/// Random numbers that are the same on every run with one seed (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
