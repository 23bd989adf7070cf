import Testing
import Ticketing

@testable import Drivers

@Suite struct `Frames of displays` {
  private static let lines = CounterDisplay.called(label: "A012", attempt: 1)
    .lines(at: "5", columns: 8, rows: 2)

  static let rows: [(frame: String, bytes: [UInt8])] = [
    ("", []),
    ("1B 40 0c", [0x1B, 0x40, 0x0C]),
    ("1B 51 41 {upper} 0D", [0x1B, 0x51, 0x41] + Array("A012  Q5".utf8) + [0x0D]),
    ("{lower}", Array("  >>>>  ".utf8)),
    ("{number} {counter}", Array("A012Q5".utf8)),
    ("{number:6}", Array("  A012".utf8)),
    // Of a number too long its end stays.
    ("{number:3}", Array("012".utf8)),
    ("01 02 FE {sum} 09", [0x01, 0x02, 0xFE, 0x01, 0x09]),
    ("01 02 04 {xor}", [0x01, 0x02, 0x04, 0x07]),
    // Modbus over serial line, function 3 of device 1, register 0, count 10: its well-known CRC.
    ("01 03 00 00 00 0A {crc16}", [0x01, 0x03, 0x00, 0x00, 0x00, 0x0A, 0xC5, 0xCD]),
  ]

  @Test(arguments: rows.indices)
  func `a frame becomes these bytes`(index: Int) throws {
    let row = Self.rows[index]
    #expect(try DisplayFrame(row.frame).bytes(showing: Self.lines) == row.bytes)
  }

  @Test func `the check of Modbus is the published one`() {
    #expect(DisplayFrame.crc16(Array("123456789".utf8)) == [0x37, 0x4B])
  }

  static let mistakes: [(frame: String, word: String, place: Int)] = [
    ("1B 4", "4", 2), ("1B 400", "400", 2), ("0x1B", "0x1B", 1), ("+1", "+1", 1),
    ("{uper}", "{uper}", 1), ("1B {number:0}", "{number:0}", 2), ("{number:81}", "{number:81}", 1),
    ("{number:-1}", "{number:-1}", 1), ("{number:4:4}", "{number:4:4}", 1), ("{}", "{}", 1),
    ("{sum:2}", "{sum:2}", 1), ("{upper", "{upper", 1), ("1B Đ", "Đ", 2),
  ]

  @Test(arguments: mistakes.indices)
  func `a word that is neither byte nor place is named with its place`(index: Int) {
    let row = Self.mistakes[index]
    #expect(throws: DisplayFrame.Mistake(word: row.word, place: row.place)) {
      try DisplayFrame(row.frame)
    }
  }

  @Test func `a frame has a greatest length`() {
    let longest = Array(repeating: "41", count: DisplayFrame.mostParts)
    #expect((try? DisplayFrame(longest.joined(separator: " "))) != nil)
    #expect((try? DisplayFrame((longest + ["41"]).joined(separator: " "))) == nil)
  }
}
