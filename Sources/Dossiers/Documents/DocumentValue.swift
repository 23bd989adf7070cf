/// One paper of a dossier's life with everything that stands on it, except who the applicant is.
///
/// Whoever makes it has decided already; nothing is computed or looked up from here on. Names and
/// addresses come beside it, as `DocumentPersonal`, and are never kept with it.
public struct DocumentValue: Hashable, Sendable {
  public var kind: DocumentKind
  /// Its number in the register of its kind and year, from 1; `nil` for papers without a number.
  public var number: Int?
  /// The how-manieth of its kind for the dossier, from 1 (lần).
  public var ordinal: Int
  public var issuedAt: CivilMoment
  public var centre: DocumentCentre
  /// What the paper is about; `nil` for a register and for answers to what was never a dossier.
  public var dossier: DocumentDossier?
  /// The agency that decides, asks or explains, by its name.
  public var agency: String?
  /// Agencies that take part, in their order.
  public var participants: [String] = []
  /// To whom a report or a letter between offices goes, such as `Chủ tịch UBND tỉnh`.
  public var recipient: String?
  /// Papers handed in, papers wanted or papers given back, as the kind has it.
  public var components: [DocumentComponent] = []
  /// Reasons from the procedure's list, each with the provision it rests on.
  public var reasons: [DocumentReason] = []
  /// Why the term ends when it ends, in sentences.
  public var explanation: [String] = []
  /// Who had the dossier, and until when.
  public var steps: [DocumentStep] = []
  /// Lines of a register or of a handover record.
  public var entries: [DocumentEntry] = []
  public var fee: DocumentFee?
  /// When and where somebody is expected: a verification on the spot.
  public var meeting: DocumentMeeting?
  /// Who made it out.
  public var officer: DocumentPerson?
  /// Who signs for the office.
  public var leader: DocumentPerson?
  /// The number of the hall under which the visitor waits or waited.
  public var ticket: String?

  public init(
    kind: DocumentKind, number: Int? = nil, ordinal: Int = 1, issuedAt: CivilMoment,
    centre: DocumentCentre, dossier: DocumentDossier? = nil
  ) {
    self.kind = kind
    self.number = number
    self.ordinal = ordinal
    self.issuedAt = issuedAt
    self.centre = centre
    self.dossier = dossier
  }
}

/// The centre as its papers name it; configuration, not law.
public struct DocumentCentre: Hashable, Sendable {
  /// The short name its regulation has: `LC`.
  public var code: String
  /// As in the head of its papers, without its superior.
  public var name: String
  /// The authority above it, first line of the head.
  public var superior: String
  /// Behind the number of a paper: `TTPVHCC`.
  public var symbol: String
  /// Before the date: `Lai Châu`.
  public var place: String
  public var address: String?
  public var phone: String?
  public var website: String?
  /// The name of the information system, for the QR code.
  public var system: String

  public init(
    code: String, name: String, superior: String, symbol: String, place: String, system: String,
    address: String? = nil, phone: String? = nil, website: String? = nil
  ) {
    self.code = code
    self.name = name
    self.superior = superior
    self.symbol = symbol
    self.place = place
    self.system = system
    self.address = address
    self.phone = phone
    self.website = website
  }
}

/// The dossier as a paper states it.
public struct DocumentDossier: Hashable, Sendable {
  public var code: String
  public var procedureCode: String
  public var procedureName: String
  public var domainName: String?
  public var receivedAt: CivilMoment?
  /// The appointment, as it holds when the paper is issued.
  public var dueAt: CivilMoment?
  /// The appointment that an apology or an extension takes back.
  public var previousDueAt: CivilMoment?
  public var returnedAt: CivilMoment?
  public var term: TermLength?
  /// Sets of papers (bộ).
  public var sets: Int = 1
  /// Ordinal of the day (HU QT II.1).
  public var ordinalOfDay: Int?
  /// Where it is entered in the Sổ theo dõi hồ sơ: book and line.
  public var book: Int?
  public var entry: Int?
  /// Where the applicant wants the result.
  public var returnPlace: String?

  public init(code: String, procedureCode: String, procedureName: String) {
    self.code = code
    self.procedureCode = procedureCode
    self.procedureName = procedureName
  }
}

/// Who signs, by name and title.
public struct DocumentPerson: Hashable, Sendable {
  public var name: String
  public var title: String
  public var agency: String?
  public var phone: String?

  public init(name: String, title: String, agency: String? = nil, phone: String? = nil) {
    self.name = name
    self.title = title
    self.agency = agency
    self.phone = phone
  }
}

/// A fee as the slip states it; the fee desk's own receipts are another matter.
public struct DocumentFee: Hashable, Sendable {
  /// Vietnamese đồng.
  public var amount: Int
  public var legalBasis: String?
  /// Number of the receipt.
  public var receipt: String?

  public init(amount: Int, legalBasis: String? = nil, receipt: String? = nil) {
    self.amount = amount
    self.legalBasis = legalBasis
    self.receipt = receipt
  }
}

/// When and where somebody is expected.
public struct DocumentMeeting: Hashable, Sendable {
  public var at: CivilMoment
  public var place: String

  public init(at: CivilMoment, place: String) {
    self.at = at
    self.place = place
  }
}
