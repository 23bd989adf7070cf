import Dossiers
import Foundation
import Testing
import Ticketing

@testable import Drivers

/// What must be true of every slip, whatever it looks like.
@Suite struct `SlipDrawing` {
  /// The 12 vowels of Vietnamese in their 6 tones and the đ, upper and lower case: 134 with a mark.
  static let markedLetters: [Character] = {
    let tones = ["", "\u{0300}", "\u{0301}", "\u{0303}", "\u{0309}", "\u{0323}"]
    let vowels = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"]
    let lower = vowels.flatMap { vowel in tones.map { vowel + $0 } } + ["đ"]
    return (lower + lower.map { $0.uppercased() })
      .map { Character($0.precomposedStringWithCanonicalMapping) }.filter { !$0.isASCII }
  }()

  @Test(arguments: [false, true])
  func `a slip is at most 50 kB on its way, with a claim to priority too`(_ priority: Bool) throws {
    var facts = try SampleSlips.ordinary()
    if priority { facts.priority = BilingualName(vi: "Người cao tuổi", en: "Elderly") }
    let picture = try SlipRaster(dotsPerLine: 576).draw(TicketSlip(facts)).picture
    let slip = EscPosSlip(picture, EscPosTraits())
    #expect(slip.bytes.count <= 50_000)
    #expect(slip.bytes.count < picture.rows.count / 2, "control: the whole picture is larger")
  }

  @Test(arguments: [false, true]) func `all 134 marked letters of Vietnamese have their glyph`(
    bold: Bool
  ) throws {
    #expect(Self.markedLetters.count == 134)
    let fonts = try PangoFonts(.slip)
    var shapes: Set<MonochromePicture> = []
    for letter in Self.markedLetters {
      let text = fonts.text(String(letter), emDots: 48, bold: bold)
      #expect(text.unknownGlyphCount == 0, "\(letter)")
      let canvas = try DotCanvas(width: 80, height: 80)
      canvas.draw(text, column: 8, row: 8)
      shapes.insert(try canvas.picture())
    }
    #expect(shapes.count == 134, "two letters look the same")
  }

  @Test func `a letter the font lacks is drawn as a box and counted`() throws {
    let drawn = try draw([.text("số 漢字", PaperStyle(.body))], dots: 576)
    #expect(drawn.unknownGlyphs == 2)
  }

  @Test func `composed and decomposed Vietnamese give the same dots`() throws {
    let words = "Số thứ tự A012 – Lĩnh vực Đất đai, Quầy ngoài: Ắ Ằ Ẵ Ặ Ữ Ợ ỹ ậ ể ộ"
    let composed = words.precomposedStringWithCanonicalMapping
    let decomposed = words.decomposedStringWithCanonicalMapping
    try #require(composed.unicodeScalars.count < decomposed.unicodeScalars.count)
    for bold in [false, true] {
      let style = PaperStyle(.body, bold: bold)
      #expect(
        try draw([.text(composed, style)], dots: 576)
          == draw([.text(decomposed, style)], dots: 576))
    }
  }

  @Test(arguments: [384, 512, 576, 640]) func `nothing is cut off at the edge of the paper`(
    dots: Int
  ) throws {
    for facts in [try SampleSlips.ordinary(), try SampleSlips.crowded()] {
      var facts = facts
      facts.number = "A999999"
      facts.centre.vi += " Nghĩahànhchínhkhôngcókhoảngtrắngđểngắtdòng"
      // Rules and inverted words go from edge to edge and are meant to.
      let blocks = TicketSlip(facts).blocks.filter { !reachesTheEdge($0) }
      let picture = try draw(blocks, dots: dots).picture
      let margin = SlipMetrics(width: dots).margin / 2
      for row in 0..<picture.height {
        let white = (0..<margin).allSatisfy {
          !picture.isInk(column: $0, row: row) && !picture.isInk(column: dots - 1 - $0, row: row)
        }
        #expect(white, "row \(row) of \(dots) dots")
      }
      #expect(hasNoInk(picture, rows: 0..<4))
      #expect(hasNoInk(picture, rows: picture.height - 4..<picture.height))
    }
  }

  @Test func `a long name wraps and leaves no word out`() throws {
    let style = PaperStyle(.large, bold: true)
    let name = "Bảo vệ môi trường, Biến đổi khí hậu, Khí tượng thủy văn"
    let wide = try draw([.text(name, style)], dots: 576).picture
    let narrow = try draw([.text(name, style)], dots: 384).picture
    let short = try draw([.text("Bảo vệ", style)], dots: 384).picture
    #expect(narrow.height > short.height * 2)
    #expect(ink(wide) > ink(try draw([.text("Bảo vệ môi trường", style)], dots: 576).picture))
  }

  @Test func `a name that is too long breaks after its colon`() throws {
    let style = PaperStyle(.large, bold: true)
    let parts = try draw(
      [.text("Nộp hồ sơ:\nHộ tịch, chứng thực", style)], dots: 576)
    #expect(try draw([.text("Nộp hồ sơ: Hộ tịch, chứng thực", style)], dots: 576) == parts)
    #expect(
      try draw([.text("Nộp hồ sơ: Thuế", style)], dots: 576).picture.height
        < parts.picture.height)
  }

  @Test func `a number never wraps: it is drawn smaller`() throws {
    let style = PaperStyle(.number, bold: true)
    let short = try draw([.line("A012", style)], dots: 384).picture
    let long = try draw([.line("A999999", style)], dots: 384).picture
    #expect(long.height < short.height)
  }

  @Test func `a printer set to Vietnamese leaves the English out and the rest in place`() throws {
    let slip = TicketSlip(try SampleSlips.crowded())
    let both = try SlipRaster(dotsPerLine: 576).draw(slip).picture
    let one = try SlipRaster(dotsPerLine: 576, english: false).draw(slip).picture
    #expect(one.height < both.height * 85 / 100)
    var vietnamese = try SampleSlips.crowded()
    vietnamese.errand.en = "Not to be seen"
    let other = try SlipRaster(dotsPerLine: 576, english: false).draw(TicketSlip(vietnamese))
    #expect(other.picture == one)
  }

  @Test func `only a reprint carries a black band`() throws {
    var facts = try SampleSlips.ordinary()
    let first = try draw(TicketSlip(facts).blocks, dots: 576).picture
    facts.reprintOf = facts.issued
    let second = try draw(TicketSlip(facts).blocks, dots: 576).picture
    #expect(longestBlackBand(first) == SlipMetrics(width: 576).ruleThickness)
    // Above and below the words of the band there are rows that are black from edge to edge.
    #expect(longestBlackBand(second) >= SlipMetrics(width: 576).padding)
  }

  @Test func `a layout longer than a picture is refused by name`() throws {
    let blocks = Array(repeating: PaperBlock.space(millimetres: 100), count: 41)
    #expect(
      throws: PrintFailure(
        .notDrawn, "The slip is 33144 rows long; a picture holds 32000.")
    ) { try draw(blocks, dots: 576) }
  }

  @Test func `eight grey dots become one byte, the leftmost dot highest`() {
    #expect(DotCanvas.highBits(0) == 0)
    #expect(DotCanvas.highBits(0x7F7F_7F7F_7F7F_7F7F) == 0)
    for dot in 0..<8 {
      #expect(DotCanvas.highBits(0x80 << UInt64(8 * dot)) == 0x80 >> UInt8(dot))
      #expect(DotCanvas.highBits(~(0xFF << UInt64(8 * dot))) == ~(0x80 >> UInt8(dot)))
    }
  }
}

private struct Blocks: PaperLayout { var blocks: [PaperBlock] }

private func draw(_ blocks: [PaperBlock], dots: Int) throws -> DrawnSlip {
  try SlipRaster(dotsPerLine: dots).draw(Blocks(blocks: blocks))
}

private func reachesTheEdge(_ block: PaperBlock) -> Bool {
  switch block {
  case .rule: true
  case .text(_, let style), .words(_, let style): style.inverted
  default: false
  }
}

private func hasNoInk(_ picture: MonochromePicture, rows: Range<Int>) -> Bool {
  rows.allSatisfy { row in
    (0..<picture.width).allSatisfy { !picture.isInk(column: $0, row: row) }
  }
}

private func ink(_ picture: MonochromePicture) -> Int {
  picture.rows.reduce(0) { $0 + $1.nonzeroBitCount }
}

private func longestBlackBand(_ picture: MonochromePicture) -> Int {
  var (longest, present) = (0, 0)
  for row in 0..<picture.height {
    let from = row * picture.bytesPerRow
    let black = picture.rows[from..<from + picture.bytesPerRow].allSatisfy { $0 == 0xFF }
    present = black ? present + 1 : 0
    longest = max(longest, present)
  }
  return longest
}
