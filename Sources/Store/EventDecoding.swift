internal import Dossiers
internal import Foundation
internal import Ticketing

extension EventCodec {
  /// The event that a row of the log stands for.
  ///
  /// - Throws: `StoreFailure` for a version this release does not know, or a broken body.
  static func event(_ kind: EventKind, version: Int, body: [UInt8], seq: Int64) throws -> HallEvent
  {
    guard (1...kind.version).contains(version), kind != .dossierStep else {
      throw StoreFailure(
        .newerData,
        "The log's row \(seq) is a \(kind.rawValue) of version \(version); this halld reads "
          + "version \(kind.version). Use a newer halld.")
    }
    do {
      return try event(kind, JSONFields(body))
    } catch {
      throw StoreFailure(
        .damaged, "The log's row \(seq), a \(kind.rawValue), cannot be read: \(reason(error)).")
    }
  }

  private static func event(_ kind: EventKind, _ json: JSONFields) throws -> HallEvent {
    switch kind {
    case .incidentProposed, .incidentOpened, .incidentDeclined, .incidentClosed,
      .papersDeclared, .paperEntered, .paperVoided, .ticketRecorded, .serviceRecorded:
      .incident(try incident(kind, json))
    case .counterAssigned, .counterReleased, .officerSubstituted, .substitutionEnded:
      .arranged(try arrangement(kind, json))
    case .ticketIssued: .ticketIssued(try issued(json))
    case .ticketCalled:
      .ticketCalled(
        TicketCalled(
          ticket: try ticket(json), counter: try counter(json),
          turn: try choice(json, "turn")))
    case .ticketRecalled:
      .ticketRecalled(
        TicketRecalled(
          ticket: try ticket(json), counter: try counter(json),
          automatic: try json.truth("automatic"),
          nextCallAfterSeconds: try json.integerIfPresent("nextCallAfterSeconds").map { Int($0) }))
    case .ticketStarted:
      .ticketStarted(AtCounter(ticket: try ticket(json), counter: try counter(json)))
    case .ticketParked:
      .ticketParked(
        TicketParked(
          ticket: try ticket(json), counter: try counter(json),
          nextCallAfterSeconds: try json.integerIfPresent("nextCallAfterSeconds").map { Int($0) }))
    case .ticketMissed:
      .ticketMissed(
        TicketMissed(
          ticket: try ticket(json),
          returnWithinSeconds: Int(try json.integer("returnWithinSeconds"))))
    case .ticketReturned:
      .ticketReturned(
        TicketReturned(
          ticket: try ticket(json), line: LineID(try json.text("line")),
          atEnd: try json.truth("atEnd")))
    case .ticketTransferred: .ticketTransferred(try transferred(json))
    case .ticketFinished:
      .ticketFinished(
        TicketFinished(
          ticket: try ticket(json), counter: try counter(json),
          outcome: try choice(json, "outcome")))
    case .ticketPriority:
      .ticketPriority(
        TicketPriority(
          ticket: try ticket(json),
          priority: try json.textIfPresent("priority").map { PriorityID($0) }))
    case .ticketCancelled:
      .ticketCancelled(TicketCancelled(ticket: try ticket(json), by: try choice(json, "by")))
    case .ticketExpired: .ticketExpired(TicketExpired(ticket: try ticket(json)))
    case .dossierAccepted: .dossierAccepted(try accepted(json))
    case .dossierStep: throw JSONFields.Malformed(description: "no kind of its own")
    case .slipAsked:
      .slipAsked(
        SlipAsked(
          ticket: try ticket(json), first: JobID(try json.integer("first")),
          station: try json.text("station")))
    case .slipMoved: .slipMoved(try moved(json))
    case .dayOpened:
      .dayOpened(
        DayOpened(
          day: try day(json),
          counters: try JSONDecoder().decode(
            [DayOpened.OpenCounter].self, from: Data(try json.raw("counters")))))
    case .dayClosed: .dayClosed(DayClosed(day: try day(json)))
    case .counterOpened:
      .counterOpened(
        CounterOpened(counter: try counter(json), officer: try json.text("officer")))
    case .counterPaused:
      .counterPaused(
        CounterPaused(
          counter: try counter(json), reason: try choice(json, "reason"),
          back: try json.textIfPresent("back")))
    case .counterClosed: .counterClosed(CounterClosed(counter: try counter(json)))
    case .seriesMoved:
      .seriesMoved(SeriesMoved(day: try day(json), ahead: Int(try json.integer("ahead"))))
    }
  }

  private static func issued(_ json: JSONFields) throws -> TicketIssued {
    TicketIssued(
      day: try day(json), domain: DomainID(try json.text("domain")),
      errand: ErrandID(try json.text("errand")), line: LineID(try json.text("line")),
      number: Int(try json.integer("number")), label: try json.text("label"),
      origin: try choice(json, "origin"),
      priority: try json.textIfPresent("priority").map { PriorityID($0) },
      station: try json.text("station"), dossiers: Int(try json.integer("dossiers")),
      slip: try json.truth("slip"))
  }

  private static func transferred(_ json: JSONFields) throws -> TicketTransferred {
    TicketTransferred(
      ticket: try ticket(json), from: try json.textIfPresent("from").map { CounterID($0) },
      errand: ErrandID(try json.text("errand")), line: LineID(try json.text("line")),
      counter: try json.textIfPresent("counter").map { CounterID($0) },
      backTo: try json.textIfPresent("backTo").map { CounterID($0) })
  }

  private static func accepted(_ json: JSONFields) throws -> DossierFromVisit {
    let code = DossierCode(
      stored: try json.text("code"), day: try day(json, "codeDay"),
      ordinal: Int(try json.integer("codeOrdinal")))
    let term = Term(
      startCountDay: try day(json, "startCountDay"), dueDate: try day(json, "dueDate"),
      dueAt: try moment(json, "dueAt"), days: Int(try json.integer("days")),
      clause: try json.text("clause"))
    let stamp = try json.textIfPresent("arrivalStamp").map { _ in try day(json, "arrivalStamp") }
    return DossierFromVisit(
      dossier: try json.integerIfPresent("dossier").map { DossierID($0) },
      ticket: try json.integerIfPresent("ticket").map { TicketID($0) },
      counter: try json.textIfPresent("counter").map { CounterID($0) },
      accepted: DossierAccepted(
        code: code, codeOrigin: try choice(json, "codeOrigin"),
        procedure: try json.text("procedure"), agency: try json.textIfPresent("agency"),
        channel: try choice(json, "channel"), receivedAt: try moment(json, "receivedAt"),
        arrivalStamp: stamp, term: term, regulation: RegulationID(try json.text("regulation"))))
  }

  private static func moved(_ json: JSONFields) throws -> SlipMoved {
    let progress = SlipProgress(
      name: try json.text("state"), printer: try json.textIfPresent("printer"),
      reason: try json.textIfPresent("reason"))
    guard let progress else { throw JSONFields.Malformed(description: "unknown state of a slip") }
    return SlipMoved(job: JobID(try json.integer("job")), progress: progress)
  }

  private static func ticket(_ json: JSONFields) throws -> TicketID {
    TicketID(try json.integer("ticket"))
  }

  private static func counter(_ json: JSONFields) throws -> CounterID {
    CounterID(try json.text("counter"))
  }

  static func day(_ json: JSONFields, _ key: String = "day") throws -> CivilDate {
    guard let day = CivilDate(try json.text(key)) else {
      throw JSONFields.Malformed(description: "\(key) is not a date")
    }
    return day
  }

  static func moment(_ json: JSONFields, _ key: String) throws -> CivilMoment {
    guard let moment = CivilMoment(try json.text(key)) else {
      throw JSONFields.Malformed(description: "\(key) is not a civil moment")
    }
    return moment
  }

  static func choice<T: RawRepresentable<String>>(
    _ json: JSONFields, _ key: String
  ) throws -> T {
    guard let value = T(rawValue: try json.text(key)) else {
      throw JSONFields.Malformed(description: "unknown \(key)")
    }
    return value
  }

  /// What was wrong, without the values: a body may hold a dossier's code.
  static func reason(_ error: any Error) -> String {
    (error as? JSONFields.Malformed)?.description ?? "not what this kind holds"
  }
}
