internal import Dossiers
internal import Ticketing

/// What an errand of one kind is called, where its visitors wait and how long it takes.
struct ErrandPattern {
  var kind: ErrandKind
  /// `{domain}` stands for the domain's name.
  var name: BilingualName
  /// A common line such as the fee desk's; `nil` for the domain's own.
  var line: String?
  /// Minutes at the counter before the day has told better, 1 to 240.
  var minutes: Int

  func errand(of domain: Domain) -> Errand {
    Errand(
      id: ErrandID(domain.id.rawValue + Self.suffix(of: kind)), domain: domain.id, kind: kind,
      name: BilingualName(
        vi: Self.fill(name.vi, domain.name.vi), en: Self.fill(name.en, domain.name.en)),
      line: line.map { LineID($0) }, processMinutes: minutes)
  }

  /// What follows the domain's id in the errand's: filing is the domain's own name.
  static func suffix(of kind: ErrandKind) -> String {
    switch kind {
    case .file: ""
    case .supplement: "-bo-sung"
    case .collect: "-nhan-ket-qua"
    case .pay: "-nop-phi"
    case .ask: "-hoi"
    }
  }

  /// Names in both languages, and minutes from Huế's process charts (HU QT II.1 to III).
  static func standard(_ kind: ErrandKind) -> Self {
    switch kind {
    case .file:
      Self(
        kind: kind, name: BilingualName(vi: "Nộp hồ sơ: {domain}", en: "Hand in papers: {domain}"),
        minutes: 12)
    case .supplement:
      Self(
        kind: kind,
        name: BilingualName(vi: "Bổ sung hồ sơ: {domain}", en: "Bring missing papers: {domain}"),
        minutes: 11)
    case .collect:
      Self(
        kind: kind,
        name: BilingualName(vi: "Nhận kết quả: {domain}", en: "Collect a result: {domain}"),
        minutes: 10)
    case .pay:
      Self(
        kind: kind, name: BilingualName(vi: "Nộp phí, lệ phí: {domain}", en: "Pay a fee: {domain}"),
        minutes: 9)
    case .ask:
      Self(
        kind: kind, name: BilingualName(vi: "Hỏi thủ tục: {domain}", en: "Ask: {domain}"),
        minutes: 5)
    }
  }

  private static func fill(_ pattern: String, _ name: String) -> String {
    pattern.split(separator: "{domain}", omittingEmptySubsequences: false).joined(separator: name)
  }
}
