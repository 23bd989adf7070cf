internal import CQRencode

/// The black and white modules of a QR code, without its quiet zone.
struct QRMatrix: Hashable {
  /// Modules in a row and in a column, 21 to 177.
  let side: Int
  private let dark: [Bool]

  /// Modules that must stay white on each side, so that scanners find the code (ISO/IEC 18004).
  static let quietZone = 4

  /// Medium error correction: a crease across the paper is forgiven, the modules stay large.
  ///
  /// - Throws: `notDrawn` for an empty text or one longer than a QR code holds.
  init(_ text: String) throws(PrintFailure) {
    guard
      let code = unsafe text.withCString({
        unsafe QRcode_encodeString8bit($0, 0, QR_ECLEVEL_M)
      })
    else {
      throw PrintFailure(
        .notDrawn,
        "The QR code of the slip could not be made from \(text.utf8.count) bytes. "
          + "The number stays valid.",
        cause: "libqrencode refused the text")
    }
    defer { unsafe QRcode_free(code) }
    let side = Int(unsafe code.pointee.width)
    self.side = side
    // The lowest bit of each byte is the colour; the others tell libqrencode what the module is.
    dark = (0..<side * side).map { unsafe code.pointee.data[$0] & 1 == 1 }
  }

  func isDark(column: Int, row: Int) -> Bool { dark[row * side + column] }
}
