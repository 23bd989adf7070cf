/// A document of a dossier's life; the raw strings are stored, the titles are configuration.
///
/// Source: TT 01/2018/TT-VPCP forms 01 to 06; DOMAIN of the centres' own papers.
public enum DocumentKind: String, CaseIterable, Sendable, Codable {
  /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
  case receiptSlip
  /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
  case supplementRequest
  /// Phiếu từ chối tiếp nhận, giải quyết hồ sơ.
  case refusalSlip
  /// Phiếu xin lỗi và hẹn lại ngày trả kết quả.
  case apologyReschedule
  /// Phiếu kiểm soát quá trình giải quyết hồ sơ.
  case controlSlip
  /// The dossier's line in the Sổ theo dõi hồ sơ.
  case registerEntry
  /// Phiếu hồ sơ, before intake (HU QT II.1).
  case registrationSlip
  /// Phiếu chuyển thông tin of the Centre (LC 19.6).
  case transferSlip
  /// Phiếu chuyển xử lý: each agency's task and limit (LC 15.5.a).
  case routingSlip
  /// Biên bản giao nhận (VL 4.2.c).
  case handoverRecord
  /// Thư xin lỗi.
  case apologyLetter
  /// Phiếu thừa nhận lỗi (HU DA IV.3.3.b).
  case faultAdmission
  /// Phiếu gia hạn of the Centre (HU QT III).
  case extensionNotice
  /// Phiếu đề nghị gia hạn thời gian giải quyết of the agency (LC 16.6).
  case extensionRequest
  /// Notice of a postponement for an objective cause (SL 7.1.d).
  case postponementNotice
  /// Báo cáo giải trình to the Chairman (LC 16.6).
  case explanationReport
  /// Phiếu thu phí, lệ phí.
  case feeSlip
  /// Phiếu đánh giá.
  case evaluationForm
  /// Written answer to an out-of-scope filing (LC 13.7).
  case guidanceLetter
  /// Place, time and participants of a verification (LC 15.3.b).
  case verificationAppointment
  /// The confirmation of a withdrawal (P-20).
  case withdrawalConfirmation
  /// The record of a wrong result and of who bears the cost (LC 18.1).
  case correctionRecord
  /// The record of a loss or damage (LC 18.2).
  case lossRecord

  /// The number of the form in TT 01/2018, 1 to 6; `nil` for the centres' own papers.
  public var form: Int? {
    switch self {
    case .receiptSlip: 1
    case .supplementRequest: 2
    case .refusalSlip: 3
    case .apologyReschedule: 4
    case .controlSlip: 5
    case .registerEntry: 6
    default: nil
    }
  }
}

/// To whom a document or notice goes, by part; the raw strings are stored.
public enum Recipient: String, CaseIterable, Sendable, Codable {
  case applicant, centre, agency, authority, director, chairman
}

/// How a document reaches its recipient; the raw strings are stored.
public enum Delivery: String, CaseIterable, Sendable, Codable {
  case inHand, post, online
  /// Between offices.
  case office
}

/// What someone is told; the raw strings are stored and are keys of sentences.
public enum NoticeKind: String, CaseIterable, Sendable, Codable {
  case supplementWanted, supplementArrived, feeWanted, dateChanged, resultEarly, resultReady
  case verificationAppointment, sameDayAlert, consultationAsked, consultationOverdue
  case overdueUrged, reminder, loss, calendarChanged, taskGiven, chainDone, resultSent, withdrawn
}

/// A document that is to be made, and for whom.
public struct DocumentIssued: Hashable, Sendable, Codable {
  public let document: DocumentKind
  /// `centre`, or the agency that issues it; what an applicant gets always comes through the Centre.
  public let issuer: String
  public let recipient: Recipient
  /// Further recipients of a copy each (SL 7.1.d).
  public let copies: [Recipient]
  public let delivery: Delivery
  /// The how-manieth document of this kind of the dossier, from 1.
  public let ordinal: Int
  /// A reason's code.
  public let reason: String?
  /// Components, results or agencies the document lists.
  public let items: [String]
  /// The date it promises or names.
  public let dueAt: CivilMoment?
}

/// A notice that is to be sent.
public struct NoticeAsked: Hashable, Sendable, Codable {
  public let notice: NoticeKind
  public let recipient: Recipient
  /// The agency or authority meant.
  public let party: String?
  /// By which channels the centre tells applicants; empty between offices.
  public let channels: [NotifyRule.Channel]
}

/// A line in one of the Centre's books.
public struct RegisterEntered: Hashable, Sendable, Codable {
  public let book: Book

  public enum Book: String, CaseIterable, Sendable, Codable {
    /// Sổ theo dõi hồ sơ.
    case dossiers
    /// The item of results to return (LC 15.7).
    case results
    /// Results kept for reuse (LC 16.5).
    case sharedResults
  }
}

/// A breach of the rules that supervision lists.
public struct BreachFound: Hashable, Sendable, Codable {
  public let breach: Breach

  public enum Breach: String, CaseIterable, Sendable, Codable {
    case lateTransfer, supplementLimitPassed, lateRefusal, overdueWithoutNotice
    case documentPastCentre, partsPastTotal
  }
}
