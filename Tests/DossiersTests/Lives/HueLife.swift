import Dossiers
import Testing

@Suite struct `Một hồ sơ ở Thừa Thiên Huế` {
  @Test func `HU · phiếu hồ sơ, phí nộp trước, bổ sung hai lần có thư xin lỗi, quá hạn và gia hạn`()
    throws
  {
    var life = LifeStory(Centres.hue, Procedures.prepaid)
    let direct = { (id: String) in Bag(id: id, carrier: .centreStaff, round: nil) }

    life.ticket("7 giờ 30 mở giờ giao dịch, người dân lấy số 004", "2026-03-02T07:30")
    try life.step(
      "Bộ phận Hỗ trợ đối chiếu tài khoản, in Phiếu hồ sơ có mã và số thứ tự trong ngày",
      "2026-03-02T07:40", .reception,
      .register(
        code: DossierCode(
          stored: "000.00.12.H35-260302-0004", day: day("2026-03-02"), ordinal: 4),
        ordinalOfDay: 4, accountMatched: true), state: .registered, papers: [.registrationSlip])
    try life.step(
      "Mở hồ sơ theo phiếu, đối chiếu thành phần", "2026-03-02T07:50", .officer, .openCheck,
      state: .checking)
    try life.step(
      "Thiếu bản vẽ: phiếu đề nghị bổ sung", "2026-03-02T07:55", .officer,
      .askIntakeSupplement([SupplementLine("ban-ve")]), state: .intakeSupplement,
      papers: [.supplementRequest])
    try life.step(
      "Người dân bổ sung", "2026-03-02T09:00", .applicant, .bringIntakeSupplement(["ban-ve"]),
      state: .checking)
    try life.step(
      "Kiểm tra lại vẫn thiếu đơn: phiếu lần hai kèm Thư xin lỗi (bước 10)",
      "2026-03-02T09:10", .officer, .askIntakeSupplement([SupplementLine("don")]),
      state: .intakeSupplement, papers: [.supplementRequest, .apologyLetter])
    try life.step(
      "Bổ sung đủ", "2026-03-02T10:00", .applicant, .bringIntakeSupplement(["don"]),
      state: .checking)
    try life.step(
      "Đề nghị nộp phí trước", "2026-03-02T10:05", .officer,
      .askFeeFirst(checked: life.walk.papers().checked), state: .feeDue, papers: [.feeSlip])
    try life.step(
      "Nộp tại bộ phận thu phí", "2026-03-02T10:15", .feeDesk,
      .recordFeePaid(amount: 100_000, receipt: "BL-0021"), state: .feeDue)
    try life.step(
      "In phiếu hẹn: mười ngày làm việc, sáng thứ Bảy cũng tính (QC 2.7, 5.2)",
      "2026-03-02T10:20", .officer, .accept(life.walk.papers(originals: ["gcn-cu"])),
      state: .accepted, papers: [.registerEntry, .receiptSlip], due: "2026-03-13T16:30")
    try life.step(
      "Giao trực tiếp cho phòng chuyên môn, kèm phiếu kiểm soát", "2026-03-02T14:30", .officer,
      .transfer(bag: direct("T-1"), slip: "PC-2"), state: .inTransit,
      papers: [.transferSlip, .controlSlip])
    try life.step(
      "Người nhận thường trực của phòng ký nhận (QC 12.3)", "2026-03-02T15:00", .agencyOfficer,
      .signForBag(HandoverCount(record: "GN-1", declared: 2, counted: 2)), state: .atAgency)
    try life.step(
      "Phân công", "2026-03-03T07:30", .agencyLeader, .assign(officer: "chuyen-vien"),
      state: .processing)
    try life.step(
      "Phòng đề nghị nộp thêm phí (Phối hợp 2)", "2026-03-05T09:00", .agencyOfficer,
      .askFee(amount: 20_000), state: .feeRequested, papers: [.feeSlip], told: [.feeWanted])
    try life.step(
      "Người dân mang biên lai, quét và chuyển", "2026-03-06T09:00", .reception,
      .bringFeeReceipt(receipt: "BL-0034"), state: .processing)
    life.refused(
      "Chưa quá hạn thì chưa đôn đốc", "2026-03-13T16:30", .officer, .urge, .notOverdue)
    try life.step(
      "Quá hạn: Trung tâm thông báo, đề nghị phòng giải quyết nhanh (DA IV.3.3.b)",
      "2026-03-14T07:30", .officer, .urge, told: [.overdueUrged])
    try life.step(
      "Phòng gửi lý do, ngày trả tiếp theo và Phiếu thừa nhận lỗi", "2026-03-14T08:30",
      .agencyLeader, .admitFault(reason: "qua-tai", newDate: day("2026-03-18")),
      papers: [.faultAdmission])
    try life.step(
      "Trung tâm gia hạn và xin lỗi người dân", "2026-03-14T09:00", .officer, .extend,
      papers: [.extensionNotice, .apologyLetter, .explanationReport], told: [.dateChanged],
      due: "2026-03-18T16:30")
    try life.step(
      "Giám đốc báo cáo", "2026-03-16T08:00", .director, .fileExplanation(reference: "BC-1"))
    try life.step(
      "Lãnh đạo ký", "2026-03-18T15:00", .agencyLeader,
      .approve(slip: "PC-2", by: "truong-phong", results: ["gcn"]), state: .decided)
    try life.step(
      "Chuyển kết quả sáng hôm sau, đã trễ ngày hẹn mới", "2026-03-19T07:45", .agencyOfficer,
      .sendToCentre(bag: direct("T-8")), state: .resultInTransit, told: [.resultSent])
    try life.step(
      "Trung tâm nhận", "2026-03-19T08:00", .officer,
      .receiveResult(HandoverCount(record: "GN-7", declared: 1, counted: 1)), state: .ready)
    life.refused(
      "Cần cả phiếu hẹn và giấy tờ tùy thân (QC 11.4)", "2026-03-19T08:30", .officer,
      .release(Release(proofs: [.slip], results: ["gcn"])), .proofMissing(.identity))
    try life.step(
      "Giải quyết xong nhưng chậm: trả kết quả, thư xin lỗi, phiếu đánh giá (QT III bước 5)",
      "2026-03-19T08:35", .officer,
      .release(Release(proofs: [.slip, .identity], results: ["gcn"], originals: ["gcn-cu"])),
      state: .returned, papers: [.apologyLetter, .evaluationForm])
    try life.step("Lưu", "2026-03-19T09:00", .officer, .close, state: .archived)
  }
}
