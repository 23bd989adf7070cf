/// A picture as the bytes of an ESC/POS printer, with the places where one may stop.
///
/// Words are never sent as text: code pages differ from maker to maker and none holds all of Vietnamese.
struct EscPosSlip: Hashable, Sendable {
  private(set) var bytes: [UInt8] = []
  /// Where each command ends, in order.
  private(set) var commandEnds: [Int] = []
  /// As long as no more than this many bytes have left, the paper is white.
  private(set) var inkStart = 0
  /// Where the data of each raster command begins, by the number of the command.
  private var dataStarts: [Int: Int] = [:]
  /// Bytes of the largest raster command's data.
  private(set) var largestBand = 0

  init(_ picture: MonochromePicture, _ traits: EscPosTraits) {
    bytes.reserveCapacity(picture.rows.count)
    add(EscPos.initialise)
    let extents = (0..<picture.height).map { Self.extent(of: $0, in: picture) }
    var alignment = Alignment.left
    var row = 0
    while row < picture.height {
      let end = Self.bandEnd(extents, from: row, traits)
      for band in Self.bands(row..<end, extents, picture.bytesPerRow, traits) {
        if let wanted = band.alignment, wanted != alignment {
          add(EscPos.align(wanted))
          alignment = wanted
        }
        add(band, of: picture)
      }
      row = end
    }
    if inkStart == 0 { inkStart = bytes.count }
    if traits.feedRows > 0 { add(EscPos.feed(dots: UInt8(clamping: traits.feedRows))) }
    add(EscPos.cut(traits.cut))
    // Answered when all before it is on paper and the cut is done.
    if traits.answers { add(EscPos.askForPaper) }
  }

  /// What completes the command in which byte `position` stands: white, so that no torn line is doubled.
  func rest(from position: Int) -> [UInt8] {
    guard let command = commandEnds.firstIndex(where: { position < $0 }) else { return [] }
    let start = command == 0 ? 0 : commandEnds[command - 1]
    guard position > start else { return [] }
    let end = commandEnds[command]
    guard let data = dataStarts[command] else { return Array(bytes[position..<end]) }
    return Array(bytes[position..<max(position, data)])
      + [UInt8](repeating: 0, count: end - max(position, data))
  }

  // MARK: - Making

  enum Alignment: UInt8, Hashable { case left, centre }

  /// Rows that are sent as one raster command, and the bytes of each row that are.
  private struct Band {
    var rows: Range<Int>
    var columns: Range<Int>
    /// `nil` for white, which is as white anywhere.
    var alignment: Alignment?
  }

  // Fewer white rows than this are not worth a command of their own.
  private static let whiteRowsMin = 3

  private mutating func add(_ command: [UInt8]) {
    guard !command.isEmpty else { return }
    bytes += command
    commandEnds.append(bytes.count)
  }

  private mutating func add(_ band: Band, of picture: MonochromePicture) {
    bytes += EscPos.raster(bytesPerRow: band.columns.count, rows: band.rows.count)
    dataStarts[commandEnds.count] = bytes.count
    if inkStart == 0, band.alignment != nil { inkStart = bytes.count }
    for row in band.rows {
      let start = row * picture.bytesPerRow
      bytes += picture.rows[start + band.columns.lowerBound..<start + band.columns.upperBound]
    }
    commandEnds.append(bytes.count)
    largestBand = max(largestBand, band.columns.count * band.rows.count)
  }

  /// The bytes of a row from its first to its last ink; `nil` for a white one.
  private static func extent(of row: Int, in picture: MonochromePicture) -> Range<Int>? {
    let line = picture.rows[row * picture.bytesPerRow..<(row + 1) * picture.bytesPerRow]
    guard let first = line.firstIndex(where: { $0 != 0 }),
      let last = line.lastIndex(where: { $0 != 0 })
    else { return nil }
    return first - line.startIndex..<last - line.startIndex + 1
  }

  /// A band is all white or has ink, and is no taller than the printer's buffer likes.
  private static func bandEnd(
    _ extents: [Range<Int>?], from row: Int, _ traits: EscPosTraits
  ) -> Int {
    let last = min(extents.count, row + traits.bandRows)
    var end = row
    var white = 0
    while end < last {
      let isWhite = extents[end] == nil
      if !isWhite, white == end - row, white >= whiteRowsMin { return end }
      white = isWhite ? white + 1 : 0
      end += 1
      if white == whiteRowsMin, end - white > row { return end - white }
    }
    return end
  }

  /// These rows in as many bands as make them shortest: a narrow line beside a wide one has its own.
  private static func bands(
    _ rows: Range<Int>, _ extents: [Range<Int>?], _ width: Int, _ traits: EscPosTraits
  ) -> [Band] {
    func cost(_ band: Band) -> Int { 11 + band.rows.count * band.columns.count }
    let whole = band(rows, extents, width, traits)
    var best = (cost: cost(whole), at: rows.upperBound)
    for row in rows.dropFirst(4).dropLast(3) where extents[row] != extents[row - 1] {
      let both =
        cost(band(rows.lowerBound..<row, extents, width, traits))
        + cost(band(row..<rows.upperBound, extents, width, traits))
      if both < best.cost { best = (both, row) }
    }
    guard best.at < rows.upperBound else { return [whole] }
    return bands(rows.lowerBound..<best.at, extents, width, traits)
      + bands(best.at..<rows.upperBound, extents, width, traits)
  }

  /// The narrowest way to send these rows: white at the right is left out, or on both sides alike.
  private static func band(
    _ rows: Range<Int>, _ extents: [Range<Int>?], _ width: Int, _ traits: EscPosTraits
  ) -> Band {
    let inked = extents[rows].compactMap { $0 }
    guard let first = inked.map(\.lowerBound).min(), let last = inked.map(\.upperBound).max() else {
      // As few bytes as stand on whole bytes in the middle too.
      return Band(rows: rows, columns: 0..<2 - width % 2, alignment: nil)
    }
    let side = min(first, width - last)
    if traits.centres, width - 2 * side < last {
      return Band(rows: rows, columns: side..<width - side, alignment: .centre)
    }
    return Band(rows: rows, columns: 0..<last, alignment: .left)
  }
}

/// The few commands that every ESC/POS printer shares.
///
/// - Source: Epson ESC/POS command reference; `GS v 0` is called obsolete there and is the only raster
///   command that all other makers understand.
enum EscPos {
  static let initialise: [UInt8] = [0x1B, 0x40]
  /// Offline, error and paper: four bytes now and on every change (`GS a`).
  static let automaticStatus: [UInt8] = [0x1D, 0x61, 0x0E]
  /// A byte for the paper, once all before it is done (`GS r 1`).
  static let askForPaper: [UInt8] = [0x1D, 0x72, 0x01]
  /// The four questions of `DLE EOT`, answered at any time, in this order.
  static let askInRealTime: [UInt8] = [
    0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 3, 0x10, 0x04, 4,
  ]

  /// The head of `GS v 0`; the data follow, the highest bit of each byte leftmost.
  static func raster(bytesPerRow: Int, rows: Int) -> [UInt8] {
    [
      0x1D, 0x76, 0x30, 0, UInt8(bytesPerRow & 0xFF), UInt8(bytesPerRow >> 8), UInt8(rows & 0xFF),
      UInt8(rows >> 8),
    ]
  }

  /// `ESC a`: where the next pictures stand.
  static func align(_ alignment: EscPosSlip.Alignment) -> [UInt8] {
    [0x1B, 0x61, alignment.rawValue]
  }

  /// `ESC J`: white rows; what a row is differs from maker to maker.
  static func feed(dots: UInt8) -> [UInt8] { [0x1B, 0x4A, dots] }

  /// `GS V`, the form that brings the last line to the cutter by itself.
  static func cut(_ cut: EscPosTraits.Cut) -> [UInt8] {
    switch cut {
    case .none: []
    case .full: [0x1D, 0x56, 65, 0]
    case .partial: [0x1D, 0x56, 66, 0]
    }
  }
}
