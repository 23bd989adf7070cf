/// Numbers of a series as people write them down: `1-12,15`.
///
/// Kept as few ranges in ascending order, so that the same numbers always read the same.
public struct NumberRanges: Sendable, Hashable {
  public private(set) var ranges: [ClosedRange<Int>]

  public init(_ ranges: [ClosedRange<Int>] = []) {
    var merged: [ClosedRange<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  /// Reads `P001-P012, P015` (also `P001–12`); `nil` names no number or one outside the series.
  ///
  /// An empty text is no number at all, which is a valid answer.
  public init?(_ text: String, of series: NumberSeries) {
    var ranges: [ClosedRange<Int>] = []
    for part in text.split(whereSeparator: { $0 == "," || $0 == ";" }) {
      guard part.contains(where: { $0 != " " }) else { continue }
      let ends = part.split(
        omittingEmptySubsequences: false, whereSeparator: { $0 == "–" || $0 == "…" })
      let read = ends.count == 1 ? Self.dashed(ends[0], series) : Self.ends(ends, series)
      guard let read else { return nil }
      ranges.append(read)
    }
    self.init(ranges)
  }

  /// A prefix may hold a hyphen itself (`SC-0001-SC-0004`): each one is tried as the dash.
  private static func dashed(_ text: Substring, _ series: NumberSeries) -> ClosedRange<Int>? {
    if let one = number(text, series) { return one...one }
    for dash in text.indices where text[dash] == "-" {
      if let found = ends([text[..<dash], text[text.index(after: dash)...]], series) {
        return found
      }
    }
    return nil
  }

  private static func ends(_ texts: [Substring], _ series: NumberSeries) -> ClosedRange<Int>? {
    guard texts.count == 2, let first = number(texts[0], series),
      let last = number(texts[1], series), first <= last
    else { return nil }
    return first...last
  }

  /// With the prefix, or the digits alone.
  private static func number(_ text: Substring, _ series: NumberSeries) -> Int? {
    let words = text.split(separator: " ")
    guard words.count == 1, let word = words.first else { return nil }
    let plain = word.uppercased()
    return series.number(of: plain) ?? series.number(of: series.prefix + plain)
  }

  /// No series is longer; what a damaged log says must not count for hours.
  private static let greatest = 999_999

  public var isEmpty: Bool { ranges.isEmpty }
  public var count: Int { ranges.reduce(0) { $0 + $1.count } }
  public var numbers: [Int] { ranges.flatMap { Array($0) } }

  public func contains(_ number: Int) -> Bool { ranges.contains { $0.contains(number) } }

  public func union(_ other: NumberRanges) -> NumberRanges { NumberRanges(ranges + other.ranges) }

  /// `P001–P012, P015`, as a person reads it.
  public func text(in series: NumberSeries) -> String {
    ranges.map { range in
      range.count == 1
        ? series.text(range.lowerBound)
        : "\(series.text(range.lowerBound))–\(series.text(range.upperBound))"
    }.joined(separator: ", ")
  }
}

extension NumberRanges: LosslessStringConvertible {
  /// Reads what `description` writes, as the log keeps it; anything else is `nil`.
  public init?(_ description: String) {
    var ranges: [ClosedRange<Int>] = []
    for part in description.split(separator: ",", omittingEmptySubsequences: false) {
      if description.isEmpty { break }
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], first >= 0, let last = ends.last,
        let last, first <= last, last <= Self.greatest
      else { return nil }
      ranges.append(first...last)
    }
    self.init(ranges)
  }

  public var description: String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }
}
