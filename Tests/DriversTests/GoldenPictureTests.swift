import Glibc
import PNGReader
import Testing
import Ticketing

@testable import Drivers

/// Slips compared dot by dot with pictures that somebody has looked at.
///
/// After a wanted change of the layout: `HALLD_PAINT=1 swift test --filter GoldenPictures` paints the
/// pictures anew; look at every one of them before committing.
@Suite struct `GoldenPictures` {
  struct Golden: Sendable, CustomTestStringConvertible {
    var name: String
    var dots: Int
    var layout: @Sendable () throws -> any PaperLayout
    var testDescription: String { name }
  }

  static let goldens: [Golden] = [
    Golden(name: "ordinary-576", dots: 576) { TicketSlip(try SampleSlips.ordinary()) },
    Golden(name: "ordinary-384", dots: 384) { TicketSlip(try SampleSlips.ordinary()) },
    Golden(name: "crowded-576", dots: 576) { TicketSlip(try SampleSlips.crowded()) },
    Golden(name: "crowded-384", dots: 384) { TicketSlip(try SampleSlips.crowded()) },
    Golden(name: "plain-576", dots: 576) { TicketSlip(try SampleSlips.plain()) },
    Golden(name: "pad-576", dots: 576) { SampleSlips.pad() },
    Golden(name: "form-1024", dots: 1_024) { SampleSlips.form() },
    Golden(name: "pad-384", dots: 384) { SampleSlips.pad() },
    Golden(name: "checkpoint-576", dots: 576) { try SampleSlips.checkpoint() },
    Golden(name: "checkpoint-384", dots: 384) { try SampleSlips.checkpoint() },
    Golden(name: "test-page-576", dots: 576) { try SampleSlips.testPage(dots: 576) },
    Golden(name: "test-page-1024", dots: 1_024) { try SampleSlips.testPage(dots: 1_024) },
    Golden(name: "test-page-384", dots: 384) { try SampleSlips.testPage(dots: 384) },
  ]

  @Test(arguments: goldens) func `a slip has exactly the dots that were looked at`(
    golden: Golden
  ) throws {
    let drawn = try SlipRaster(dotsPerLine: golden.dots).draw(try golden.layout())
    #expect(drawn.unknownGlyphs == 0)
    let file = "\(Pictures.folder)/\(golden.name).png"
    if getenv("HALLD_PAINT") != nil {
      try DurableFile.write(
        try PNGFile.encode(drawn.picture), named: "\(golden.name).png", in: Pictures.folder)
    }
    let expected = try PNGReader.read(file)
    if drawn.picture != expected {
      let folder = try Pictures.temporaryFolder()
      try DurableFile.write(
        try PNGFile.encode(drawn.picture), named: "\(golden.name).png", in: folder)
      Issue.record("\(golden.name) differs: compare \(folder)/\(golden.name).png with \(file)")
    }
  }

  @Test func `an intake form fits on A5 with a margin all round`() throws {
    let picture = try SlipRaster(dotsPerLine: 1_024).draw(SampleSlips.form()).picture
    #expect(picture.height <= (210 - 2 * 10) * 8, "\(picture.height) dots of 190 millimetres")
  }

  @Test func `one dot more or less is noticed`() throws {
    let picture = try PNGReader.read("\(Pictures.folder)/plain-576.png")
    var rows = picture.rows
    rows[rows.count / 2] ^= 0x10
    #expect(
      MonochromePicture(width: picture.width, height: picture.height, rows: rows) != picture)
  }
}
