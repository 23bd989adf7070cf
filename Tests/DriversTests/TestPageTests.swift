import Testing
import Ticketing

@testable import Drivers

/// What a technician has to see.
@Suite struct `The test page` {
  @Test(arguments: [576, 1_024])
  func `every marked letter of Vietnamese is on it, small and great`(dots: Int) throws {
    let marks = ["\u{300}", "\u{309}", "\u{303}", "\u{301}", "\u{323}"]
    let vowels = "aăâeêioôơuưy"
    var wanted = Set(vowels.flatMap { vowel in marks.map { Character("\(vowel)\($0)") } })
    wanted.formUnion("ăâêôơưđ")
    wanted.formUnion(wanted.map { Character($0.uppercased()) })
    #expect(wanted.count == 134)
    let shown = try SampleSlips.testPage(dots: dots).blocks.flatMap { block in
      if case .line(let letters, _) = block { return Array(letters) }
      return []
    }
    #expect(wanted.subtracting(shown) == [])
  }

  @Test(arguments: [384, 576, 1_024])
  func `its ruler and its bar reach the first and the last dot`(dots: Int) throws {
    let picture = try SlipRaster(dotsPerLine: dots).draw(Parts([.ruler, .shades])).picture
    for column in [0, dots - 1] {
      let ink = (0..<picture.height).filter { picture.isInk(column: column, row: $0) }
      #expect(ink.count > 50, "column \(column) has \(ink.count) dots")
    }
    // The arrows' points: one dot that a head set too narrow leaves out.
    let first = (0..<picture.height).first { picture.isInk(column: 0, row: $0) }
    #expect(first == (0..<picture.height).first { picture.isInk(column: dots - 1, row: $0) })
  }

  @Test func `on a printer of sheets it fits on A5`() throws {
    let page = try SampleSlips.testPage(dots: 1_024)
    let picture = try SlipRaster(dotsPerLine: 1_024).draw(page).picture
    #expect(picture.height <= (210 - 2 * 10) * 8, "\(picture.height) dots of 190 millimetres")
  }

  @Test func `its shades grow from a sixteenth to black`() throws {
    let picture = try SlipRaster(dotsPerLine: 576).draw(Parts([.shades])).picture
    let rows = picture.height - 40..<picture.height - 16
    let shares = (0..<6).map { box in
      let columns = box * 96..<box * 96 + 88
      let ink = columns.reduce(0) { sum, column in
        sum + rows.count { picture.isInk(column: column, row: $0) }
      }
      return ink * 16 / (columns.count * rows.count)
    }
    #expect(shares == [1, 2, 4, 8, 12, 16])
  }
}

private struct Parts: PaperLayout {
  let blocks: [PaperBlock]
  init(_ blocks: [PaperBlock]) { self.blocks = blocks }
}
