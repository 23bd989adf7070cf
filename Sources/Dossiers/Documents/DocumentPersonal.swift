/// Who the applicant is: what stands on the paper and nowhere else.
///
/// It comes from the personal data beside the log, goes onto paper and is forgotten. It cannot be encoded,
/// and writing it into a sentence writes a mark instead, so that it never enters a log by mistake.
public struct DocumentPersonal: Hashable, Sendable {
  public var applicant: DocumentApplicant
  /// Who came in the applicant's place.
  public var representative: String?
  /// Reasons that an officer typed; they may name people.
  public var typedReasons: [String]
  /// Applicants of a register's lines, by dossier code.
  public var others: [String: DocumentApplicant]

  public init(
    applicant: DocumentApplicant = DocumentApplicant(), representative: String? = nil,
    typedReasons: [String] = [], others: [String: DocumentApplicant] = [:]
  ) {
    self.applicant = applicant
    self.representative = representative
    self.typedReasons = typedReasons
    self.others = others
  }

  /// For papers that name nobody, and for dossiers whose personal data is erased.
  public static let none = DocumentPersonal()
}

/// A person or an organisation, as its papers name it.
public struct DocumentApplicant: Hashable, Sendable {
  public var name: String?
  public var address: String?
  public var phone: String?
  public var email: String?
  /// Number of the identity card, or tax number of an organisation.
  public var identifier: String?
  /// The account on the public service portal.
  public var account: String?

  public init(
    name: String? = nil, address: String? = nil, phone: String? = nil, email: String? = nil,
    identifier: String? = nil, account: String? = nil
  ) {
    self.name = name
    self.address = address
    self.phone = phone
    self.email = email
    self.identifier = identifier
    self.account = account
  }
}

extension DocumentPersonal: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
  public var description: String { "(personal)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension DocumentApplicant: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  public var description: String { "(personal)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
