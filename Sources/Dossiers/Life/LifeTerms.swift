// The dates around a term, as the steps of a dossier's life ask for them.

extension LifeContext {
  /// The term after the full dossier is here again (LC 15.3.b; SL 7.1.c).
  ///
  /// What was to be settled in hours or the same day has no days to split: it begins anew.
  func term(
    counting base: Term, stops: [ClockStop]
  ) throws(DossierRefusal) -> Term {
    guard base.days > 0 else {
      return try termRules.term(from: try termRules.deemedReceipt(at), length: procedure.term)
    }
    return try termRules.supplemented(
      from: base.startCountDay, days: base.days, stops: stops, mode: life.supplement.clock,
      minimumRemaining: life.supplement.minimumRemaining
    ).term
  }

  /// The stretch from a request to the full supplement that is here now.
  func stop(since requestedOn: CivilDate) throws(DossierRefusal) -> ClockStop {
    let supplied = rules.hasSessions(at.date) ? at.date : try rules.deemedReceipt(at).date
    return ClockStop(requestedOn: requestedOn, suppliedOn: supplied)
  }

  /// The term with another due day, on which the Centre must be open.
  func term(_ term: Term, movedTo day: CivilDate) throws(DossierRefusal) -> Term {
    guard day > term.dueDate else { throw .life(.newDateNotLater) }
    guard let close = rules.closeForPublic(on: day) else { throw .life(.newDateClosed(day)) }
    var moved = term
    moved.dueDate = day
    moved.dueAt = close
    return moved
  }

  /// Whether the bag's round is one of the plan, and has not left yet (P-26; VL 4.2.b; SL 6.2.e).
  func isPlanned(_ round: CivilMoment) -> Bool {
    rules.hasSessions(round.date) && life.courier.rounds.contains(round.time) && at < round
  }
}
