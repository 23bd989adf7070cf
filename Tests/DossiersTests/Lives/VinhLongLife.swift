import Dossiers
import Testing

@Suite struct `Một hồ sơ ở Vĩnh Long` {
  @Test func `VL · bốn chuyến bưu chính, xử lý ngay từ hồ sơ điện tử, bổ sung thì tính lại từ đầu`()
    throws
  {
    var life = LifeStory(Centres.vinhLong, Procedures.short)
    let post = { (id: String, round: String) in
      Bag(id: id, carrier: .publicPost, round: at(round))
    }

    life.ticket("Người dân lấy số C003, lễ tân chỉ quầy", "2026-03-02T08:00")
    try life.step(
      "Hồ sơ chưa rõ: hỏi ý kiến cơ quan trước khi nhận (7.1)", "2026-03-02T08:05", .officer,
      .openCheck, state: .checking)
    try life.step(
      "Ghi lại kết quả trao đổi", "2026-03-02T08:20", .officer,
      .record(DossierNote(.consultedBefore, party: "so-tnmt", reference: "DT-08")))
    try life.step(
      "Đủ hồ sơ, năm ngày làm việc: cấp mã và giấy hẹn", "2026-03-02T08:30", .officer,
      .accept(life.walk.papers()), state: .accepted, papers: [.registerEntry, .receiptSlip],
      due: "2026-03-09T17:00")
    life.refused(
      "Chuyến 8 giờ đã đi", "2026-03-02T08:40", .officer,
      .transfer(bag: post("T-1", "2026-03-02T08:00"), slip: "PC-7"), .noSuchRound)
    try life.step(
      "Giao bưu chính công ích, chuyến 10 giờ (4.2.b)", "2026-03-02T09:40", .officer,
      .transfer(bag: post("T-1", "2026-03-02T10:00"), slip: "PC-7"), state: .inTransit,
      papers: [.transferSlip, .controlSlip])
    try life.step(
      "Xử lý ngay từ hồ sơ điện tử, không chờ bản giấy (4.3.b)", "2026-03-02T09:50",
      .agencyLeader, .assign(officer: "thu-ly"), state: .processing)
    #expect(life.walk.dossier?.holder == .bag("T-1"))
    try life.step(
      "Bản giấy đến: ghi số lượng, ký biên bản giao nhận (4.2.c)", "2026-03-02T10:40",
      .agencyOfficer, .signForBag(HandoverCount(record: "BB-2", declared: 3, counted: 3)),
      state: .processing, papers: [.handoverRecord])
    #expect(life.walk.dossier?.holder == .agency("so-tnmt"))
    life.refused(
      "Giấy ngoài danh mục niêm yết và không có căn cứ thì không được yêu cầu (9.1.b)",
      "2026-03-04T09:00", .agencyOfficer,
      .askSupplement([SupplementLine("giay-xac-nhan")], reason: "can-them"),
      .supplementWithoutBasis("giay-xac-nhan"))
    try life.step(
      "Trả lại để bổ sung trong ba ngày làm việc kể từ ngày nhận (4.3.d)",
      "2026-03-05T16:00", .agencyOfficer,
      .askSupplement([SupplementLine("ban-ve")], reason: "thieu-chu-ky"), state: .supplement,
      papers: [.supplementRequest], told: [.supplementWanted])
    try life.step(
      "Nhận đủ ngày 12/3: thời gian tính lại từ đầu, in giấy hẹn mới", "2026-03-12T09:00",
      .officer, .bringSupplement([CheckedComponent("ban-ve", .complete)]), state: .processing,
      papers: [.receiptSlip], told: [.supplementArrived], due: "2026-03-19T17:00")
    life.refused(
      "Chỉ một lần yêu cầu bổ sung", "2026-03-13T09:00", .agencyOfficer,
      .askSupplement([SupplementLine("don")], reason: "sai"),
      .supplementLimit(stage: .processing, most: 1))
    life.refused(
      "Thông báo trễ hạn phải trước ngày hẹn ít nhất một ngày (4.3.e)", "2026-03-19T08:00",
      .agencyLeader,
      .askExtension(reason: "cham", cause: .subjective, newDate: day("2026-03-24")),
      .noticeTooLate(latest: day("2026-03-18")))
    try life.step(
      "Phê duyệt đúng hạn", "2026-03-18T09:00", .agencyLeader,
      .approve(slip: "PC-7", by: "giam-doc", results: ["gcn"]), state: .decided)
    try life.step(
      "Kết quả giấy giao bưu chính, chuyến 14 giờ (4.4.a)", "2026-03-18T13:30", .agencyOfficer,
      .sendToCentre(bag: post("T-5", "2026-03-18T14:00")), state: .resultInTransit,
      told: [.resultSent])
    try life.step(
      "Có trước hẹn: Trung tâm chủ động liên hệ (4.4.b)", "2026-03-18T14:40", .officer,
      .receiveResult(HandoverCount(record: "BB-6", declared: 5, counted: 5)), state: .ready,
      papers: [.handoverRecord], told: [.resultEarly])
    try life.step(
      "Người dân đề nghị nhận qua bưu điện", "2026-03-18T15:00", .officer,
      .chooseResultChannel(.post, request: "DN-15"))
    try life.step(
      "Gửi kết quả, có số bưu gửi", "2026-03-18T15:30", .officer,
      .sendResult(tracking: "EV987654321VN"), state: .returned, papers: [.evaluationForm])
    life.refused(
      "Bưu điện làm mất thì bưu điện chịu chi phí", "2026-03-25T09:00", .officer,
      .reportLoss(item: "gcn", isDamage: false, bearer: .centre), .postBears)
  }
}
