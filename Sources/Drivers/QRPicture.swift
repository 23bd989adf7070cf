/// A QR code as a vector picture, for screens; the same code as on the slip.
public enum QRPicture {
  /// The code as an SVG document, one unit a module, with its quiet zone.
  ///
  /// - Throws: `notDrawn` for an empty text or one longer than a QR code holds.
  public static func svg(of text: String) throws(PrintFailure) -> String {
    let code = try QRMatrix(text)
    let zone = QRMatrix.quietZone
    let side = code.side + 2 * zone
    var path = ""
    for row in 0..<code.side {
      for column in 0..<code.side where code.isDark(column: column, row: row) {
        path += "M\(column + zone) \(row + zone)h1v1h-1z"
      }
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" \
      shape-rendering="crispEdges"><rect width="\(side)" height="\(side)" fill="#fff"/>\
      <path fill="#000" d="\(path)"/></svg>
      """
  }
}
