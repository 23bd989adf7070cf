import Testing
import Ticketing

@testable import Drivers

/// The QR code is read back from the dots and compared with libqrencode's own modules.
@Suite struct `SlipCode` {
  static let payloads = [
    "A012", "Zm9vYmFyYmF6cXV4MTIzNA", "http://192.168.1.10:8080/t/Zm9vYmFyYmF6cXV4MTIzNA",
    "https://hanhchinhcong.laichau.example/t/Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MDEyMzQ1Njc4OTA",
  ]

  @Test(arguments: payloads, [384, 576]) func `every module stands on the paper as it was encoded`(
    payload: String, dots: Int
  ) throws {
    let matrix = try QRMatrix(payload)
    let picture = try SlipRaster(dotsPerLine: dots).draw(OneCode(payload: payload)).picture
    let module = try #require(SlipMetrics(width: dots).moduleDots(side: matrix.side))
    #expect(module >= 4, "half a millimetre a module, for old phones")
    let quiet = QRMatrix.quietZone
    let side = (matrix.side + 2 * quiet) * module
    let (left, top) = ((dots - side) / 2, 2 * SlipMetrics(width: dots).gap / 2)
    for y in -quiet..<matrix.side + quiet {
      for x in -quiet..<matrix.side + quiet {
        let inside = (0..<matrix.side).contains(x) && (0..<matrix.side).contains(y)
        let dark = inside && matrix.isDark(column: x, row: y)
        let corner = (left + (x + quiet) * module, top + (y + quiet) * module)
        // The corners of the module: neither its neighbours nor the zone may bleed into it.
        for (dx, dy) in [(0, 0), (module - 1, 0), (0, module - 1), (module - 1, module - 1)] {
          let burnt = picture.isInk(column: corner.0 + dx, row: corner.1 + dy)
          if burnt != dark { Issue.record("module \(x),\(y)") }
        }
      }
    }
  }

  @Test func `a code that has no room on the paper is refused with its remedy`() throws {
    let long = String(repeating: "x", count: 2_000)
    #expect(
      throws: PrintFailure(
        .notDrawn,
        "The QR code of the slip has 169 modules; they have no room on 384 dots. "
          + "The number stays valid; use a shorter public address.")
    ) { try SlipRaster(dotsPerLine: 384).draw(OneCode(payload: long)) }
  }

  @Test(arguments: ["", String(repeating: "x", count: 3_000)])
  func `a text no QR code can hold is refused`(text: String) {
    #expect(
      throws: PrintFailure(
        .notDrawn,
        "The QR code of the slip could not be made from \(text.utf8.count) bytes. "
          + "The number stays valid.",
        cause: "libqrencode refused the text")
    ) { try QRMatrix(text) }
  }
}

private struct OneCode: PaperLayout {
  var payload: String
  var blocks: [PaperBlock] { [.code(payload)] }
}
