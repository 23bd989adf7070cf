public import Dossiers

/// A numbered intake form on A5, printed beforehand for the day on which the machine is down.
///
/// One dossier a form. What the machine has to know is entered afterwards from here; the
/// applicant's name and phone stay on the paper, which goes with the dossier (LC 3.3).
public struct IntakeFormSheet: PaperLayout, Hashable, Sendable {
  /// The form's number, `SC-0001`.
  public let number: String
  public let blocks: [PaperBlock]

  public init(centre: BilingualName, number: String) {
    self.number = number
    blocks =
      [
        .text(centre.vi, PaperStyle(.small, bold: true)),
        .text("TIẾP NHẬN HỒ SƠ KHI CÓ SỰ CỐ", PaperStyle(.body, bold: true)),
        .text("Dossier intake while the machine is down", PaperStyle(.small)),
        .text("\(number)", PaperStyle(.large, bold: true, inverted: true)),
      ] + Self.entered + [.rule(cut: false)] + Self.keptOnPaper
  }

  /// What is entered into the machine afterwards.
  private static let entered: [PaperBlock] = [
    .blanks(
      [
        BilingualName(vi: "Ngày nhận", en: "Day"),
        BilingualName(vi: "Giờ nhận", en: "Time"),
        BilingualName(vi: "Quầy", en: "Counter"),
      ], lines: 1),
    .blanks(
      [
        BilingualName(vi: "Cán bộ (tài khoản)", en: "Officer"),
        BilingualName(vi: "Số thứ tự", en: "Queue number"),
      ], lines: 1),
    .blanks([BilingualName(vi: "Thủ tục", en: "Procedure")], lines: 1),
    .blanks(
      [BilingualName(vi: "Giấy tờ đã nhận, số bản", en: "Papers received, copies")], lines: 3),
  ]

  private static let keptOnPaper: [PaperBlock] = [
    .text(
      "Chỉ ghi trên giấy này, không nhập vào máy · Stays on this paper",
      PaperStyle(.small, bold: true, alignment: .leading)),
    .blanks(
      [
        BilingualName(vi: "Họ tên người nộp", en: "Applicant"),
        BilingualName(vi: "Điện thoại", en: "Phone"),
      ], lines: 1),
    .blanks(
      [
        BilingualName(vi: "Chữ ký người nộp", en: "Applicant signs"),
        BilingualName(vi: "Chữ ký cán bộ", en: "Officer signs"),
      ], lines: 2),
    .blanks(
      [
        BilingualName(vi: "Đã nhập: mã hồ sơ", en: "Entered as"),
        BilingualName(vi: "Người nhập, giờ", en: "By, at"),
      ], lines: 1),
    .text(
      "Nhập vào máy ngay sau khi khôi phục; giữ cùng hồ sơ · Enter right after recovery",
      PaperStyle(.small, alignment: .leading)),
  ]
}
