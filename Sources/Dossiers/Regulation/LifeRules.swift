/// What a centre's rules say of a dossier's life after and around its term.
///
/// One value for each figure of the parameter sheet, grouped as the regulation file groups them. The
/// defaults are those used where the sources are silent; a centre differs only through its file.
public struct LifeRules: Hashable, Sendable {
  public var registration = RegistrationRule()
  public var validity = ValidityRule()
  public var digitise = DigitiseRule()
  public var sameDay = SameDayRule()
  public var outOfScope = OutOfScopeRule()
  public var supplement = SupplementRule()
  public var apology = ApologyRule()
  public var transfer = TransferRule()
  public var courier = CourierRule()
  public var handover = HandoverRule()
  public var processing = ProcessingRule()
  public var consultation = ConsultationRule()
  public var linked = LinkedRule()
  public var approval = ApprovalRule()
  public var refusal = RefusalRule()
  public var overdue = OverdueRule()
  public var reschedule = RescheduleRule()
  public var notify = NotifyRule()
  public var returning = ReturnRule()
  public var fee = FeeRule()
  public var incident = IncidentRule()
  public var staff = StaffRule()
  public var office = OfficeRule()
  public var process = ProcessMinutes.hue

  public init() {}
}
