import Dossiers
import Testing

@Suite struct `Một hồ sơ ở Sơn La` {
  @Test func `SL · gửi bưu điện, hai chuyến mỗi ngày, thời gian đã dùng vẫn tính, lùi hạn một nửa`()
    throws
  {
    var life = LifeStory(Centres.sonLa, Procedures.land)
    let exchange = { (id: String, round: String) in
      Bag(id: id, carrier: .agencyStaff, round: at(round))
    }

    life.ticket("Sáng thứ Hai nhân viên bưu điện mang túi hồ sơ đến", "2026-03-02T08:00")
    try life.step(
      "Hồ sơ gửi qua bưu điện: vào sổ theo dấu ngày đến, chuyển ngay cho quầy (6.2.c)",
      "2026-03-02T08:05", .reception, .receivePost(arrivalStamp: day("2026-03-02")),
      state: .filedRemote)
    try life.step(
      "Cán bộ kiểm tra thành phần hồ sơ", "2026-03-02T08:20", .officer, .openCheck,
      state: .checking)
    try life.step(
      "Đủ hồ sơ: cấp mã, vào sổ, gửi giấy hẹn cho người nộp",
      "2026-03-02T08:30", .officer, .accept(life.walk.papers(channel: .post)), state: .accepted,
      papers: [.registerEntry, .receiptSlip], due: "2026-03-16T17:00")
    life.refused(
      "Người được cử làm việc tại Trung tâm không được mang hồ sơ (6.1.k)",
      "2026-03-02T10:30", .officer,
      .transfer(
        bag: Bag(id: "T-1", carrier: .secondedOfficer, round: at("2026-03-02T11:00")),
        slip: "PC-3"), .secondedCarrier)
    try life.step(
      "Chuẩn bị trước 11 giờ, giao cho người của sở trong chuyến 11 giờ",
      "2026-03-02T10:50", .officer,
      .transfer(bag: exchange("T-1", "2026-03-02T11:00"), slip: "PC-3"), state: .inTransit,
      papers: [.transferSlip, .controlSlip])
    try life.step(
      "Hai bên ký giao nhận", "2026-03-02T11:10", .agencyOfficer,
      .signForBag(HandoverCount(record: "GN-1", declared: 8, counted: 8)), state: .atAgency,
      papers: [.handoverRecord])
    try life.step(
      "Phân công người thụ lý", "2026-03-02T13:30", .agencyLeader, .assign(officer: "thu-ly"),
      state: .processing)
    life.refused(
      "Cơ quan không được gửi thẳng văn bản cho người nộp",
      "2026-03-04T09:00", .agencyOfficer,
      .askSupplement([SupplementLine("ban-ve")], reason: "sai-ty-le", route: .direct),
      .documentPastCentre)
    try life.step(
      "Yêu cầu bổ sung theo mẫu 02, nêu lý do và nội dung, qua Trung tâm (7.1.c)",
      "2026-03-05T09:00", .agencyOfficer,
      .askSupplement([SupplementLine("ban-ve")], reason: "sai-ty-le"), state: .supplement,
      papers: [.supplementRequest], told: [.supplementWanted])
    try life.step(
      "Bổ sung hợp lệ ngày 16/3: ba ngày đã dùng vẫn tính, còn bảy ngày (7.1.c)",
      "2026-03-16T09:00", .officer,
      .bringSupplement([CheckedComponent("ban-ve", .complete)]), state: .processing,
      papers: [.receiptSlip], told: [.supplementArrived], due: "2026-03-25T17:00")
    life.refused(
      "Chưa quá hạn thì chưa lùi thời hạn", "2026-03-25T16:00", .agencyLeader,
      .postpone(reason: "thien-tai", newDate: day("2026-04-01")), .notOverdue)
    life.refused(
      "Lý do khách quan: ngày mới không quá một nửa thời gian theo quy định (7.1.d)",
      "2026-03-26T08:00", .agencyLeader,
      .postpone(reason: "thien-tai", newDate: day("2026-04-02")),
      .postponementTooLong(latest: day("2026-04-01")))
    try life.step(
      "Thông báo lùi thời hạn, một bản cho người nộp và một bản cho Trung tâm",
      "2026-03-26T08:10", .agencyLeader,
      .postpone(reason: "thien-tai", newDate: day("2026-04-01")),
      papers: [.postponementNotice, .explanationReport], due: "2026-04-01T17:00")
    try life.step(
      "Trung tâm báo cáo nguyên nhân", "2026-03-27T08:00", .director,
      .fileExplanation(reference: "BC-2"))
    try life.step(
      "Phê duyệt", "2026-03-30T09:00", .agencyLeader,
      .approve(slip: "PC-3", by: "giam-doc", results: ["gcn"]), state: .decided)
    try life.step(
      "Kết quả về trong chuyến 17 giờ", "2026-03-30T16:30", .agencyOfficer,
      .sendToCentre(bag: exchange("T-9", "2026-03-30T17:00")), state: .resultInTransit,
      told: [.resultSent])
    try life.step(
      "Trung tâm ký nhận", "2026-03-30T17:00", .officer,
      .receiveResult(HandoverCount(record: "GN-9", declared: 2, counted: 2)), state: .ready,
      papers: [.handoverRecord], told: [.resultEarly])
    try life.step(
      "Quá ngày hẹn chưa ai nhận: giữ tại Trung tâm, đưa vào danh sách (6.2.d)",
      "2026-04-02T08:00", .hall, .markUncollected, state: .ready, told: [.resultReady])
    try life.step(
      "Gửi bưu điện theo đăng ký của người nộp", "2026-04-03T09:00", .officer,
      .sendResult(tracking: "EW123456789VN"), state: .returned, papers: [.evaluationForm])
    try life.step("Lưu hồ sơ", "2026-04-03T10:00", .officer, .close, state: .archived)
  }
}
