/// A small repeatable generator (SplitMix64): the seed decides the whole day.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A stream of its own for one actor, so that taking another away moves nobody else.
  init(seed: UInt64, for actor: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in actor.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    self.init(seed: seed &* 0x9E37_79B9_7F4A_7C15 ^ hash)
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// True this often in a hundred.
  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

  mutating func within(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// Seconds to the next of independent arrivals that come this far apart on average.
  mutating func gap(mean seconds: Int) -> Int {
    // The sum of three even draws is near enough to people and needs no logarithm.
    let even = (0..<3).reduce(0) { sum, _ in sum + within(0...(seconds * 2 / 3)) }
    return max(1, chance(25) ? even * 2 : even * 2 / 3)
  }

  mutating func pick<T>(_ list: [T]) -> T {
    guard let one = list.randomElement(using: &self) else { preconditionFailure("nothing to pick") }
    return one
  }
}
