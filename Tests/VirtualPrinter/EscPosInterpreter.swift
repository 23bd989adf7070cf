/// Reads ESC/POS as a careful printer does, and complains about all that it does not know.
///
/// Written from the command reference and not from the driver, so that both can be wrong only apart.
public struct EscPosInterpreter: Sendable {
  public enum Event: Hashable, Sendable {
    case initialise
    /// One row of a raster command, where it stands on the paper.
    case row([UInt8])
    case feed(rows: Int)
    case cut(Cut)
    /// `GS a`: the kinds of change that are told from now on.
    case automaticStatus(UInt8)
    /// `GS r`: 1 asks for the paper, 2 for the drawer.
    case ask(UInt8)
    /// Does nothing: NUL, or a real-time question that was answered when it arrived.
    case nothing
    /// No printer of ours is ever sent this.
    case complaint(Complaint)
  }

  public struct Cut: Hashable, Sendable {
    public var isFull: Bool
    /// Brings the last row to the cutter first; `nil` cuts where the paper stands.
    public var feedsRows: Int?
  }

  public struct Complaint: Hashable, Sendable {
    /// Which byte since the printer was switched on.
    public var offset: Int
    public var sentence: String
  }

  private let bytesPerRow: Int
  /// Rows that a line feed moves: 1/6 inch.
  private static let rowsPerLine = 34

  private var bytes: [UInt8] = []
  private var start = 0
  private var offset = 0
  private var raster: (width: Int, rows: Int)?
  private var isCentred = false

  public init(dotsPerLine: Int) { bytesPerRow = dotsPerLine / 8 }

  /// Bytes that were not read yet.
  public var waiting: Int { bytes.count - start }

  /// Whether it stands between two commands.
  public var isAtRest: Bool { raster == nil && waiting == 0 }

  public mutating func take(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  /// Power was cut: what was not read is gone.
  public mutating func forget() {
    bytes = []
    start = 0
    raster = nil
    isCentred = false
  }

  /// The next event, or `nil` when more bytes are needed.
  public mutating func next() -> Event? {
    if let (width, rows) = raster {
      guard waiting >= width else { return nil }
      let row = Array(consume(width))
      raster = rows > 1 ? (width, rows - 1) : nil
      // A centred picture of an odd number of bytes less than the paper would stand between bytes.
      return .row([UInt8](repeating: 0, count: isCentred ? (bytesPerRow - width) / 2 : 0) + row)
    }
    guard let first = peek(0) else { return nil }
    switch first {
    case 0x00: return known(1, .nothing)
    case 0x0A: return known(1, .feed(rows: Self.rowsPerLine))
    case 0x10: return realTime()
    case 0x1B: return escape()
    case 0x1D: return group()
    default: return complain(1, "byte \(hex(first)) where a command should begin")
    }
  }

  private mutating func realTime() -> Event? {
    guard let second = peek(1) else { return nil }
    guard second == 0x04 else { return complain(2, "DLE \(hex(second))") }
    guard let question = peek(2) else { return nil }
    guard (1...4).contains(question) else { return complain(3, "DLE EOT \(hex(question))") }
    return known(3, .nothing)
  }

  private mutating func escape() -> Event? {
    guard let second = peek(1) else { return nil }
    switch second {
    case 0x40:
      isCentred = false
      return known(2, .initialise)
    case 0x61:
      guard let place = peek(2) else { return nil }
      guard place <= 1 else { return complain(3, "ESC a \(hex(place))") }
      isCentred = place == 1
      return known(3, .nothing)
    case 0x4A: return peek(2).flatMap { known(3, .feed(rows: Int($0))) }
    case 0x64: return peek(2).flatMap { known(3, .feed(rows: Int($0) * Self.rowsPerLine)) }
    default: return complain(2, "ESC \(hex(second))")
    }
  }

  private mutating func group() -> Event? {
    guard let second = peek(1), let third = peek(2) else { return nil }
    switch second {
    case 0x61: return known(3, .automaticStatus(third))
    case 0x72:
      return (1...2).contains(third) ? known(3, .ask(third)) : complain(3, "GS r \(hex(third))")
    case 0x56:
      switch third {
      case 0, 1, 48, 49:
        return known(3, .cut(Cut(isFull: third & 1 == 0, feedsRows: nil)))
      case 65, 66:
        guard let feed = peek(3) else { return nil }
        return known(4, .cut(Cut(isFull: third == 65, feedsRows: Int(feed))))
      default: return complain(3, "GS V \(hex(third))")
      }
    case 0x76: return rasterHead()
    default: return complain(2, "GS \(hex(second))")
    }
  }

  private mutating func rasterHead() -> Event? {
    guard waiting >= 8 else { return nil }
    let head = Array(bytes[start..<start + 8])
    guard head[2] == 0x30, head[3] == 0 else {
      return complain(4, "GS v \(hex(head[2])) \(hex(head[3]))")
    }
    let width = Int(head[4]) | Int(head[5]) << 8
    let rows = Int(head[6]) | Int(head[7]) << 8
    guard width > 0, rows > 0 else { return known(8, .nothing) }
    guard width <= bytesPerRow else {
      return complain(8, "a raster of \(width * 8) dots on \(bytesPerRow * 8)")
    }
    guard !isCentred || (bytesPerRow - width) % 2 == 0 else {
      return complain(8, "a centred raster that would not stand on whole bytes")
    }
    raster = (width, rows)
    return known(8, .nothing)
  }

  private func peek(_ ahead: Int) -> UInt8? { ahead < waiting ? bytes[start + ahead] : nil }

  private mutating func consume(_ count: Int) -> ArraySlice<UInt8> {
    let slice = bytes[start..<start + count]
    start += count
    offset += count
    if start >= 65_536 {
      bytes.removeFirst(start)
      start = 0
    }
    return slice
  }

  private mutating func known(_ length: Int, _ event: Event) -> Event {
    _ = consume(length)
    return event
  }

  private mutating func complain(_ length: Int, _ sentence: String) -> Event {
    defer { _ = consume(length) }
    return .complaint(Complaint(offset: offset, sentence: sentence))
  }

  private func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0\(digits)" : digits
  }
}
