import Dossiers
import Ticketing

extension Shadow {
  /// Follows one row of the log and says what it must not have said.
  func follow(_ row: RecordedEvent) {
    if case .ticketRecalled(let event) = row.event {
      visitors[event.ticket]?.isCalledAgain = event.nextCallAfterSeconds != nil
      remember(event.ticket, event.counter)
    }
    checkActor(row)
    switch row.event {
    case .dayOpened(let event): open(event)
    case .dayClosed: close()
    case .ticketIssued(let event): issue(event, row)
    case .ticketCalled(let event): call(event)
    case .ticketStarted(let event):
      check(
        windows[event.counter]?.current == event.ticket,
        "\(name(event.ticket)) is served at \(event.counter), which did not call it")
      visitors[event.ticket]?.state = "serving"
    case .ticketParked(let event):
      visitors[event.ticket]?.state = "parked"
      visitors[event.ticket]?.isCalledAgain = event.nextCallAfterSeconds != nil
      windows[event.counter]?.current = nil
    case .ticketMissed(let event):
      visitors[event.ticket]?.state = "missed"
      visitors[event.ticket]?.counter = nil
    case .ticketReturned(let event): comeBack(event, row)
    case .ticketTransferred(let event): transfer(event)
    case .ticketFinished(let event): finish(event)
    // The place in time stays; who overtakes whom is another from now on.
    case .ticketPriority(let event):
      check(
        ["waiting", "parked", "missed"].contains(visitors[event.ticket]?.state),
        "the class of \(name(event.ticket)) was changed at the counter")
      visitors[event.ticket]?.priority = event.priority
    case .ticketCancelled(let event): leave(event.ticket, "cancelled")
    case .ticketExpired(let event): leave(event.ticket, "expired")
    case .counterOpened(let event):
      checkRight(of: event.officer, at: event.counter, row)
      windows[event.counter, default: Window()].duty = "open"
      windows[event.counter]?.officer = event.officer
    case .counterPaused(let event): windows[event.counter, default: Window()].duty = "paused"
    case .counterClosed(let event):
      windows[event.counter, default: Window()].duty = "closed"
      windows[event.counter]?.officer = nil
    case .arranged(let event): follow(event, row)
    case .dossierAccepted(let event):
      let code = event.accepted.code.text
      dossiers[code, default: 0] += 1
      remember(code: code)
      check(dossiers[code] == 1, "dossier \(code) was accepted twice")
      if let ticket = event.ticket {
        check(
          windows.values.contains { $0.current == ticket },
          "a dossier was taken in from \(name(ticket)), who is at no counter")
      }
    // A registration has its code before the acceptance; a receipt can be scanned from then on.
    case .dossier(let step):
      if case .life(.opened(let opened)) = step.fact, let code = opened.code?.text ?? step.code {
        remember(code: code)
      }
    case .slipAsked(let event):
      ask(JobID(row.id), for: event.ticket, isRepeat: true)
    case .slipMoved(let event): move(event)
    // Kinds that the simulation does not know yet are no violation; who adds one adds it here.
    default: break
    }
  }

  private func remember(code: String) {
    if !dossierCodes.contains(code) { dossierCodes.append(code) }
  }

  /// What an officer does at a counter, on the page or with a key, is done by whoever has opened it.
  private func checkActor(_ row: RecordedEvent) {
    let counter: CounterID
    switch row.event {
    case .ticketCalled(let event): counter = event.counter
    case .ticketRecalled(let event): counter = event.counter
    case .ticketStarted(let event): counter = event.counter
    case .ticketParked(let event): counter = event.counter
    case .ticketFinished(let event): counter = event.counter
    default: return
    }
    // The hall itself calls again and parks.
    guard row.actor.text.hasPrefix("officer:") else { return }
    let officer = windows[counter]?.officer
    // Whom a counter has kept over night its own officer may see off before opening it, or whoever
    // sat there then and pressed the key over midnight.
    let isKept: Bool = if case .ticketCalled = row.event { false } else { officer == nil }
    let allowed = isKept ? ["canbo-\(counter)", windows[counter]?.lastNight] : [officer]
    check(
      allowed.contains { $0.map { row.actor.text == "officer:\($0)" } ?? false },
      "\(row.actor) acts at \(counter), which \(officer ?? "nobody") has opened (row \(row.id))")
  }

  func name(_ ticket: TicketID) -> String { visitors[ticket]?.label ?? "ticket \(ticket)" }

  private func open(_ event: DayOpened) {
    check(day.map { $0 < event.day } ?? true, "\(event.day) was opened after \(day ?? event.day)")
    day = event.day
    isClosed = false
    today = SetToday()
    calls = []
    let before = windows
    let held = windows.compactMapValues(\.current)
    visitors = visitors.filter { id, visitor in
      held.values.contains(id)
    }
    windows = [:]
    for (counter, ticket) in held {
      var window = Window()
      window.current = ticket
      window.lastNight = before[counter]?.officer ?? before[counter]?.lastNight
      windows[counter] = window
    }
    for open in event.counters {
      windows[open.counter, default: Window()].duty = "open"
      windows[open.counter]?.officer = open.officer
    }
  }

  private func close() {
    isClosed = true
    let held = Set(windows.values.compactMap(\.current))
    for (id, visitor) in visitors where !Self.over.contains(visitor.state) && !held.contains(id) {
      visitors[id]?.state = "expired"
    }
  }

  static let over: Set<String> = ["done", "cancelled", "expired"]

  private func issue(_ event: TicketIssued, _ row: RecordedEvent) {
    let id = TicketID(row.id)
    check(event.day == day, "\(event.label) is of \(event.day), and the day is \(day ?? event.day)")
    check(
      labels.insert("\(event.day) \(event.label)").inserted,
      "number \(event.label) of \(event.day) was given twice")
    if event.origin != .pad {
      let series = "\(event.domain) \(event.day)"
      let expected = (numbers[series] ?? 0) + 1
      check(
        event.number == expected,
        "\(event.domain) gave \(event.number) on \(event.day) where \(expected) comes next")
      numbers[series] = event.number
    }
    visitors[id] = Visitor(
      id: id, day: event.day, label: event.label, priority: event.priority, line: event.line,
      since: row.at.microseconds)
    if event.slip { ask(JobID(row.id), for: id, isRepeat: false) }
  }

  private func ask(_ job: JobID, for ticket: TicketID, isRepeat: Bool) {
    slips[job] = Slip(ticket: ticket, isRepeat: isRepeat)
    jobs[ticket, default: []].append(job)
  }

  private func comeBack(_ event: TicketReturned, _ row: RecordedEvent) {
    visitors[event.ticket]?.line = event.line
    if event.atEnd { visitors[event.ticket]?.since = row.at.microseconds }
    wait(event.ticket, onlyAt: nil)
  }

  private func transfer(_ event: TicketTransferred) {
    if let from = event.from {
      check(
        windows[from]?.current == event.ticket,
        "\(from) sent \(name(event.ticket)) on without having it")
      windows[from]?.current = nil
    }
    visitors[event.ticket]?.line = event.line
    visitors[event.ticket]?.backTo = event.backTo
    wait(event.ticket, onlyAt: event.counter)
  }

  private func finish(_ event: TicketFinished) {
    check(
      windows[event.counter]?.current == event.ticket,
      "\(event.counter) finished \(name(event.ticket)) without having it")
    windows[event.counter]?.current = nil
    guard let back = visitors[event.ticket]?.backTo else {
      visitors[event.ticket]?.state = "done"
      visitors[event.ticket]?.counter = nil
      return
    }
    visitors[event.ticket]?.backTo = nil
    wait(event.ticket, onlyAt: back)
  }

  private func wait(_ ticket: TicketID, onlyAt counter: CounterID?) {
    visitors[ticket]?.state = "waiting"
    visitors[ticket]?.onlyCounter = counter
    visitors[ticket]?.counter = nil
    visitors[ticket]?.passedInTurn = 0
    visitors[ticket]?.overtakenBy = 0
  }

  private func leave(_ ticket: TicketID, _ state: String) {
    for (id, window) in windows where window.current == ticket { windows[id]?.current = nil }
    visitors[ticket]?.state = state
    visitors[ticket]?.counter = nil
  }

  private func move(_ event: SlipMoved) {
    guard let slip = slips[event.job] else {
      return check(false, "slip \(event.job) moved without having been asked for")
    }
    check(
      slip.state.mayBecome(event.progress),
      "slip \(event.job) went from \(slip.state.name) to \(event.progress.name)")
    slips[event.job]?.state = event.progress
  }

  func remember(_ ticket: TicketID, _ counter: CounterID) {
    calls.removeAll { $0.ticket == ticket }
    calls.insert((ticket, counter), at: 0)
    if calls.count > 24 { calls.removeLast() }
  }
}

// MARK: - The order of calls

extension Shadow {
  private func call(_ event: TicketCalled) {
    guard let visitor = visitors[event.ticket] else {
      return check(false, "ticket \(event.ticket) was called without having been given")
    }
    let window = windows[event.counter] ?? Window()
    check(window.duty == "open", "\(event.counter) called \(visitor.label) while \(window.duty)")
    check(
      window.current == nil,
      "\(event.counter) called \(visitor.label) while it has \(window.current.map(name) ?? "–")")
    for (other, theirs) in windows where theirs.current == event.ticket {
      check(false, "\(visitor.label) is at \(other) and was called to \(event.counter)")
    }
    switch event.turn {
    case .next, .priority:
      check(
        visitor.onlyCounter == event.counter || lines(at: event.counter).contains(visitor.line),
        "\(event.counter) called \(visitor.label) from a line which it does not serve")
      let expected = next(at: event.counter)
      check(
        expected?.ticket == event.ticket,
        "\(event.counter) called \(visitor.label), and the published order calls "
          + "\(expected.map { name($0.ticket) } ?? "nobody")")
      check(
        expected?.overtakes == (event.turn == .priority),
        "\(visitor.label) was called as \(event.turn.rawValue)")
      count(visitor, at: event.counter, overtakes: event.turn == .priority)
    case .outOfTurn: check(visitor.state == "waiting", "\(visitor.label) was called out of turn")
    case .parked: check(visitor.state == "parked", "\(visitor.label) was called as if parked")
    }
    visitors[event.ticket]?.state = "called"
    visitors[event.ticket]?.counter = event.counter
    windows[event.counter, default: Window()].current = event.ticket
    remember(event.ticket, event.counter)
  }

  /// Counts the shares, and what they did to those who still wait: of n ordinary visitors before
  /// somebody, served by m counters, at most n/2 + m others come first out of their time.
  private func count(_ called: Visitor, at counter: CounterID, overtakes: Bool) {
    if let priority = called.priority {
      windows[counter, default: Window()].calls[priority, default: 0] += 1
      if overtakes { windows[counter]?.ordinary = 0 }
    } else {
      windows[counter, default: Window()].ordinary += 1
    }
    guard overtakes || called.priority == nil else { return }
    for other in waiting(at: counter) where other.priority == nil && other.id != called.id {
      guard overtakes else {
        visitors[other.id]?.passedInTurn += 1
        continue
      }
      guard (other.since, other.id) < (called.since, called.id) else { continue }
      visitors[other.id]?.overtakenBy += 1
      let most =
        other.passedInTurn / published.ordinaryPerPriority + counters(of: other.line)
      check(
        other.overtakenBy + 1 <= most,
        "\(other.label) was overtaken \(other.overtakenBy + 1) times; \(most) is the bound")
    }
  }
}
