internal import Dossiers

extension Hall {
  /// A dossier taken in, from the visitor at the counter or without any (post, online).
  ///
  /// The dossier's own rules are asked in `Dossiers`; visit and dossier change together.
  func decideIntake(
    _ intake: Intake, counter: CounterID?, ticket: TicketID?, plan: HallPlan
  ) throws(Refusal) -> [HallEvent] {
    var events: [HallEvent] = []
    if let ticket {
      events = try decideService(of: ticket, at: counter, takesIn: true, plan: plan)
      let visit = try known(ticket)
      // Dated back before the number existed, it was taken in on paper: that needs an incident.
      if intake.channel == .counter, intake.receivedAt < visit.issuedAt.civil.toTheMinute {
        throw .incident(.incidentNeeded(receivedAt: intake.receivedAt.description))
      }
    }
    do throws(DossierRefusal) {
      guard
        let regulation = plan.regulations.inForce(
          centre: plan.centreCode, on: intake.receivedAt.date)
      else { throw .noRegulation(intake.receivedAt.date) }
      let accepted = try intake.decide(under: regulation)
      events.append(
        .dossierAccepted(
          DossierFromVisit(ticket: ticket, counter: counter, accepted: accepted)))
    } catch {
      throw .dossier(error)
    }
    return events
  }

  /// A visitor is served at the counter where they are: what that brings about in the hall.
  ///
  /// - Throws: `notAtCounter`; `dossierLimit` when a dossier is taken in and the turn has its fill.
  public func decideService(
    of ticket: TicketID, at counter: CounterID?, takesIn: Bool, plan: HallPlan
  ) throws(Refusal) -> [HallEvent] {
    let visit = try known(ticket)
    guard let place = visit.state.counter, counter == nil || counter == place,
      self.counter(place).current == ticket
    else { throw .notAtCounter(label: visit.label, counter: counter ?? "–") }
    let limit = plan.rules.maxDossiersPerTurn
    guard !takesIn || limit == 0 || visit.dossiers < limit else {
      throw .dossierLimit(label: visit.label, limit: limit)
    }
    return started(visit, place)
  }
}
