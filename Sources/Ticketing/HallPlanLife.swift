public import Dossiers

extension HallPlan {
  /// What a decision about a dossier needs of the law: the rules of the day, those of its
  /// acceptance, and the procedure.
  ///
  /// A dossier whose procedure has left the catalogue keeps the term and the agency it has.
  /// - Throws: `noRegulation`; `procedureNotListed` for what begins by a procedure nobody knows.
  public func context(
    of dossier: Dossier?, procedure id: String, actor: DossierActor, at moment: CivilMoment,
    backEntry: BackEntry? = nil
  ) throws(DossierRefusal) -> LifeContext {
    guard let rules = regulations.inForce(centre: centreCode, on: moment.date) else {
      throw .noRegulation(moment.date)
    }
    let known = procedure(id) ?? dossier.flatMap(Procedure.init(of:))
    guard let known else { throw .life(.procedureNotListed(id)) }
    let earlier = dossier?.accepted.flatMap {
      regulations.governing($0.regulation, on: moment.date)
    }
    return LifeContext(
      actor: actor, at: moment, rules: rules, acceptanceRules: earlier, procedure: known,
      backEntry: backEntry)
  }
}

extension Procedure {
  /// What a dossier itself still says of its procedure; `nil` before an agency is known.
  init?(of dossier: Dossier) {
    guard let agency = dossier.agency else { return nil }
    self.init(
      id: dossier.procedure, days: dossier.accepted?.term.days ?? 0, agency: agency)
  }

  /// A procedure of which nothing but the term and the agency is known; 0 days: the same day.
  public init(id: String, days: Int, agency: String) {
    self.init(
      id: id, name: BilingualName(vi: id, en: id), domain: "", leadAgency: agency,
      term: days > 0 ? .workingDays(days) : .sameDay)
  }
}

extension HallPlan {
  /// What will fall due of a dossier by today's rules; `nil` while no rules hold.
  public func dueItems(of dossier: Dossier, at moment: CivilMoment) -> [DueItem]? {
    let context = try? context(
      of: dossier, procedure: dossier.procedure,
      actor: DossierActor(role: .hall, id: "hall"), at: moment)
    return context.map { dossier.dueItems(in: $0) }
  }
}

extension HallPlan {
  /// Whether the dossier's term ends otherwise by the present calendar (P-32).
  public func isRecounted(_ dossier: Dossier, at moment: CivilMoment) -> Bool {
    guard dossier.state.termRuns, dossier.term != nil else { return false }
    let context = try? context(
      of: dossier, procedure: dossier.procedure,
      actor: DossierActor(role: .hall, id: "hall"), at: moment)
    guard let context else { return false }
    return (try? dossier.decide(.recount, in: context)) != nil
  }
}
