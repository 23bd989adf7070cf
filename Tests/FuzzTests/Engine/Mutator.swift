/// A small generator with a fixed sequence for each seed (SplitMix64).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Changes an input as a bad wire, a tired hand or an attacker would.
enum Mutator {
  /// What breaks parsers of any kind.
  private static let anywhere = [
    "\0", "\u{1}", "\u{7F}", "\r\n", "\n", "\t", " ", "\"", "'", "\\", "/", "%", "..", "\u{FEFF}",
    "\u{2028}", "\u{202E}", "\u{301}", "ữ", "🏛️", "Đ", "-1", "0", "9223372036854775807",
    "-9223372036854775808", "99999999999999999999", "1e999", "0.5", "007", "+1", "null", "{}",
    "[]", "<script>", "{{x}}", "${x}", "%00", "\u{1B}[31m",
  ]
  private static let bytes: [UInt8] = [0, 1, 0x0A, 0x0D, 0x20, 0x22, 0x25, 0x7F, 0x80, 0xC0, 0xFF]

  static func changed(
    _ input: [UInt8], _ fuzzer: Fuzzer, _ pool: [[UInt8]], using random: inout SplitMix
  ) -> [UInt8] {
    var input = input
    for _ in 0...Int.random(in: 0..<4, using: &random) {
      change(&input, fuzzer, pool, using: &random)
    }
    return Array(input.prefix(fuzzer.longest))
  }

  private static func change(
    _ input: inout [UInt8], _ fuzzer: Fuzzer, _ pool: [[UInt8]], using random: inout SplitMix
  ) {
    let place = Int.random(in: 0...input.count, using: &random)
    let length = Int.random(
      in: 0...min(input.count - place, Bool.random(using: &random) ? 4 : 64), using: &random)
    switch Int.random(in: 0..<12, using: &random) {
    case 0: input.removeSubrange(place..<place + length)
    case 1: input.insert(contentsOf: input[place..<place + length], at: place)
    case 2 where place < input.count: input[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 3 where place < input.count: input[place] = bytes.randomElement(using: &random) ?? 0
    case 4:
      let word = anywhere.randomElement(using: &random) ?? ""
      input.replaceSubrange(place..<place + length, with: word.utf8)
    case 5, 6:
      let word = fuzzer.words.randomElement(using: &random) ?? ":"
      input.replaceSubrange(place..<place + (length > 4 ? length : 0), with: word.utf8)
    case 7:
      let other = pool.randomElement(using: &random) ?? []
      let start = Int.random(in: 0...other.count, using: &random)
      input.replaceSubrange(place..., with: other[start...])
    case 8:
      // Many of the same: depth, length, number.
      let piece = Array(input[place..<place + min(length, 8)])
      for _ in 0..<Int.random(in: 1...200, using: &random) where input.count < fuzzer.longest {
        input.insert(contentsOf: piece, at: place)
      }
    case 9: changeNumber(&input, from: place, using: &random)
    case 10: changeLine(&input, using: &random)
    default: input.removeSubrange(place...)
    }
  }

  /// The first number after a place becomes another one.
  private static func changeNumber(
    _ input: inout [UInt8], from place: Int, using random: inout SplitMix
  ) {
    let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
    guard let start = input[place...].firstIndex(where: isDigit) else { return }
    let end = input[start...].firstIndex { !isDigit($0) } ?? input.endIndex
    let other: [String] = [
      "0", "1", "-1", "9", "10", "31", "32", "59", "60", "99", "100", "255", "256", "9999", "10000",
      "65536", "2147483648", "9223372036854775807", "9223372036854775808", "0000000001", "1e9",
      String(Int.random(in: 0...3_000, using: &random)),
    ]
    input.replaceSubrange(start..<end, with: (other.randomElement(using: &random) ?? "0").utf8)
  }

  /// A line is left out, doubled, moved or set in.
  private static func changeLine(_ input: inout [UInt8], using random: inout SplitMix) {
    var lines = input.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    let one = Int.random(in: 0..<lines.count, using: &random)
    let other = Int.random(in: 0..<lines.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: lines.remove(at: one)
    case 1: lines.insert(lines[other], at: one)
    case 2: lines.swapAt(one, other)
    default: lines[one] = [0x20, 0x20] + lines[one]
    }
    input = Array(lines.joined(separator: [0x0A]))
  }
}

extension SplitMix {
  /// One of some texts.
  mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &self) ?? "" }

  /// A small whole number.
  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}
