/// What words are set in, and how its letters meet the dots.
struct Typeface: Sendable {
  let family: String
  /// Fitted to whole dots, which few dots need; else the same lines on paper, on a screen, at any size.
  let isHinted: Bool
  let isSlantedToo: Bool
  /// What cannot be done without it, what stays true, what to install.
  let missing: String

  /// Of slips: clear letters of few dots, with every Vietnamese mark.
  static let slip = Typeface(
    family: "DejaVu Sans", isHinted: true, isSlantedToo: false,
    missing: "Slips cannot be drawn: the font DejaVu Sans is not installed. Numbers stay valid; "
      + "install Debian's package fonts-dejavu-core.")

  /// Of documents: the metrics of Times New Roman, which NĐ 30/2020/NĐ-CP asks for.
  static let document = Typeface(
    family: "Tinos", isHinted: false, isSlantedToo: true,
    missing: "Documents cannot be drawn: the font Tinos is not installed. The dossier is as it "
      + "was; install Debian's package fonts-croscore.")
}
