// The words of what is asked for when an officer acts on a dossier: Vietnamese first, English beside it.

export const reasons = [
  ["missing-papers", "Thành phần hồ sơ chưa đầy đủ", "Papers not complete"],
  ["wrong-content", "Nội dung kê khai chưa đúng, chưa đủ", "Contents wrong or not complete"],
  ["not-eligible", "Không đủ điều kiện theo quy định", "Conditions not met"],
  ["out-of-scope", "Không thuộc thẩm quyền, phạm vi tiếp nhận", "Out of scope"],
  ["verification", "Cần thẩm tra, xác minh", "Verification needed"],
  ["awaiting-opinion", "Chưa có ý kiến cơ quan phối hợp", "Opinion awaited"],
  ["workload", "Khối lượng hồ sơ tăng", "Workload"], ["force-majeure", "Nguyên nhân bất khả kháng", "Force majeure"],
  ["agency-fault", "Do lỗi của cơ quan giải quyết", "The agency's fault"], ["other", "Lý do khác (ghi rõ)", "Another (write it down)"],
];

const parties = [["agency", "Cơ quan giải quyết", "Agency"], ["centre", "Trung tâm", "Centre"], ["post", "Bưu điện", "Post"], ["applicant", "Người nộp", "Applicant"]];
const ways = [["counter", "Tại quầy", "At the counter"], ["post", "Qua bưu điện", "By post"], ["online", "Trực tuyến", "Online"]];

export const findings = [
  ["complete", "Đủ", "Complete"], ["missing", "Thiếu", "Missing"],
  ["contentIncomplete", "Kê khai chưa đủ", "Contents not complete"], ["held", "Đã có trên hệ thống", "Held digitally"],
];

const notes = [
  ["progress", "Tiến độ xử lý", "Progress"], ["passedOn", "Đã chuyển bộ phận chuyên môn", "Passed on"],
  ["progressAsked", "Hỏi tiến độ", "Progress asked"], ["progressAnswered", "Trả lời tiến độ", "Progress answered"],
  ["delayReason", "Văn bản nêu lý do chậm", "Reason of a delay"], ["reminder", "Nhắc việc", "Reminder"],
  ["digitised", "Đã số hóa", "Digitised"], ["exchange", "Trao đổi văn bản, điện thoại", "Exchange"], ["meeting", "Họp liên cơ quan", "Meeting"],
  ["consultedBefore", "Hỏi ý kiến trước khi nhận", "Consulted before"], ["explanationAsked", "Người nộp hỏi lý do bổ sung", "Explanation asked"],
  ["explanationGiven", "Đã giải thích", "Explanation given"], ["pickedUp", "Cơ quan đến lấy hồ sơ trong ngày", "Picked up"],
  ["supportCalled", "Mời chuyên viên hỗ trợ", "Support called"], ["supportCame", "Chuyên viên đã đến", "Support came"],
  ["mirrored", "Theo dõi trên hệ thống cấp trên", "Mirrored"], ["bypassReported", "Cơ quan làm việc thẳng với người nộp", "Bypass reported"],
  ["ministrySoftware", "Theo dõi trên phần mềm của bộ", "Ministry's software"], ["mandate", "Giấy giới thiệu của bưu điện, đại lý", "Mandate"],
  ["corrected", "Sửa một nội dung ghi sai", "Corrected"],
];

/** Each member: how it is asked for, its words, and whether it may be left empty. */
export const members = {
  reason: { as: "choice", name: ["Lý do", "Reason"], choices: reasons },
  authority: { as: "text", name: ["Cơ quan có thẩm quyền", "Competent authority"], most: 120 },
  letter: { as: "check", name: ["Người nộp muốn có văn bản hướng dẫn", "A letter is wanted"] },
  amount: { as: "amount", name: ["Số tiền (đồng)", "Amount (đồng)"] },
  receipt: { as: "mark", name: ["Số biên lai", "Receipt number"] },
  code: { as: "text", name: ["Mã hồ sơ (để trống nếu trung tâm cấp mã)", "Code; empty when the hall gives it"], most: 64, optional: true },
  medium: { as: "choice", preset: true, name: ["Hồ sơ", "Medium"], choices: [["paper", "Giấy", "Paper"], ["electronic", "Điện tử", "Electronic"]] },
  applicant: { as: "choice", preset: true, name: ["Người nộp là", "Applicant"], choices: [["person", "Cá nhân", "Person"], ["organisation", "Tổ chức", "Organisation"]] },
  digitised: { as: "check", name: ["Đã số hóa giấy tờ", "Papers are scanned"], isOn: true, always: true },
  resultChannel: { as: "choice", preset: true, name: ["Nhận kết quả", "Result by"], choices: ways },
  delegation: { as: "mark", name: ["Số văn bản ủy quyền", "Act of delegation"], optional: true },
  results: { as: "marks", name: ["Giấy tờ kết quả, cách nhau bằng dấu phẩy", "Papers of the result, by commas"], optional: true },
  bag: { as: "mark", name: ["Số túi hồ sơ (để trống nếu chỉ có dữ liệu)", "Bag; empty for data alone"], optional: true },
  carrier: { as: "choice", name: ["Người vận chuyển", "Carrier"], optional: true, choices: [
    ["publicPost", "Bưu điện", "Public post"], ["agencyStaff", "Người của cơ quan", "Agency's staff"],
    ["centreStaff", "Người của Trung tâm", "Centre's staff"], ["secondedOfficer", "Công chức được cử đến Trung tâm", "Seconded officer"], ["other", "Khác", "Other"]] },
  round: { as: "moment", name: ["Chuyến giao nhận lúc", "Courier round"], optional: true },
  extraReason: { as: "choice", name: ["Lý do đi ngoài chuyến", "Why outside the rounds"], choices: reasons, optional: true },
  record: { as: "mark", name: ["Số biên bản", "Record number"] },
  declared: { as: "count", name: ["Số hồ sơ ghi trên túi", "Declared"] },
  counted: { as: "count", name: ["Số hồ sơ đếm được", "Counted"] },
  officer: { as: "mark", name: ["Tài khoản người thụ lý", "Officer's account"] },
  appointmentAt: { as: "moment", name: ["Hẹn lúc (để trống nếu không cần người nộp)", "Appointment, if the applicant is needed"], optional: true },
  place: { as: "text", name: ["Địa điểm", "Place"], most: 120, optional: true },
  participants: { as: "marks", name: ["Cơ quan tham gia, cách nhau bằng dấu phẩy", "Offices, by commas"], optional: true },
  complete: { as: "check", name: ["Biên bản đã đầy đủ", "The record is complete"], always: true },
  agency: { as: "text", name: ["Cơ quan", "Agency"], most: 120 },
  question: { as: "mark", name: ["Số văn bản hỏi ý kiến", "Number of the question"] },
  dueAt: { as: "moment", name: ["Hạn trả lời", "Answer by"] },
  number: { as: "count", name: ["Lần lấy ý kiến số", "Consultation number"] },
  means: { as: "choice", name: ["Ý kiến đến bằng", "It came by"], choices: [["system", "Hệ thống", "System"], ["controlSlip", "Phiếu kiểm soát", "Control slip"]] },
  lead: { as: "text", name: ["Cơ quan chủ trì", "Lead agency"], most: 120 },
  proofs: { as: "checks", name: ["Đã xuất trình", "Shown"], choices: [
    ["slip", "Giấy hẹn", "Slip"], ["identity", "Giấy tờ tùy thân", "Identity"], ["authorisation", "Giấy ủy quyền", "Authorisation"]] },
  representative: { as: "check", name: ["Người khác nhận thay", "Somebody else came"] },
  counterOf: { as: "text", name: ["Tại quầy của cơ quan (liên thông)", "At the counter of"], most: 120, optional: true },
  tracking: { as: "mark", name: ["Số bưu gửi", "Tracking number"], optional: true },
  cause: { as: "choice", name: ["Nguyên nhân", "Cause"], choices: [["objective", "Khách quan", "Objective"], ["subjective", "Chủ quan", "Subjective"]], optional: true },
  newDate: { as: "day", name: ["Ngày hẹn mới", "New day"] },
  reference: { as: "mark", name: ["Số văn bản", "Reference"], optional: true },
  fault: { as: "choice", name: ["Lỗi của", "Whose fault"], choices: parties },
  bearer: { as: "choice", name: ["Bên chịu chi phí", "Who bears the cost"], choices: parties },
  item: { as: "mark", name: ["Giấy tờ (mã hoặc số)", "Paper"] },
  damaged: { as: "check", name: ["Bị hỏng (không mất)", "Damaged, not lost"], always: true },
  transferred: { as: "check", name: ["Tiền đã chuyển cho cơ quan", "Already transferred"], always: true },
  applicantRequest: { as: "mark", name: ["Số đề nghị của người nộp", "Applicant's request"], optional: true },
  agencyRequest: { as: "mark", name: ["Số đề nghị của cơ quan", "Agency's request"], optional: true },
  cancelledReceipt: { as: "mark", name: ["Số biên lai hủy", "Cancelled receipt"] },
  channel: { as: "choice", name: ["Nhận kết quả", "Result by"], choices: ways },
  request: { as: "mark", name: ["Số đề nghị của người nộp", "Applicant's request"], optional: true },
  note: { as: "choice", name: ["Nội dung", "What"], choices: notes },
  party: { as: "text", name: ["Cơ quan liên quan", "Agency concerned"], most: 120, optional: true },
};

/** The same word means another thing in these acts. */
export const ofAct = {
  transfer: { slip: { as: "mark", name: ["Số phiếu chuyển thông tin", "Transfer slip"] } },
  approve: { slip: { as: "mark", name: ["Số phiếu chuyển thông tin của Trung tâm", "The Centre's transfer slip"], optional: true } },
  accept: { slip: { as: "check", name: ["In giấy hẹn dù không bắt buộc", "A slip although none is required"] } },
  "handle-immediately": { slip: { as: "check", name: ["Người nộp muốn có giấy hẹn", "A slip is wanted"] } },
  "receive-result": {
    record: { as: "mark", name: ["Số biên bản (để trống nếu chỉ có dữ liệu)", "Record; empty for data alone"], optional: true },
    declared: { as: "count", name: ["Số hồ sơ ghi trên túi", "Declared"], optional: true },
    counted: { as: "count", name: ["Số hồ sơ đếm được", "Counted"], optional: true },
  },
  "file-explanation": { reference: { as: "mark", name: ["Số báo cáo giải trình", "Number of the explanation"] } },
};
