internal import Dossiers

/// How large everything on a sheet is, in points of 1/72 inch.
///
/// A4 follows NĐ 30/2020/NĐ-CP, Annex I: margins of 20 to 35 mm, 13 points. A5 has the smaller sizes
/// that half the sheet leaves, the words people read no smaller than 10.5 points.
struct PageMetrics {
  var width: Double
  var height: Double
  var left: Double
  var right: Double
  var top: Double
  var bottom: Double
  /// Size of what people read.
  var body: Double
  var small: Double
  /// Size of the lines above the title.
  var head: Double
  var title: Double
  var table: Double
  /// Size of a line in a frame.
  var box: Double
  /// White between two blocks.
  var gap: Double
  /// Side of the QR code, without its quiet zone, which is the white around it.
  var code: Double
  /// Room to sign.
  var signing: Double

  static let pointsPerMillimetre = 72 / 25.4

  init(_ sheet: DocumentSheet) {
    let mm = Self.pointsPerMillimetre
    switch sheet {
    case .a5:
      (width, height) = (148 * mm, 210 * mm)
      (left, right, top, bottom) = (11 * mm, 10 * mm, 10 * mm, 11 * mm)
      (body, small, head, title, table, box) = (10.6, 9, 9, 12.5, 9.3, 12)
      (gap, code, signing) = (2.2, 19 * mm, 34)
    case .a4:
      (width, height) = (210 * mm, 297 * mm)
      (left, right, top, bottom) = (30 * mm, 18 * mm, 20 * mm, 20 * mm)
      (body, small, head, title, table, box) = (13, 11, 12, 14, 11.5, 14)
      (gap, code, signing) = (4.5, 22 * mm, 58)
    case .a4Landscape:
      (width, height) = (297 * mm, 210 * mm)
      (left, right, top, bottom) = (15 * mm, 15 * mm, 18 * mm, 15 * mm)
      (body, small, head, title, table, box) = (12, 10, 11.5, 14, 9, 13)
      (gap, code, signing) = (4, 22 * mm, 50)
    }
  }

  var innerWidth: Double { width - left - right }
  /// Rows that a sheet has for blocks.
  var innerHeight: Double { height - top - bottom }
  var indent: Double { body * 2 }
}
