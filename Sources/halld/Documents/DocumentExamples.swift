internal import Dossiers

/// Papers with invented facts, to look at a template with; the names are the longest that occur.
enum DocumentExamples {
  static func value(_ kind: DocumentKind, centre: DocumentCentre) -> DocumentValue {
    var value = DocumentValue(
      kind: kind, number: 123, ordinal: kind == .supplementRequest ? 2 : 1,
      issuedAt: moment(2026, 11, 23, 8, 15), centre: centre)
    switch kind {
    case .registerEntry, .handoverRecord: break
    default: value.dossier = dossier
    }
    value.agency = "Sở Nông nghiệp và Môi trường"
    value.participants = ["Sở Xây dựng", "Chi cục Thuế khu vực", "Công an tỉnh"]
    value.recipient = "Chủ tịch Ủy ban nhân dân tỉnh"
    value.officer = DocumentPerson(
      name: "Nguyễn Thị Thanh Hương", title: "Chuyên viên", agency: value.agency,
      phone: "0213 3876 543")
    value.leader = DocumentPerson(name: "Đặng Quốc Việt", title: "Giám đốc")
    value.ticket = "A027"
    value.components = kind == .supplementRequest ? wanted : components
    value.reasons = reasons(for: kind)
    value.explanation = explanation
    value.steps = steps
    value.entries = entries(count: kind == .registerEntry ? 40 : 8)
    value.fee = DocumentFee(
      amount: 1_250_000, legalBasis: "Nghị quyết của Hội đồng nhân dân tỉnh về phí, lệ phí",
      receipt: "0004512")
    value.meeting = DocumentMeeting(
      at: moment(2026, 11, 26, 9, 0), place: "Thửa đất số 45, tờ bản đồ 12, phường Tân Phong")
    return value
  }

  static let personal = DocumentPersonal(
    applicant: DocumentApplicant(
      name: "Công Tằng Tôn Nữ Thị Huyền Trang Nguyễn Phước",
      address:
        "Số nhà 128, đường Võ Nguyên Giáp, tổ dân phố số 24, phường Tân Phong, tỉnh Lai Châu",
      phone: "0912 345 678", email: "huyentrang.tonnu@example.vn", identifier: "012345678901",
      account: "huyentrang.tonnu"),
    others: Dictionary(
      uniqueKeysWithValues: entries(count: 40).enumerated().map { place, entry in
        (
          entry.code,
          DocumentApplicant(
            name: names[place % names.count],
            address: "Tổ dân phố số \(place + 1), phường Tân Phong",
            phone: "0912 345 6\(place + 10)")
        )
      }))

  private static let names = [
    "Lò Văn Páo", "Công ty TNHH Một thành viên Thương mại và Dịch vụ Tây Bắc", "Vàng Thị Mỷ",
    "Nguyễn Hoàng Phương Quỳnh", "Tẩn A Sếnh", "Hợp tác xã Chè Shan tuyết Phong Thổ",
  ]

  private static let dossier: DocumentDossier = {
    var dossier = DocumentDossier(
      code: "000.00.12.H35-261123-0007", procedureCode: "1.012753.000.00.00.H35",
      procedureName:
        "Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất lần "
        + "đầu đối với cá nhân, cộng đồng dân cư, hộ gia đình đang sử dụng đất")
    dossier.domainName = "Đất đai"
    dossier.receivedAt = moment(2026, 11, 23, 8, 15)
    dossier.previousDueAt = moment(2026, 12, 4, 17, 0)
    dossier.dueAt = moment(2026, 12, 21, 17, 0)
    dossier.returnedAt = moment(2026, 12, 21, 15, 40)
    dossier.term = .workingDays(20)
    dossier.ordinalOfDay = 7
    dossier.book = 2
    dossier.entry = 1_207
    dossier.returnPlace = "Quầy số 8, Trung tâm Phục vụ hành chính công"
    return dossier
  }()

  private static let components = [
    DocumentComponent(
      name: "Đơn đăng ký, cấp Giấy chứng nhận theo Mẫu số 04/ĐK",
      legalBasis: "khoản 1 Điều 28 Nghị định 101/2024/NĐ-CP", isOriginal: true),
    DocumentComponent(
      name: "Giấy tờ về quyền sử dụng đất quy định tại Điều 137 Luật Đất đai",
      legalBasis: "khoản 1 Điều 28 Nghị định 101/2024/NĐ-CP", copies: 1),
    DocumentComponent(name: "Sơ đồ nhà ở, công trình xây dựng (nếu có)", copies: 2),
    DocumentComponent(
      name: "Chứng từ thực hiện nghĩa vụ tài chính; giấy tờ liên quan đến việc miễn, giảm",
      isOriginal: true),
  ]

  private static let wanted = [
    DocumentComponent(
      name: "Trích lục bản đồ địa chính thửa đất",
      legalBasis: "điểm c khoản 1 Điều 28 Nghị định 101/2024/NĐ-CP",
      note: "bản đã nộp thiếu chữ ký của cơ quan đo đạc"),
    DocumentComponent(
      name: "Giấy tờ về quyền sử dụng đất quy định tại Điều 137 Luật Đất đai",
      legalBasis: "khoản 1 Điều 28 Nghị định 101/2024/NĐ-CP", isOriginal: true),
  ]

  private static func reasons(for kind: DocumentKind) -> [DocumentReason] {
    switch kind {
    case .refusalSlip:
      [
        DocumentReason(
          "Thửa đất đang có tranh chấp, chưa được giải quyết bằng bản án có hiệu lực",
          legalBasis: "điểm đ khoản 1 Điều 151 Luật Đất đai 2024")
      ]
    case .guidanceLetter:
      [
        DocumentReason(
          "Hồ sơ thuộc thẩm quyền của Ủy ban nhân dân phường Tân Phong, không tiếp nhận tại Trung tâm",
          legalBasis: "Danh mục thủ tục hành chính tiếp nhận tại Trung tâm")
      ]
    case .apologyReschedule, .apologyLetter, .faultAdmission, .extensionNotice, .extensionRequest,
      .explanationReport, .postponementNotice:
      [DocumentReason("Khối lượng hồ sơ đo đạc tăng đột biến, cơ quan chưa bố trí đủ người")]
    case .supplementRequest:
      [DocumentReason("Thành phần hồ sơ nêu trên chưa đầy đủ theo quy định")]
    case .lossRecord, .correctionRecord:
      [DocumentReason("Kết quả ghi sai số thửa đất do lỗi nhập dữ liệu của cơ quan giải quyết")]
    default: []
    }
  }

  private static let explanation = [
    "20 ngày làm việc, ngày thứ nhất là 24/11/2026; ngày nhận hồ sơ không tính (khoản 2 Điều 147 "
      + "Bộ luật Dân sự 2015).",
    "Không tính 08 ngày thứ Bảy, Chủ nhật (khoản 9 Điều 2 Quy chế của Trung tâm).",
  ]

  private static let steps: [DocumentStep] = {
    var list: [DocumentStep] = []
    let stations = [
      ("Trung tâm Phục vụ hành chính công", "Tiếp nhận, chuyển hồ sơ", 1, 23, 24),
      (
        "Chi nhánh Văn phòng Đăng ký đất đai", "Kiểm tra, trích đo, xác nhận hiện trạng", 12, 24, 10
      ),
      ("Sở Nông nghiệp và Môi trường", "Thẩm định, trình ký Giấy chứng nhận", 6, 10, 18),
    ]
    for (place, station) in stations.enumerated() {
      var step = DocumentStep(agency: station.0, task: station.1, days: station.2)
      if place < 2 {
        step.receivedAt = moment(2026, 11, station.3, 9, 30)
        step.dueAt = moment(2026, place == 0 ? 11 : 12, station.4, 17, 0)
      }
      if place == 0 {
        step.handedOnAt = moment(2026, 11, 24, 8, 0)
        step.result = "Đúng hạn"
      }
      list.append(step)
    }
    return list
  }()

  private static func entries(count: Int) -> [DocumentEntry] {
    (1...count).map { place in
      var entry = DocumentEntry(
        code: "000.00.12.H35-261123-\(String(10_000 + place).dropFirst())",
        procedureName: place % 3 == 0
          ? dossier.procedureName : "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh")
      entry.agency = place % 2 == 0 ? "Sở Tư pháp" : "Sở Nông nghiệp và Môi trường"
      entry.receivedAt = moment(2026, 11, 23, 8, place)
      entry.dueAt = moment(2026, 12, 21, 17, 0)
      if place % 4 == 0 { entry.returnedAt = moment(2026, 12, 18, 9, 20) }
      entry.returnWay = place % 2 == 0 ? "Trực tiếp" : "Bưu chính"
      return entry
    }
  }

  private static func moment(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int
  ) -> CivilMoment {
    CivilMoment(
      date: CivilDate(year: year, month: month, day: day) ?? CivilDate(daysSinceEpoch: 0),
      time: CivilTime(hour: hour, minute: minute) ?? .midnight)
  }
}
