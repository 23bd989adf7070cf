/// A picture of dots that are either burnt or left white.
public struct MonochromePicture: Hashable, Sendable {
  /// Dots in a row; a multiple of 8.
  public let width: Int
  /// Rows.
  public let height: Int
  /// The rows from top to bottom, `width / 8` bytes each; the highest bit is the leftmost dot.
  public let rows: [UInt8]

  public init(width: Int, height: Int, rows: [UInt8]) {
    precondition(width > 0 && width % 8 == 0, "A row of dots fills whole bytes.")
    precondition(rows.count == width / 8 * height, "A picture has all of its rows.")
    self.width = width
    self.height = height
    self.rows = rows
  }

  /// Bytes of one row.
  public var bytesPerRow: Int { width / 8 }

  /// Whether the dot in this column and row, both from 0, is burnt.
  public func isInk(column: Int, row: Int) -> Bool {
    rows[row * bytesPerRow + column / 8] & (0x80 >> UInt8(column % 8)) != 0
  }
}
