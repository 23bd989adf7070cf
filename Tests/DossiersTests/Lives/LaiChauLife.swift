import Dossiers
import Testing

@Suite struct `Một hồ sơ ở Lai Châu` {
  @Test func `LC · đất đai, mười ngày làm việc: bổ sung, lấy ý kiến, gia hạn một lần, trả kết quả`()
    throws
  {
    let procedure = Procedures.land
    var life = LifeStory(Centres.laiChau, procedure, listing: ProcedureListing(results: ["gcn"]))

    life.ticket("Sáng thứ Hai, người dân lấy số A012 và được gọi vào quầy", "2026-03-02T07:45")
    try life.step(
      "Cán bộ tiếp nhận mở hồ sơ để kiểm tra thành phần (khoản 2 Điều 13)",
      "2026-03-02T07:50", .officer, .openCheck, state: .checking)
    try life.step(
      "Thiếu bản vẽ: một phiếu yêu cầu bổ sung, ghi đủ một lần (khoản 6 Điều 13)",
      "2026-03-02T08:00", .officer, .askIntakeSupplement([SupplementLine("ban-ve")]),
      state: .intakeSupplement, papers: [.supplementRequest])
    try life.step(
      "Chiều hôm đó người dân mang bản vẽ đến",
      "2026-03-02T14:00", .applicant, .bringIntakeSupplement(["ban-ve"]), state: .checking)
    life.refused(
      "Không được yêu cầu bổ sung lần hai (điểm a khoản 3 Điều 12)",
      "2026-03-02T14:05", .officer, .askIntakeSupplement([SupplementLine("don")]),
      .supplementLimit(stage: .intake, most: 1))
    try life.step(
      "Đủ hồ sơ: cấp mã, vào sổ, in Giấy tiếp nhận và hẹn trả; giữ bản chính giấy chứng nhận cũ",
      "2026-03-02T14:10", .officer, .accept(life.walk.papers(originals: ["gcn-cu"])),
      state: .accepted, papers: [.registerEntry, .receiptSlip], due: "2026-03-16T17:00")
    try life.step(
      "Nhận trước 15 giờ: chuyển trong ngày, kèm phiếu chuyển thông tin và phiếu kiểm soát",
      "2026-03-02T15:30", .officer,
      .transfer(bag: Bag(id: "T-01", carrier: .publicPost, round: nil), slip: "PC-118"),
      state: .inTransit, papers: [.transferSlip, .controlSlip])
    life.refused(
      "Người nhận đếm thiếu một hồ sơ thì không ký",
      "2026-03-02T16:20", .agencyOfficer,
      .signForBag(HandoverCount(record: "BB-31", declared: 6, counted: 5)),
      .countDiffers(declared: 6, counted: 5))
    try life.step(
      "Đếm lại đủ sáu hồ sơ: ký biên bản giao nhận",
      "2026-03-02T16:25", .agencyOfficer,
      .signForBag(HandoverCount(record: "BB-31", declared: 6, counted: 6)), state: .atAgency,
      papers: [.handoverRecord])
    try life.step(
      "Lãnh đạo cơ quan phân công người thụ lý (khoản 1 Điều 15)",
      "2026-03-03T08:00", .agencyLeader, .assign(officer: "thu-ly-2"), state: .processing)
    try life.step(
      "Xác minh thực địa, mời người dân có mặt (điểm b khoản 3 Điều 15)",
      "2026-03-03T09:00", .agencyOfficer,
      .openVerification(
        appointment: Appointment(at: at("2026-03-04T08:00"), place: "thua-dat-12")),
      state: .verifying, papers: [.verificationAppointment], told: [.verificationAppointment])
    try life.step(
      "Lập biên bản xác minh",
      "2026-03-04T11:00", .agencyOfficer,
      .closeVerification(record: "BBXM-12", isComplete: true), state: .processing)
    try life.step(
      "Lấy ý kiến Sở Xây dựng, hạn trả lời ngày 06/3 (điểm a khoản 4 Điều 15)",
      "2026-03-04T14:00", .agencyOfficer,
      .askConsultation(agency: "so-xd", question: "CV-77", dueAt: at("2026-03-06T17:00")),
      told: [.consultationAsked], due: "2026-03-16T17:00")
    try life.step(
      "Quá hạn chưa trả lời: báo Giám đốc Trung tâm (điểm b khoản 4 Điều 15)",
      "2026-03-09T07:30", .hall, .escalateConsultation(1), told: [.consultationOverdue])
    try life.step(
      "Sở Xây dựng trả lời trên hệ thống",
      "2026-03-11T09:00", .agencyOfficer, .answerConsultation(1, means: .system),
      agency: "so-xd")
    life.refused(
      "Cán bộ không được tự đổi ngày hẹn khi chưa có văn bản của cơ quan (khoản 6 Điều 16)",
      "2026-03-12T08:00", .reception, .reschedule(), .extensionSlipMissing)
    try life.step(
      "Trước hạn: cơ quan gửi Phiếu đề nghị gia hạn, nêu lý do và ngày mới",
      "2026-03-12T15:00", .agencyLeader,
      .askExtension(reason: "do-dac-lai", cause: .objective, newDate: day("2026-03-20")),
      papers: [.extensionRequest], due: "2026-03-16T17:00")
    try life.step(
      "Bộ phận tiếp nhận đổi ngày hẹn, xin lỗi người dân; cơ quan còn nợ báo cáo giải trình",
      "2026-03-13T08:00", .reception, .reschedule(),
      papers: [.apologyLetter, .explanationReport], told: [.dateChanged],
      due: "2026-03-20T17:00")
    life.refused(
      "Gia hạn lần hai bị từ chối",
      "2026-03-18T08:00", .agencyLeader,
      .askExtension(reason: "cham", cause: .subjective, newDate: day("2026-03-25")),
      .rescheduleLimit(most: 1))
    life.refused(
      "Không phê duyệt khi thiếu phiếu chuyển thông tin của Trung tâm (khoản 6 Điều 19)",
      "2026-03-18T09:00", .agencyLeader, .approve(slip: nil, by: "giam-doc", results: ["gcn"]),
      .transferSlipMissing)
    try life.step(
      "Giám đốc Sở phê duyệt, kết quả được lưu để dùng lại (khoản 5 Điều 16)",
      "2026-03-18T09:30", .agencyLeader,
      .approve(slip: "PC-118", by: "giam-doc", results: ["gcn"]), state: .decided)
    try life.step(
      "Chuyển kết quả về Trung tâm",
      "2026-03-18T14:00", .agencyOfficer,
      .sendToCentre(bag: Bag(id: "T-90", carrier: .publicPost, round: nil)),
      state: .resultInTransit, told: [.resultSent])
    try life.step(
      "Trung tâm nhận; kết quả có trước hẹn nên báo người dân (khoản 4 Điều 16)",
      "2026-03-18T16:00", .officer,
      .receiveResult(HandoverCount(record: "BB-40", declared: 4, counted: 4)), state: .ready,
      papers: [.handoverRecord], told: [.resultEarly])
    life.refused(
      "Quầy tiếp nhận không trả kết quả; việc đó ở quầy thu phí và trả kết quả (điểm d khoản 2 Điều 12)",
      "2026-03-19T08:00", .officer, .release(Release(proofs: [.slip], results: ["gcn"])),
      .notYourPart(.release, .officer))
    life.refused(
      "Người đến thay phải có giấy ủy quyền (điểm b khoản 2 Điều 7)",
      "2026-03-19T08:05", .feeDesk,
      .release(Release(proofs: [.slip], isRepresentative: true, results: ["gcn"])),
      .proofMissing(.authorisation))
    try life.step(
      "Người dân xuất trình giấy hẹn: trả kết quả, trả bản chính, phát phiếu đánh giá",
      "2026-03-19T08:30", .feeDesk,
      .release(Release(proofs: [.slip], results: ["gcn"], originals: ["gcn-cu"])),
      state: .returned, papers: [.evaluationForm])
    life.refused(
      "Chưa có báo cáo giải trình thì chưa đóng hồ sơ (khoản 3 Điều 19)",
      "2026-03-19T08:40", .feeDesk, .close, .explanationMissing)
    try life.step(
      "Cơ quan gửi báo cáo giải trình",
      "2026-03-20T08:00", .agencyLeader, .fileExplanation(reference: "BC-5"))
    try life.step(
      "Đóng hồ sơ, lưu", "2026-03-20T09:00", .feeDesk, .close, state: .archived)
  }
}
