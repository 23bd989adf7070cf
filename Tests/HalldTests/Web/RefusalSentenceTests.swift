import Dossiers
import Testing
import Ticketing

@testable import halld

/// What people read when the hall says no: what, to what, why, what remains true, what to do.
@Suite struct `The sentences of refusals` {
  @Test(arguments: rows)
  func `are these, word for word`(refusal: Refusal, sentence: String) throws {
    let texts = try Texts(folder: Shipped.path("texts"))
    let said = texts.sentence(refusal.code, refusal.arguments)
    #expect(said.vi == sentence)
    #expect(!said.en.contains("{") && said.en != refusal.code)
  }

  private static let day = CivilDate(daysSinceEpoch: 20_778)

  private static let rows: [(Refusal, String)] = [
    (
      .unknownErrand("dat-dai-x"),
      "Chưa lấy được số: trung tâm không có việc \"dat-dai-x\". Mời chọn lại trên màn hình "
        + "hoặc hỏi bàn lễ tân."
    ),
    (
      .unknownPriority("vip"),
      "Chưa lấy được số: không có diện ưu tiên \"vip\". Mời chọn lại, hoặc lấy số thường và "
        + "báo với cán bộ."
    ),
    (
      .seriesUsedUp(domain: "dat-dai", last: "A999"),
      "Lĩnh vực này hôm nay đã phát hết số (số cuối là A999). Các số đã phát vẫn có giá "
        + "trị. Mời ông/bà hỏi bàn lễ tân hoặc quay lại vào ngày làm việc tiếp theo."
    ),
    (
      .closedToday(day),
      "Ngày 21/11/2026 trung tâm không tiếp nhận nên chưa lấy số được. Hồ sơ đã nộp không "
        + "bị ảnh hưởng. Mời ông/bà đến vào ngày làm việc tiếp theo."
    ),
    (
      .beforeTickets(from: .midnight.adding(minutes: 420)),
      "Chưa đến giờ lấy số: máy phát số từ 07:00. Mời ông/bà chờ đến giờ đó, không cần xếp "
        + "hàng trước máy."
    ),
    (
      .afterLastTicket(last: .midnight.adding(minutes: 990), next: CivilMoment("2026-11-23T07:30")),
      "Đã hết giờ lấy số (số cuối phát lúc 16:30). Các số đã phát vẫn được phục vụ. Mời "
        + "ông/bà lấy số lần tới từ 07:30 ngày 23/11/2026."
    ),
    (
      .nobodyServes(errand: "dat-dai"),
      "Chưa lấy được số cho việc này vì hôm nay không có quầy nào tiếp nhận. Mời ông/bà hỏi "
        + "bàn lễ tân."
    ),
    (
      .kioskCooldown(seconds: 3),
      "Máy vừa phát một số. Mời ông/bà chờ 3 giây rồi chạm lại; số vừa phát vẫn có giá trị."
    ),
    (
      .tooManyDossiers(limit: 10),
      "Chưa lấy được số: mỗi lượt nộp nhiều nhất 10 hồ sơ. Mời ông/bà giảm số hồ sơ, hoặc "
        + "lấy thêm số cho phần còn lại."
    ),
    (
      .notAPadNumber("A005"),
      "Chưa nhập được: \"A005\" không phải số của tập phiếu giấy. Chưa có gì được ghi. Xin "
        + "xem lại số in trên phiếu, ví dụ P001."
    ),
    (
      .padNumberTaken("P007"),
      "Chưa nhập được: số P007 của tập phiếu giấy đã được nhập hôm nay. Số đã nhập vẫn giữ "
        + "nguyên. Xin tìm số này để xem."
    ),
    (
      .padTimeImplausible("2026-11-20T08:00"),
      "Chưa nhập được: giờ phát 08:00 ngày 20/11/2026 không hợp lý (phải trong hôm nay và "
        + "không sau bây giờ). Chưa có gì được ghi. Xin nhập lại giờ."
    ),
    (
      .unknownTicket("A012"),
      "Không tìm thấy số này trong hôm nay; số chỉ có giá trị trong ngày lấy. Mời kiểm tra "
        + "lại, hoặc lấy số mới."
    ),
    (
      .ticketElsewhere(label: "A012", counter: "2"),
      "Chưa làm được: số A012 đang ở quầy khác (2). Số vẫn giữ nguyên ở quầy đó. Xin hỏi "
        + "quầy đó trước."
    ),
    (
      .ticketNotWaiting(label: "A012", state: "called"),
      "Chưa làm được: số A012 không còn trong hàng chờ, có thể vừa được quầy khác gọi. Danh "
        + "sách đã được cập nhật, xin chọn lại."
    ),
    (
      .ticketOver(label: "A012", state: "done"),
      "Chưa làm được: lượt của số A012 đã kết thúc (xong, đã hủy hoặc hết hiệu lực). Nếu "
        + "cần tiếp tục, mời lấy số mới."
    ),
    (
      .cannotComeBack(label: "A012", state: "waiting"),
      "Số A012 không cần báo quay lại: số này không bị lỡ lượt, hoặc lượt đã kết thúc. Mời "
        + "xem tình trạng số, hoặc hỏi bàn lễ tân."
    ),
    (
      .returnTooLate(label: "A012"),
      "Số A012 đã quá thời gian được quay lại sau khi lỡ lượt. Mời ông/bà lấy số mới; nếu "
        + "có lý do chính đáng, mời hỏi bàn lễ tân."
    ),
    (
      .returnUsed(label: "A012"),
      "Số A012 đã được quay lại một lần và lại lỡ lượt, nên không xếp lại được nữa. Mời "
        + "ông/bà lấy số mới."
    ),
    (
      .unknownCounter("9"),
      "Không có quầy \"9\" trong cấu hình. Chưa có gì thay đổi. Xin chọn lại quầy."
    ),
    (
      .counterClosed("3"),
      "Chưa làm được: quầy đang đóng. Các số vẫn chờ nguyên chỗ. Xin mở quầy trước."
    ),
    (
      .counterPaused("3"),
      "Chưa làm được: quầy đang tạm nghỉ. Các số vẫn chờ nguyên chỗ. Xin mở lại quầy trước."
    ),
    (
      .counterBusy("3", label: "A012"),
      "Chưa gọi được số mới: quầy đang có số A012. Xin kết thúc, cất hoặc chuyển số A012 "
        + "trước."
    ),
    (
      .counterEmpty("3"),
      "Chưa làm được: quầy không có số nào đang gọi hay đang tiếp. Xin gọi số tiếp theo "
        + "trước."
    ),
    (
      .alreadyServing("3", label: "A012"),
      "Số A012 đã đang được tiếp tại quầy, không cần bắt đầu lại. Xin tiếp tục, hoặc bấm "
        + "Kết thúc (F)."
    ),
    (
      .officerElsewhere(officer: "tung", counter: "2"),
      "Chưa mở được quầy: tài khoản tung đang mở ở quầy 2. Quầy kia vẫn hoạt động. Xin đóng "
        + "quầy kia trước."
    ),
    (
      .anotherOfficer("3", officer: "hoa"),
      "Chưa làm được: quầy này do tài khoản hoa đang mở. Xin để người đó đóng quầy, rồi mở "
        + "lại bằng tài khoản của mình."
    ),
    (
      .reasonMissing,
      "Chưa làm được: việc này cần ghi lý do. Chưa có gì thay đổi. Xin nhập lý do rồi làm "
        + "lại."
    ),
    (
      .recallLimit(label: "A012", limit: 5),
      "Chưa gọi lại được: số A012 đã được gọi đủ 5 lần. Số vẫn ở quầy. Xin bấm Vắng mặt (P) "
        + "để cất số và gọi người tiếp theo."
    ),
    (
      .sameCounter("3"),
      "Chưa chuyển được: nơi đến chính là quầy này. Số vẫn ở quầy. Xin chọn việc khác hoặc "
        + "quầy khác."
    ),
    (
      .unknownJob(JobID(7)),
      "Không tìm thấy lệnh in 7. Số thứ tự không bị ảnh hưởng. Xin in lại từ trang lễ tân."
    ),
    (
      .slipCannot(job: JobID(7), from: "printed", to: "sending"),
      "Lệnh in 7 không thể chuyển từ \"printed\" sang \"sending\". Số thứ tự không bị ảnh "
        + "hưởng. Xin in lại từ trang lễ tân nếu cần."
    ),
    (
      .notAtCounter(label: "A012", counter: "3"),
      "Chưa tiếp nhận được hồ sơ: số A012 không ở quầy này. Chưa có hồ sơ nào được ghi. Xin "
        + "gọi số và bắt đầu tiếp trước."
    ),
    (
      .dossierLimit(label: "A012", limit: 10),
      "Chưa tiếp nhận thêm được: lượt của số A012 đã đủ 10 hồ sơ. Các hồ sơ đã nhận vẫn "
        + "nguyên. Phần còn lại cần một số mới."
    ),
    (
      .dossier(.codeTaken("000.00.12.H35-261121-0007")),
      "Chưa tiếp nhận được: mã hồ sơ 000.00.12.H35-261121-0007 đã được dùng. Hồ sơ cũ không "
        + "thay đổi. Xin quét lại mã, hoặc tra cứu hồ sơ đó."
    ),
    (
      .dossier(.codeComesFromProvince),
      "Chưa tiếp nhận được: mã hồ sơ do hệ thống của tỉnh cấp. Chưa có hồ sơ nào được ghi. "
        + "Xin quét hoặc nhập mã đó."
    ),
    (
      .dossier(.codeUnreadable),
      "Không đọc được mã hồ sơ. Mã có dạng như 000.00.12.H35-261123-0007, in trên giấy hẹn. "
        + "Mời quét lại hoặc nhập lại."
    ),
    (
      .arrangement(
        .peopleLeft(line: BilingualName(vi: "Đất đai", en: "Land"), waiting: 4)),
      "Chưa đổi được: hàng Đất đai còn 4 người chờ và sẽ không còn quầy nào đang mở phục vụ. Chưa "
        + "có gì thay đổi. Xin giao hàng này cho quầy khác trước, hoặc xác nhận vẫn đổi."
    ),
    (
      .arrangement(.otherAgency("binh", agency: "Sở Tư pháp")),
      "Chưa cử được người làm thay: người làm thay phải cùng cơ quan với cán bộ vắng mặt (Sở Tư "
        + "pháp), tài khoản binh thì không. Chưa có gì thay đổi. Xin chọn người khác."
    ),
    (
      .incident(.paperEntered("P007")),
      "Giấy P007 đã được nhập rồi, mỗi giấy chỉ nhập một lần. Nội dung đã nhập vẫn giữ nguyên. "
        + "Xin nhập giấy tiếp theo."
    ),
    (
      .incident(.paperLeftOut("P007")),
      "Chưa kết thúc được sự cố: giấy P007 đã được nhập hoặc hủy nhưng không có trong danh sách "
        + "giấy đã dùng. Chưa có gì thay đổi. Xin thêm số đó vào danh sách."
    ),
    (
      .incident(
        .timeOutside("2026-11-21T07:00", from: "2026-11-21T08:00", to: "2026-11-21T09:30")),
      "Chưa nhập được: giờ ghi trên giấy (07:00 ngày 21/11/2026) nằm ngoài sự cố (từ 08:00 ngày "
        + "21/11/2026 đến 09:30 ngày 21/11/2026). Chưa có gì được ghi. Xin xem lại giờ, hoặc chọn "
        + "đúng sự cố."
    ),
    (
      .incident(.notWaitingToday(label: "P007", day: day)),
      "Chưa nhập được: số P007 phát 21/11/2026, không còn chờ hôm nay. Chưa có gì được ghi. Nếu "
        + "người dân đã được tiếp trên giấy, xin nhập là đã phục vụ; nếu không, ghi là hủy kèm lý "
        + "do."
    ),
    (
      .incident(.incidentNeeded(receivedAt: "2026-11-21T07:00")),
      "Chưa tiếp nhận được: giờ nhận 07:00 ngày 21/11/2026 có trước số thứ tự. Hồ sơ nhận trên "
        + "giấy chỉ được nhập trong một sự cố. Chưa có hồ sơ nào được ghi. Xin mở trang Sự cố."
    ),
  ]
}
