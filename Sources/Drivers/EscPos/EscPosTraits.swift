/// What an ESC/POS printer understands and answers, as its profile says.
public struct EscPosTraits: Hashable, Sendable, Codable {
  /// `GS r 1` is answered once everything before it is on paper: the evidence of `printed`.
  public var answers: Bool
  /// `GS a`: four bytes of status on every change.
  public var automaticStatus: Bool
  /// `DLE EOT`: a byte of status at any time.
  public var realTimeStatus: Bool
  /// The near-end sensor can be believed; else `paperLow` is never shown.
  public var nearEndSensor: Bool
  public var cut: Cut
  /// White from the last line to the edge of the slip, 0 to 255 rows: for printers without a
  /// cutter, the way to the tear bar.
  public var feedRows: Int
  /// Rows in one raster command, 8 to 256: small buffers want small bands.
  public var bandRows: Int
  /// `ESC a` also centres pictures, so that the white beside them need not be sent.
  public var centres: Bool

  public enum Cut: String, Hashable, Sendable, Codable, CaseIterable {
    case none, full, partial
  }

  public static let bandRowsRange = 8...256
  public static let feedRowsRange = 0...255

  public init(
    answers: Bool = true, automaticStatus: Bool = true, realTimeStatus: Bool = true,
    nearEndSensor: Bool = true, cut: Cut = .partial, feedRows: Int = 0, bandRows: Int = 128,
    centres: Bool = true
  ) {
    self.answers = answers
    self.automaticStatus = automaticStatus
    self.realTimeStatus = realTimeStatus
    self.nearEndSensor = nearEndSensor
    self.cut = cut
    self.feedRows = feedRows
    self.bandRows = bandRows
    self.centres = centres
  }

  /// It never says anything: its slips end as `handedOver`.
  public var isMute: Bool { !answers && !automaticStatus && !realTimeStatus }
}
