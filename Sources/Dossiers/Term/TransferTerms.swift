/// By when a received dossier must have left for its agency, and with which round.
extension Regulation {
  /// The latest moment of transfer for a dossier received then (LC 14.2, 14.3; KT 4.1).
  ///
  /// Judged on the real time of receipt, also when it is entered later after an incident (T-10). "After
  /// 15:00" is strict: at 15:00 sharp it is still the same day.
  public func transferDue(receivedAt: CivilMoment) throws(DossierRefusal) -> TransferDue {
    let received = try deemedReceipt(receivedAt)
    if received.time <= life.transfer.cutoff,
      let close = calendar.close(of: received.date, clock: .working), received <= close
    {
      return TransferDue(
        latest: close, kind: .sameDay, clause: citation([.transferCutoff]))
    }
    guard let next = calendar.firstOpenDay(from: received.date.adding(days: 1)),
      let latest = life.transfer.late == .startOfNextWorkingDay
        ? calendar.opening(of: next, clock: .working) : calendar.close(of: next, clock: .working)
    else { throw .noWorkingDay(after: received.date) }
    let late = life.transfer.late
    return TransferDue(
      latest: latest,
      kind: late == .startOfNextWorkingDay ? .startOfNextWorkingDay : .endOfNextWorkingDay,
      clause: citation([.transferCutoff, .transferLate]))
  }

  /// The first planned round strictly later than this moment (VL 4.2.b; SL 6.1.k, 6.2.e).
  ///
  /// - Throws: `noCourierRounds` in a centre without a plan.
  public func courierRound(readyAt: CivilMoment) throws(DossierRefusal) -> CivilMoment {
    guard !life.courier.rounds.isEmpty else { throw .noCourierRounds }
    guard readyAt.date.isPlausible else { throw .dateOutOfRange }
    let ready = readyAt.withoutTwentyFour
    for ahead in 0...400 {
      let day = ready.date.adding(days: ahead)
      guard hasSessions(day) else { continue }
      let rounds = life.courier.rounds.sorted().map { CivilMoment(date: day, time: $0) }
      if let round = rounds.first(where: { $0 > ready }) { return round }
    }
    throw .noWorkingDay(after: ready.date)
  }
}

/// The latest moment at which a dossier may leave for its agency.
public struct TransferDue: Hashable, Sendable {
  public var latest: CivilMoment
  public var kind: Kind
  public var clause: String

  public enum Kind: String, CaseIterable, Sendable {
    case sameDay, startOfNextWorkingDay, endOfNextWorkingDay
  }
}
