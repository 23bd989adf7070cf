public import Dossiers

/// A checkpoint on paper, to be kept where nobody who can reach the machine can reach it.
///
/// The hash stands in groups that two people can read to each other; the QR code holds the whole
/// checkpoint with its signature, as text that `halld log verify` reads.
public struct CheckpointSheet: PaperLayout, Hashable, Sendable {
  public let blocks: [PaperBlock]

  /// What the paper says; nothing in it is secret, and nothing is about a person.
  public struct Facts: Hashable, Sendable {
    public var centre: String
    public var hall: String
    public var day: CivilDate
    /// Rows of the log that it vouches for.
    public var rows: Int64
    /// 64 hexadecimal digits.
    public var hash: String
    /// The id of the key that signed it; `nil` for an unsigned one.
    public var key: String?
    /// The checkpoint as text, for the QR code; `nil` where the paper is too narrow for it.
    public var text: String?

    public init(
      centre: String, hall: String, day: CivilDate, rows: Int64, hash: String, key: String?,
      text: String?
    ) {
      self.centre = centre
      self.hall = hall
      self.day = day
      self.rows = rows
      self.hash = hash
      self.key = key
      self.text = text
    }
  }

  public init(_ facts: Facts) {
    blocks =
      [
        .words(
          BilingualName(vi: "MỐC KIỂM CHỨNG NHẬT KÝ", en: "Checkpoint of the log"),
          PaperStyle(.large, bold: true)),
        .text(facts.centre, PaperStyle(.body, bold: true)),
        .rule(cut: false),
        .fact(BilingualName(vi: "Sảnh", en: "Hall"), value: facts.hall),
        .fact(BilingualName(vi: "Ngày", en: "Day"), value: TicketSlip.day(facts.day)),
        .fact(BilingualName(vi: "Số dòng", en: "Rows"), value: String(facts.rows)),
        .rule(cut: false),
        .words(BilingualName(vi: "Mã băm", en: "Hash"), PaperStyle(.body, bold: true)),
      ] + Self.groups(facts.hash).map { .line($0, PaperStyle(.body, bold: true)) } + [
        .rule(cut: false),
        .words(Self.signature(facts.key), PaperStyle(.body)),
      ] + (facts.text.map { [.code($0)] } ?? []) + [
        .words(
          BilingualName(
            vi: "Cất tờ này ở nơi khác máy của sảnh. Nhật ký phải luôn có mã băm này ở dòng đó.",
            en:
              "Keep this away from the hall's machine. The log must for ever have this hash there."
          ), PaperStyle(.body)),
        .line("Người nhận / Kept by  ________________", PaperStyle(.body, alignment: .leading)),
        .space(millimetres: 2),
      ]
  }

  private static func signature(_ key: String?) -> BilingualName {
    guard let key else {
      return BilingualName(vi: "Chưa được ký (sảnh chưa có khóa)", en: "Not signed: no key")
    }
    return BilingualName(vi: "Đã ký bằng khóa \(key)", en: "Signed by this key")
  }

  /// Sixteen digits a line, in groups of four.
  private static func groups(_ hash: String) -> [String] {
    let digits = Array(hash)
    return stride(from: 0, to: digits.count, by: 16).map { start in
      stride(from: start, to: min(start + 16, digits.count), by: 4).map { group in
        String(digits[group..<min(group + 4, digits.count)])
      }.joined(separator: " ")
    }
  }
}
