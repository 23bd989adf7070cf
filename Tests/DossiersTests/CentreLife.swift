import Dossiers

/// The life rules of the five centres, written by hand from the parameter sheet.
///
/// The files under `Config/regulations` must say the same: `RegulationFolderTests` lists all by which
/// each centre differs from the defaults.
enum CentreLife {
  static let laiChau: LifeRules = {
    var life = LifeRules()
    life.linked.returnAt = .centre
    life.reschedule.documents = [
      RescheduleDocument(
        kind: .extensionRequest, title: "Phiếu đề nghị gia hạn thời gian giải quyết"),
      RescheduleDocument(kind: .apology, title: "văn bản xin lỗi"),
      RescheduleDocument(
        kind: .explanationReport, title: "báo cáo giải trình gửi Chủ tịch UBND tỉnh"),
    ]
    life.notify.channels = [.email, .sms, .phone, .socialNetwork]
    life.returning.ownProofs = [.slip]
    life.fee.collector = .feeCounter
    life.fee.transfer = .toAgencies
    life.staff.absenceNoticeWorkingDays = 3
    return life
  }()

  static let sonLa: LifeRules = {
    var life = LifeRules()
    life.sameDay.notifyAgency = true
    life.courier.mode = .agencyStaff
    life.courier.rounds = [time("11:00"), time("17:00")]
    life.courier.forbidSeconded = true
    life.handover.record = .bothWays
    life.supplement.clock = .resume
    life.refusal.deadline = .atOnce
    life.overdue.handling = .byCause
    life.overdue.explanationReport = .centre
    life.reschedule.maxFraction = RescheduleRule.Fraction(1, of: 2)
    life.reschedule.documents = [
      RescheduleDocument(
        kind: .postponement, title: "Văn bản thông báo lùi thời hạn trả kết quả"),
      RescheduleDocument(kind: .apology, title: "Văn bản xin lỗi và hẹn lại ngày trả kết quả"),
    ]
    life.notify.channels = [.writing]
    life.returning.ownProofs = [.slip]
    life.fee.account = .budget
    life.fee.collector = .agencyOfficer
    life.incident.backEntry = .notify
    life.staff.dailyHours = 8
    return life
  }()

  static let vinhLong: LifeRules = {
    var life = LifeRules()
    life.courier.mode = .publicPost
    life.courier.rounds = ["08:00", "10:00", "14:00", "16:00"].map { time($0) }
    life.courier.flexible = true
    life.supplement.formTitle = "Phiếu yêu cầu bổ sung hồ sơ"
    life.overdue.explanationReport = .none
    life.notify.channels = [.email, .sms, .phone]
    life.returning.ownProofs = [.slip]
    life.fee.account = .bank
    life.fee.collector = .agency
    life.fee.reconcile = .monthly
    life.office.evaluationPeriod = .year
    return life
  }()

  static let konTum: LifeRules = {
    var life = LifeRules()
    life.transfer.cutoff = time("16:00")
    life.courier.rounds = [time("11:00"), time("17:00")]
    life.overdue.explanationReport = .centre
    life.returning.ownProofs = [.slip]
    life.fee.account = .byLaw
    life.staff.reviewMonths = 6
    life.office.evaluationPeriod = .halfYear
    life.office.reportDay = .fixed(22)
    return life
  }()

  static let hue: LifeRules = {
    var life = LifeRules()
    life.registration.slip = true
    life.validity.includesContent = false
    life.digitise.organisationSelf = true
    life.sameDay.slip = .always
    life.supplement.limit = .soft
    life.supplement.formTitle = "Phiếu đề nghị bổ sung thành phần hồ sơ"
    life.courier.mode = .direct
    life.handover.record = .notifyCentre
    life.overdue.handling = .officeExplains
    life.overdue.explanationReport = .director
    life.overdue.faultSlip = true
    life.reschedule.documents = [
      RescheduleDocument(kind: .faultAdmission, title: "Phiếu thừa nhận lỗi"),
      RescheduleDocument(kind: .extensionNotice, title: "Phiếu gia hạn"),
      RescheduleDocument(kind: .apology, title: "Phiếu xin lỗi"),
    ]
    life.returning.originals = .wholeWhenIneligible
    life.fee.account = .agencies
    life.fee.transfer = .periodically
    life.staff.reviewMonths = 6
    life.office.level = .district
    life.office.domains = 14
    life.office.updatesPerDay = 2
    life.office.evaluationPeriod = .halfYear
    return life
  }()
}
