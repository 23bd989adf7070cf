import Dossiers

@testable import Store
import Ticketing

/// One event of each kind, and more where a kind has fields that may be absent.
///
/// The names are those of the golden files: kind, then what is special about the sample.
let sampleEvents = sampleHallEvents + sampleIncidentEvents + sampleDossierEvents

private let sampleHallEvents: [(name: String, event: HallEvent)] = [
  (
    "day.opened",
    .dayOpened(
      DayOpened(day: day("2026-03-02"), counters: [.init(counter: "1", officer: "tung")]))
  ),
  ("day.opened-empty", .dayOpened(DayOpened(day: day("2026-03-02"), counters: []))),
  ("day.closed", .dayClosed(DayClosed(day: day("2026-03-02")))),
  (
    "ticket.issued",
    .ticketIssued(
      TicketIssued(
        day: day("2026-03-02"), domain: "dat-dai", errand: "dat-dai-nop", line: "dat-dai",
        number: 12, label: "A012", origin: .kiosk, priority: "elderly", station: "kiosk-1",
        dossiers: 2, slip: true))
  ),
  (
    "ticket.issued-pad",
    .ticketIssued(
      TicketIssued(
        day: day("2026-03-02"), domain: "dat-dai", errand: "dat-dai-nop", line: "dat-dai",
        number: 7, label: "P007", origin: .pad, station: "pad", dossiers: 1, slip: false))
  ),
  ("ticket.called", .ticketCalled(TicketCalled(ticket: TicketID(12), counter: "1", turn: .next))),
  (
    "ticket.recalled",
    .ticketRecalled(
      TicketRecalled(
        ticket: TicketID(12), counter: "1", automatic: true, nextCallAfterSeconds: 60))
  ),
  (
    "ticket.recalled-by-officer",
    .ticketRecalled(TicketRecalled(ticket: TicketID(12), counter: "1", automatic: false))
  ),
  ("ticket.started", .ticketStarted(AtCounter(ticket: TicketID(12), counter: "1"))),
  (
    "ticket.parked",
    .ticketParked(TicketParked(ticket: TicketID(12), counter: "1", nextCallAfterSeconds: 60))
  ),
  ("ticket.parked-held", .ticketParked(TicketParked(ticket: TicketID(12), counter: "1"))),
  ("ticket.missed", .ticketMissed(TicketMissed(ticket: TicketID(12), returnWithinSeconds: 1800))),
  (
    "ticket.returned",
    .ticketReturned(TicketReturned(ticket: TicketID(12), line: "dat-dai", atEnd: true))
  ),
  (
    "ticket.transferred",
    .ticketTransferred(
      TicketTransferred(
        ticket: TicketID(12), from: "1", errand: "dat-dai-nop-phi", line: "thu-phi",
        counter: "3", backTo: "1"))
  ),
  (
    "ticket.transferred-corrected",
    .ticketTransferred(
      TicketTransferred(ticket: TicketID(12), errand: "ho-tich", line: "ho-tich"))
  ),
  (
    "ticket.finished",
    .ticketFinished(TicketFinished(ticket: TicketID(12), counter: "1", outcome: .guidedAway))
  ),
  (
    "ticket.priority", .ticketPriority(TicketPriority(ticket: TicketID(12), priority: "elderly"))
  ),
  ("ticket.priority-none", .ticketPriority(TicketPriority(ticket: TicketID(12)))),
  ("ticket.cancelled", .ticketCancelled(TicketCancelled(ticket: TicketID(12), by: .citizen))),
  ("ticket.expired", .ticketExpired(TicketExpired(ticket: TicketID(12)))),
  ("counter.opened", .counterOpened(CounterOpened(counter: "1", officer: "tùng \"béo\"\\\u{7}"))),
  (
    "counter.paused",
    .counterPaused(CounterPaused(counter: "1", reason: .shortBreak, back: "10:15"))
  ),
  ("counter.paused-open-end", .counterPaused(CounterPaused(counter: "1", reason: .technical))),
  ("counter.closed", .counterClosed(CounterClosed(counter: "1"))),
  (
    "counter.assigned",
    .arranged(
      .assigned(
        CounterAssigned(counter: "1", kind: .rotation, lines: ["ho-tich", "thu-phi"])))
  ),
  (
    "counter.assigned-surge",
    .arranged(.assigned(CounterAssigned(counter: "1", kind: .surge, lines: ["ho-tich"])))
  ),
  ("counter.released", .arranged(.released("1"))),
  (
    "officer.substituted",
    .arranged(
      .substituted(OfficerSubstituted(counter: "1", officer: "hoa", substitute: "tung")))
  ),
  (
    "substitution.ended",
    .arranged(.substitutionEnded(SubstitutionEnded(counter: "1", substitute: "tung")))
  ),
  ("series.moved", .seriesMoved(SeriesMoved(day: day("2026-03-02"), ahead: 200))),
  ("dossier.accepted", .dossierAccepted(acceptedAtCounter)),
  ("dossier.accepted-post", .dossierAccepted(acceptedByPost)),
  (
    "slip.asked",
    .slipAsked(SlipAsked(ticket: TicketID(12), first: JobID(12), station: "reception"))
  ),
  ("slip.moved", .slipMoved(SlipMoved(job: JobID(12), progress: .sending(printer: "entrance")))),
  ("slip.moved-queued", .slipMoved(SlipMoved(job: JobID(12), progress: .queued))),
  (
    "slip.moved-unknown",
    .slipMoved(
      SlipMoved(job: JobID(12), progress: .unknown(printer: "entrance", reason: "no-answer")))
  ),
  (
    "slip.moved-failed",
    .slipMoved(SlipMoved(job: JobID(12), progress: .failed(reason: "no-paper")))
  ),
  (
    "slip.moved-printed",
    .slipMoved(SlipMoved(job: JobID(12), progress: .printed(printer: "entrance")))
  ),
  (
    "slip.moved-handed-over",
    .slipMoved(SlipMoved(job: JobID(12), progress: .handedOver(printer: "cups")))
  ),
]

private let term = Term(
  startCountDay: day("2026-03-02"), dueDate: day("2026-03-16"),
  dueAt: CivilMoment(date: day("2026-03-16"), time: .endOfDay), days: 10,
  clause: "Điều 2 khoản 9; BLDS 2015 Điều 148")

private let acceptedAtCounter = DossierFromVisit(
  ticket: TicketID(12), counter: "1",
  accepted: DossierAccepted(
    code: DossierCode(stored: "000.00.12.H35-260302-0007", day: day("2026-03-02"), ordinal: 7),
    codeOrigin: .hall, procedure: "dat-dai-cap-doi", agency: "so-tnmt", channel: .counter,
    receivedAt: Moment.at("2026-03-02T08:31:07").civil, arrivalStamp: nil, term: term,
    regulation: RegulationID("lai-chau")))

private let acceptedByPost = DossierFromVisit(
  accepted: DossierAccepted(
    code: DossierCode(stored: "000.00.12.H35-260302-0008", day: day("2026-03-02"), ordinal: 8),
    codeOrigin: .province, procedure: "ho-tich-trich-luc", agency: nil, channel: .post,
    receivedAt: Moment.at("2026-03-02T07:30").civil, arrivalStamp: day("2026-02-27"), term: term,
    regulation: RegulationID("lai-chau")))

private let signedCheckpoint = Checkpoint(
  centre: "Trung tâm Lai Châu", hall: "Sảnh 1", day: day("2026-03-02"),
  made: "2026-03-02T17:30 +07:00", rows: 1_234, hash: String(repeating: "ab", count: 32),
  previous: Checkpoint.Previous(rows: 1_000, digest: String(repeating: "cd", count: 32)),
  key: "0123456789abcdef", signature: Array(0..<64))

/// One row about the log itself of each kind.
let sampleRecords: [(name: String, record: StoreRecord)] = [
  ("log.opened", .logOpened(HallIdentity(centre: "Trung tâm Lai Châu", hall: "Sảnh 1"))),
  ("configuration.loaded", .configurationLoaded(fingerprint: "9f86d081")),
  ("personal.read", .personalRead(dossier: "000.00.12.H35-260302-0007")),
  ("personal.erased", .personalErased(dossier: "000.00.12.H35-260302-0007")),
  ("clock.confirmed", .clockConfirmed),
  ("checkpoint.made", .checkpointMade(signedCheckpoint)),
  (
    "retention.applied",
    .retentionApplied(
      rule: .personal, count: 17, before: CivilDate("2025-03-02") ?? CivilDate(daysSinceEpoch: 0))
  ),
  ("guessing.stopped", .guessingStopped(door: "dossiers", tries: 981)),
  ("account.added", .account(.added(.init(samplePerson)))),
  ("account.changed", .account(.changed(.init(samplePerson)))),
  ("account.disabled", .account(.turnedOff(account: "tung"))),
  ("account.enabled", .account(.turnedOn(account: "tung"))),
  ("account.password-changed", .account(.passwordChanged(account: "tung", oneTime: true))),
  ("session.opened", .account(.sessionOpened(account: "tung", session: "9f86d081884c7d65"))),
  ("session.closed", .account(.sessionClosed(account: "tung", session: "9f86d081884c7d65"))),
  (
    "session.ended",
    .account(.sessionEnded(account: "tung", session: "9f86d081884c7d65", reason: .rights))
  ),
  ("signin.locked", .account(.signInLocked(account: "tung", seconds: 60))),
  ("device.paired", .account(.devicePaired(device: "kiosk-1", deviceKind: "kiosk"))),
  ("device.unpaired", .account(.deviceUnpaired(device: "kiosk-1"))),
]

private let samplePerson = Account(
  name: "tung", fullName: "Nguyễn Thanh Tùng", title: "Chuyên viên", agency: "Sở Nội vụ",
  role: "officer", counters: ["1", "2"], passwordHash: "$y$j9T$abc")
