internal import Dossiers
internal import Drivers
internal import Ticketing

/// A page on which a technician sees at a glance what a printer does with paper and letters.
struct TestPage: PaperLayout {
  let blocks: [PaperBlock]

  init(printer: String, profile: PrinterProfile, at now: CivilMoment) {
    blocks = [
      .text("TRANG IN THỬ / TEST PAGE", PaperStyle(.large, bold: true, inverted: true)),
      .line("A012", PaperStyle(.number, bold: true)),
      .fact(BilingualName(vi: "Máy in", en: "Printer"), value: printer),
      .fact(BilingualName(vi: "Giờ in", en: "Printed at"), value: "\(now.time)"),
      .words(
        BilingualName(
          vi:
            "\(profile.model): \(profile.dotsPerLine) điểm, giấy \(profile.paperWidthMillimetres) mm",
          en: "Both lines below must reach the edges; all letters must carry their marks."),
        PaperStyle(.body)),
      .rule(cut: false),
      .text(
        "ắ ằ ẳ ẵ ặ ấ ầ ẩ ẫ ậ ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự ỳ ý ỷ ỹ ỵ đ",
        PaperStyle(.body)),
      .text(
        "Ắ Ằ Ẳ Ẵ Ặ Ấ Ầ Ẩ Ẫ Ậ Ế Ề Ể Ễ Ệ Ố Ồ Ổ Ỗ Ộ Ớ Ờ Ở Ỡ Ợ Ứ Ừ Ử Ữ Ự Ỳ Ý Ỷ Ỹ Ỵ Đ",
        PaperStyle(.body, bold: true)),
      .rule(cut: false),
      .code("halld test-print \(printer)"),
      .space(millimetres: 1),
    ]
  }
}
