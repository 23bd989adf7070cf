extension Dossier {
  /// Everything that will fall due as the dossier stands now, by kind and number.
  ///
  /// A moment that the calendar cannot give is left out: the watch never stops a dossier's life.
  public func dueItems(in context: LifeContext) -> [DueItem] {
    guard let term else { return [] }
    var items: [DueItem] = []
    if state == .accepted { items += beforeTransfer(in: context) }
    if mayAskSupplement,
      let day = try? context.rules.supplementNoticeLatest(
        receivedOn: term.startCountDay, specialLawDays: context.procedure.noticeOverride)
    {
      items.append(DueItem(.supplementNotice, at: context.end(of: day)))
    }
    if let reminder = supplementReminder(in: context) { items.append(reminder) }
    for consultation in consultations where consultation.isOpen && !consultation.isEscalated {
      guard state.termRuns else { continue }
      items.append(
        DueItem(.consultation, number: consultation.number, at: consultation.dueAt))
    }
    if state.termRuns {
      items += aroundDueDate(term, in: context)
    } else if state == .ready, uncollectedSince == nil {
      // A result that came late is kept for the rest of its day before anyone is reminded.
      items.append(
        DueItem(.uncollected, at: max(term.dueAt, context.end(of: changedAt.date))))
    }
    return items.sorted(by: DueItem.precedes)
  }

  /// The next round that can take the papers, and the last moment by the cut-off.
  private func beforeTransfer(in context: LifeContext) -> [DueItem] {
    guard let received = accepted?.receivedAt else { return [] }
    var items: [DueItem] = []
    if let due = try? context.rules.transferDue(receivedAt: received) {
      items.append(DueItem(.transfer, at: due.latest))
    }
    if medium == .paper, let round = try? context.rules.courierRound(readyAt: received) {
      items.append(DueItem(.courierRound, at: round))
    }
    return items
  }

  /// An agency that has the dossier may still find that something is missing.
  private var mayAskSupplement: Bool {
    switch state {
    case .atAgency, .processing, .verifying: processingSupplements == 0
    default: false
    }
  }

  /// The sources let no time close a dossier that waits for its supplement: somebody asks (P-21).
  private func supplementReminder(in context: LifeContext) -> DueItem? {
    guard state == .supplement, case .stopped(let day) = clock,
      let last = try? context.rules.workingDay(
        context.life.supplement.reminderWorkingDays, after: day)
    else { return nil }
    return DueItem(.supplementAwaited, number: processingSupplements, at: context.end(of: last))
  }

  private func aroundDueDate(_ term: Term, in context: LifeContext) -> [DueItem] {
    var items = [
      DueItem(.due, at: min(context.start(of: term.dueDate), term.dueAt)),
      DueItem(.overdue, at: term.dueAt),
    ]
    // What is due today cannot be announced the day before; a day once changed was announced.
    if term.days > 0, !expectedOverdueNotified,
      let notice = try? context.rules.overdueNotice(dueDate: term.dueDate),
      notice.latest < term.dueDate
    {
      items.append(DueItem(.noticeBefore, at: context.start(of: notice.latest)))
    }
    return items
  }
}

extension LifeContext {
  func start(of day: CivilDate) -> CivilMoment {
    rules.calendar.opening(of: day, clock: .working) ?? CivilMoment(date: day, time: .midnight)
  }

  func end(of day: CivilDate) -> CivilMoment {
    rules.calendar.close(of: day, clock: .working) ?? CivilMoment(date: day, time: .endOfDay)
  }
}
