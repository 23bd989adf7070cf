import Dossiers
import Ticketing

/// Slips as a hall prints them, with the longest names that are known.
enum SampleSlips {
  static let centre = BilingualName(
    vi: "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG TỈNH LAI CHÂU",
    en: "Public Administration Service Centre of Lai Châu Province")

  static func moment(_ text: String) throws -> CivilMoment {
    guard let moment = CivilMoment(text) else { throw NoSuchMoment(text: text) }
    return moment
  }
  struct NoSuchMoment: Error { var text: String }

  /// An ordinary number, with everything a slip usually says.
  static func ordinary() throws -> TicketSlip.Facts {
    let issued = try moment("2026-11-23T07:42:31")
    return TicketSlip.Facts(
      centre: centre, number: "A012",
      errand: BilingualName(vi: "Nộp hồ sơ đất đai", en: "Hand in a land dossier"),
      domain: BilingualName(vi: "Đất đai", en: "Land"),
      serviceDay: issued.date, issued: issued, ahead: 5, waitMinutes: 25, place: "3, 4",
      code: TicketSlip.Code(payload: "http://192.168.1.10:8080/t/Zm9vYmFyYmF6cXV4MTIzNA"),
      instructions: [
        BilingualName(
          vi: "Vui lòng chờ đến khi số được gọi trên bảng và loa.",
          en: "Please wait until your number is shown and spoken.")
      ])
  }

  /// Everything a slip can say at once: reprint, priority, lunch, the longest names.
  static func crowded() throws -> TicketSlip.Facts {
    var facts = try ordinary()
    facts.number = "B1234"
    facts.errand = BilingualName(
      vi: "Bổ sung hồ sơ lĩnh vực Bảo vệ môi trường, Biến đổi khí hậu, Khí tượng thủy văn",
      en: "Supplement: environment, climate change, hydrometeorology")
    facts.domain = BilingualName(
      vi: "Giáo dục nghề nghiệp và Phòng, chống tệ nạn xã hội",
      en: "Vocational education and prevention of social evils")
    facts.ahead = 128
    facts.waitMinutes = 240
    facts.priority = BilingualName(vi: "Người cao tuổi", en: "Elderly")
    facts.callableFrom = CivilTime(hour: 13, minute: 30)
    facts.notices = [
      BilingualName(vi: "Sau 16:30 không nhận thêm số.", en: "No further numbers after 16:30.")
    ]
    facts.reprintOf = try moment("2026-11-23T07:42:31")
    facts.issued = try moment("2026-11-23T11:25:00")
    return facts
  }

  /// The least a slip can say.
  static func plain() throws -> TicketSlip.Facts {
    let issued = try moment("2026-11-23T16:29:59")
    return TicketSlip.Facts(
      centre: centre, number: "C003",
      errand: BilingualName(vi: "Nhận kết quả", en: "Collect a result"),
      domain: BilingualName(vi: "Nhận kết quả", en: "Collect a result"),
      serviceDay: issued.date, issued: issued, ahead: 0)
  }

  static func form() -> IntakeFormSheet {
    IntakeFormSheet(
      centre: BilingualName(
        vi: "Trung tâm Phục vụ hành chính công tỉnh Lai Châu", en: "Lai Chau service centre"),
      number: "SC-0042")
  }

  /// A checkpoint as long as they come: its QR code holds some 480 bytes.
  static func checkpoint() throws -> CheckpointSheet {
    let hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    let centre = "Trung tâm Phục vụ hành chính công tỉnh Lai Châu"
    return CheckpointSheet(
      CheckpointSheet.Facts(
        centre: centre, hall: "hall-1", day: try moment("2026-11-23T17:30").date, rows: 123_456,
        hash: hash, key: "0123456789abcdef",
        text: """
          halld checkpoint 1
          centre: \(centre)
          hall: hall-1
          day: 2026-11-23
          made: 2026-11-23T18:00:01 +07:00
          rows: 123456
          hash: \(hash)
          previous: 121987 \(hash)
          key: 0123456789abcdef
          signature: \(String(repeating: "AbCd", count: 21))AA==

          """))
  }

  static func pad() -> PadSheet {
    PadSheet(centre: centre, numbers: ["P001", "P002", "P003"])
  }

  static func testPage(dots: Int) throws -> TestPage {
    TestPage(
      printer: "kiosk-1", model: "ESC/POS \(dots == 384 ? 58 : 80) mm", dotsPerLine: dots,
      at: try moment("2026-11-23T07:42"))
  }
}
