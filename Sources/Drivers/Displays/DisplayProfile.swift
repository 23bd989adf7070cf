/// What a counter's display is: a row of data from `Devices/displays`, one file a model.
public struct DisplayProfile: Hashable, Sendable {
  /// Lower case letters, digits and hyphens, such as `cd5220`.
  public var id: String
  /// For the technician: maker and series.
  public var model: String
  /// Signs in a row, 1 to 80.
  public var columns: Int
  /// Rows used, 1 or 2.
  public var rows: Int
  /// How its serial line is set.
  public var line: SerialLine
  /// Sent once after the display was found: clears and sets it.
  public var start: DisplayFrame
  /// Sent whenever something else is to be seen.
  public var show: DisplayFrame

  public static let columnsRange = 1...80
  public static let rowsRange = 1...2

  public init(
    id: String, model: String, columns: Int, rows: Int, line: SerialLine, start: DisplayFrame,
    show: DisplayFrame
  ) {
    self.id = id
    self.model = model
    self.columns = columns
    self.rows = rows
    self.line = line
    self.start = start
    self.show = show
  }
}
