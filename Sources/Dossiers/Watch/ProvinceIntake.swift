/// What the province's system says of a dossier that it has taken in (LC 2.8).
public struct ProvinceIntake: Hashable, Sendable {
  /// The province's code: untrusted text.
  public var code: String
  public var channel: Intake.Channel
  public var medium: DossierMedium
  public var applicant: ApplicantKind
  public var resultChannel: ResultChannel

  public init(
    code: String, channel: Intake.Channel = .counter, medium: DossierMedium = .electronic,
    applicant: ApplicantKind = .person, resultChannel: ResultChannel = .counter
  ) {
    self.code = code
    self.channel = channel
    self.medium = medium
    self.applicant = applicant
    self.resultChannel = resultChannel
  }
}

extension Dossier {
  /// How a dossier begins that the province's system has accepted: its code, our term.
  ///
  /// The province has given the slip and made its papers; the register is the Centre's.
  /// - Throws: what forbids the intake, such as a code that is none.
  public static func follow(
    _ intake: ProvinceIntake, in context: LifeContext
  ) throws(DossierRefusal) -> [DossierEvent] {
    guard context.actor.role == .province else {
      throw .life(.notYourPart(.followProvince, context.actor.role))
    }
    try context.mayTakeIn()
    let procedure = context.procedure
    let accepted = try Intake(
      procedure: Intake.Procedure(
        id: procedure.id, term: procedure.term, agency: procedure.leadAgency),
      channel: intake.channel, receivedAt: context.at, code: .scanned(intake.code)
    ).decide(under: context.rules)
    return [
      .accepted(accepted),
      .papersTaken(
        PapersTaken(
          medium: intake.medium, applicant: intake.applicant,
          isDigitised: intake.medium == .electronic, components: [], held: [], originals: [],
          resultChannel: intake.resultChannel)),
      .registerEntered(RegisterEntered(book: .dossiers)),
    ]
  }
}
