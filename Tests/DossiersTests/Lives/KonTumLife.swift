import Dossiers
import Testing

@Suite struct `Một hồ sơ ở Kon Tum` {
  @Test
  func `KT · nhận sau 16 giờ chuyển đầu ngày sau, từ chối đúng hạn, người được ủy quyền nhận`()
    throws
  {
    var life = LifeStory(Centres.konTum, Procedures.short)

    life.ticket("Chiều muộn người dân lấy số B021", "2026-03-02T16:02")
    try life.step(
      "Kiểm tra hồ sơ", "2026-03-02T16:05", .officer, .openCheck, state: .checking)
    try life.step(
      "Đủ hồ sơ lúc 16 giờ 10: giấy hẹn năm ngày làm việc, tính từ ngày nhận đủ (4.2)",
      "2026-03-02T16:10", .officer, .accept(life.walk.papers(originals: ["gcn-cu"])),
      state: .accepted, papers: [.registerEntry, .receiptSlip], due: "2026-03-09T17:00")
    try life.step(
      "Nhận sau 16 giờ: chuyển ngay đầu giờ sáng hôm sau (4.1)", "2026-03-03T07:00", .officer,
      .transfer(
        bag: Bag(id: "T-2", carrier: .centreStaff, round: at("2026-03-03T11:00")), slip: "PC-9"),
      state: .inTransit, papers: [.transferSlip, .controlSlip])
    #expect(life.walk.dossier?.breaches == [], "không chậm chuyển")
    try life.step(
      "Cơ quan nhận hồ sơ giấy", "2026-03-03T11:20", .agencyOfficer,
      .signForBag(HandoverCount(record: "GN-4", declared: 7, counted: 7)), state: .atAgency,
      papers: [.handoverRecord])
    try life.step(
      "Phân công", "2026-03-03T13:10", .agencyLeader, .assign(officer: "thu-ly"),
      state: .processing)
    try life.step(
      "Yêu cầu bổ sung một lần, qua Trung tâm (12.1.c)", "2026-03-04T09:00", .agencyOfficer,
      .askSupplement([SupplementLine("ban-ve")], reason: "mo-so-lieu"), state: .supplement,
      papers: [.supplementRequest], told: [.supplementWanted])
    try life.step(
      "Người dân hỏi lý do yêu cầu bổ sung (6.1.đ)", "2026-03-05T08:00", .reception,
      .record(DossierNote(.explanationAsked)))
    try life.step(
      "Trung tâm giải thích", "2026-03-05T09:00", .officer,
      .record(DossierNote(.explanationGiven, reference: "TL-3")))
    try life.step(
      "Bổ sung đủ: tính lại năm ngày", "2026-03-06T09:00", .officer,
      .bringSupplement([CheckedComponent("ban-ve", .complete)]), state: .processing,
      papers: [.receiptSlip], told: [.supplementArrived], due: "2026-03-13T17:00")
    try life.step(
      "Mở thẩm tra", "2026-03-09T08:00", .agencyOfficer, .openVerification(appointment: nil),
      state: .verifying)
    try life.step(
      "Không đủ điều kiện: phiếu từ chối trong thời hạn giải quyết, qua Trung tâm",
      "2026-03-12T10:00", .agencyLeader, .refuse(reason: "dat-tranh-chap"), state: .refused,
      papers: [.refusalSlip])
    try life.step(
      "Chuyển hồ sơ và phiếu từ chối về Trung tâm", "2026-03-12T10:30", .agencyOfficer,
      .sendToCentre(bag: Bag(id: "T-6", carrier: .centreStaff, round: at("2026-03-12T11:00"))),
      state: .resultInTransit, told: [.resultSent])
    try life.step(
      "Trung tâm nhận, báo người dân", "2026-03-12T13:10", .officer,
      .receiveResult(HandoverCount(record: "GN-8", declared: 1, counted: 1)), state: .ready,
      papers: [.handoverRecord], told: [.resultEarly])
    life.refused(
      "Người đại diện thiếu giấy tiếp nhận của người ủy quyền (6.2.b)", "2026-03-13T08:00",
      .officer, .release(Release(proofs: [.authorisation], isRepresentative: true)),
      .proofMissing(.slip))
    try life.step(
      "Đủ giấy ủy quyền và giấy tiếp nhận: trả lại hồ sơ và bản chính, phiếu đánh giá",
      "2026-03-13T08:10", .officer,
      .release(
        Release(
          proofs: [.slip, .authorisation], isRepresentative: true, originals: ["gcn-cu"])),
      state: .returned, papers: [.evaluationForm])
    try life.step("Lưu", "2026-03-13T09:00", .officer, .close, state: .archived)
    #expect(life.walk.dossier?.wasLate == false)
  }
}
