public import Dossiers

/// Numbered paper tickets printed beforehand, to be given out by hand in a blackout.
///
/// The pad has a series of its own, so that its numbers never meet those of the kiosk; the
/// receptionist writes day, time and errand on each and enters them afterwards.
public struct PadSheet: PaperLayout, Hashable, Sendable {
  /// The numbers on this sheet, from top to bottom.
  public let numbers: [String]
  public let blocks: [PaperBlock]

  /// Most tickets on one sheet: about a metre and a half of paper.
  public static let ticketsMax = 40

  /// A sheet of 1 to 40 numbers of the pad's own series, such as `P001`.
  public init(centre: BilingualName, numbers: [String]) {
    precondition(
      (1...Self.ticketsMax).contains(numbers.count), "A pad sheet holds 1 to 40 numbers.")
    self.numbers = numbers
    blocks = numbers.flatMap { Self.ticket($0, centre: centre) }
  }

  /// All sheets of a pad, at most `ticketsMax` tickets each.
  public static func sheets(centre: BilingualName, numbers: [String]) -> [PadSheet] {
    stride(from: 0, to: numbers.count, by: ticketsMax).map { first in
      PadSheet(
        centre: centre,
        numbers: Array(numbers[first..<min(first + ticketsMax, numbers.count)]))
    }
  }

  private static func ticket(_ number: String, centre: BilingualName) -> [PaperBlock] {
    [
      .text(centre.vi, PaperStyle(.small, bold: true)),
      .line(number, PaperStyle(.number, bold: true)),
      .line("Ngày / Day  ____ / ____ / ________", PaperStyle(.body, alignment: .leading)),
      .space(millimetres: 2),
      .line("Giờ / Time  ____ : ____", PaperStyle(.body, alignment: .leading)),
      .space(millimetres: 2),
      .line(
        "Lĩnh vực / Field  ________________", PaperStyle(.body, alignment: .leading)),
      // Filled in at the counter, so that the visit can be entered with its real times.
      .blanks(
        [
          BilingualName(vi: "Quầy", en: "Counter"), BilingualName(vi: "Từ", en: "From"),
          BilingualName(vi: "Đến", en: "To"),
        ], lines: 1),
      .words(
        BilingualName(
          vi: "Phiếu dùng khi mất điện, có giá trị trong ngày",
          en: "Blackout ticket, valid on its day only"),
        PaperStyle(.small, bold: true)),
      .rule(cut: true),
    ]
  }
}
