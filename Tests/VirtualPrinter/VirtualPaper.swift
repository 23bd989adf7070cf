/// A piece of paper that came out of a virtual printer.
public struct VirtualPaper: Hashable, Sendable {
  public enum Ending: String, Hashable, Sendable {
    case cut, partlyCut
    /// The roll ended here.
    case ranOut
  }

  public let bytesPerRow: Int
  /// From top to bottom, the highest bit of each byte leftmost; a set bit is black.
  public internal(set) var rows: [UInt8] = []
  public internal(set) var ending: Ending = .cut

  init(bytesPerRow: Int) { self.bytesPerRow = bytesPerRow }

  public var height: Int { rows.count / bytesPerRow }
  public var hasInk: Bool { rows.contains { $0 != 0 } }

  /// A Windows bitmap of one bit a dot, which every browser shows.
  public var bitmap: [UInt8] {
    let stride = (bytesPerRow + 3) / 4 * 4
    let size = stride * height
    var file: [UInt8] = [0x42, 0x4D]
    func put(_ value: Int, _ bytes: Int = 4) {
      for index in 0..<bytes { file.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }
    put(62 + size)
    put(0)
    put(62)
    put(40)
    put(bytesPerRow * 8)
    put(height)
    put(1, 2)
    put(1, 2)
    put(0)
    put(size)
    // 203 dots an inch.
    put(7_992)
    put(7_992)
    put(2)
    put(0)
    put(0xFF_FFFF)
    put(0)
    // From bottom to top, each row in whole groups of four bytes.
    for row in (0..<height).reversed() {
      file += rows[row * bytesPerRow..<(row + 1) * bytesPerRow]
      file += [UInt8](repeating: 0, count: stride - bytesPerRow)
    }
    return file
  }
}
