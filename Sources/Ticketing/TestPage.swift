public import Dossiers

/// A page on which a technician sees at a glance what a printer does with paper and letters.
///
/// Each of its five parts says beside it what is right: width, darkness, letters, code, cut.
public struct TestPage: PaperLayout, Hashable, Sendable {
  public let blocks: [PaperBlock]

  /// Stands where a number stands, for people who look for the page.
  public static let number = "TEST"

  /// A page for this printer, whose head has this many dots, eight a millimetre.
  public init(printer: String, model: String, dotsPerLine: Int, at now: CivilMoment) {
    let millimetres = dotsPerLine / 8
    let isSheet = dotsPerLine > Self.rollDotsMax
    let small = PaperStyle(.small, alignment: .leading)
    let strong = PaperStyle(.small, bold: true, alignment: .leading)
    func question(_ vi: String, _ en: String) -> [PaperBlock] {
      isSheet
        ? [.line(vi, strong), .line(en, small)] : [.words(BilingualName(vi: vi, en: en), strong)]
    }
    let model = "\(model) · \(dotsPerLine) điểm / dots"
    let head: [PaperBlock] =
      isSheet
      ? [
        .line("TRANG IN THỬ / TEST PAGE", PaperStyle(.large, bold: true)),
        .line("Máy in / Printer: \(printer) · \(now.time) · \(model)", small),
      ]
      : [
        .text("TRANG IN THỬ / TEST PAGE", PaperStyle(.large, bold: true, inverted: true)),
        .line("A012", PaperStyle(.number, bold: true)),
        .fact(BilingualName(vi: "Máy in", en: "Printer"), value: printer),
        .fact(BilingualName(vi: "Giờ in", en: "Printed at"), value: "\(now.time)"),
        .line(model, small),
      ]
    blocks =
      head + [.rule(cut: false)]
      + question(
        "1. Bề rộng: hai đầu mũi tên còn nguyên, thước dài \(millimetres) mm.",
        "Width: both arrows are whole, the ruler is \(millimetres) mm long.") + [.ruler]
      + question(
        "2. Độ đậm: vạch đen liền, không sọc trắng; sáu ô đậm dần.",
        "Darkness: a solid bar without white streaks, then six growing shades.") + [.shades]
      + question("3. Chữ: mọi chữ đủ dấu.", "Letters: each one carries its marks.")
      + Self.lines(isSheet)
      + question(
        "4. Mã QR: máy quét đọc được «\(Self.codeText(printer))».",
        "QR code: a scanner reads this text from it.") + [.code(Self.codeText(printer))]
      + question(
        "5. Dao cắt: giấy được cắt dưới vạch này.", "Cutter: the paper is cut below this line.")
      + [.rule(cut: true)]
  }

  /// What a scanner reads from the page.
  public static func codeText(_ printer: String) -> String { "halld test-print \(printer)" }

  /// A wider head prints sheets, which the page must not outgrow: A5 is 210 mm long.
  private static let rollDotsMax = 832

  private static func lines(_ isSheet: Bool) -> [PaperBlock] {
    let lines =
      isSheet
      ? stride(from: 0, to: letters.count, by: 2).map { letters[$0] + " " + letters[$0 + 1] }
      : letters
    return lines.map { .line($0, PaperStyle(.body)) }
  }

  /// Every letter of Vietnamese that carries a mark, small and great.
  private static let letters = [
    "à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ",
    "è ẻ ẽ é ẹ ê ề ể ễ ế ệ ì ỉ ĩ í ị đ",
    "ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ",
    "ù ủ ũ ú ụ ư ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ",
    "À Ả Ã Á Ạ Ă Ằ Ẳ Ẵ Ắ Ặ Â Ầ Ẩ Ẫ Ấ Ậ",
    "È Ẻ Ẽ É Ẹ Ê Ề Ể Ễ Ế Ệ Ì Ỉ Ĩ Í Ị Đ",
    "Ò Ỏ Õ Ó Ọ Ô Ồ Ổ Ỗ Ố Ộ Ơ Ờ Ở Ỡ Ớ Ợ",
    "Ù Ủ Ũ Ú Ụ Ư Ừ Ử Ữ Ứ Ự Ỳ Ỷ Ỹ Ý Ỵ",
  ]
}
