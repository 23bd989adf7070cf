import Dossiers
import Testing

@Suite struct `The calendar changes after the slips are printed (P-32)` {
  static let friday = day("2026-03-06")

  static func open(_ rules: Regulation, _ id: Int64 = 1, days: Int = 5) throws -> OpenTerm {
    let received = at("2026-03-02T09:00")
    return OpenTerm(
      dossier: DossierID(id), receivedAt: received, length: .workingDays(days),
      promised: try rules.term(from: received, days: days))
  }

  static func note(_ source: DayNote.Source) -> DayNote {
    DayNote(name: BilingualName(vi: "Nghỉ", en: "Off"), clause: "x", source: source)
  }

  @Test(arguments: [
    (DayNote.Source.law, "2026-03-10", false, 2), (.announced, "2026-03-10", false, 2),
    (.decision, "2026-03-09", true, 1), (.assumed, "2026-03-09", true, 1),
  ])
  func `only the law moves a promise later without a slip`(
    source: DayNote.Source, binding: String, needsSlip: Bool, told: Int
  ) throws {
    let old = Centres.laiChau
    var new = old
    new.calendar.holidays.insert(Self.friday)
    new.dayNotes[Self.friday] = Self.note(source)
    let revision = new.revision(of: [try Self.open(old)], from: old)
    let change = try #require(revision.changes.first)
    #expect(change.promised.dueDate == day("2026-03-09"))
    #expect(change.recomputed.dueDate == day("2026-03-10"))
    #expect(change.binding.dueDate == day(binding))
    #expect(change.needsSlip == needsSlip)
    #expect(change.audience.count == told)
    #expect(change.because == [Self.friday])
    #expect(revision.changedDays.map(\.isOpen) == [false])
  }

  @Test func `of two new days off only the lawful one moves the promise`() throws {
    let old = Centres.laiChau
    var new = old
    new.calendar.holidays.formUnion([day("2026-03-05"), Self.friday])
    new.dayNotes[day("2026-03-05")] = Self.note(.law)
    new.dayNotes[Self.friday] = Self.note(.decision)
    let change = try #require(new.revision(of: [try Self.open(old)], from: old).changes.first)
    #expect(change.recomputed.dueDate == day("2026-03-11"))
    #expect(change.binding.dueDate == day("2026-03-10"))
    #expect(change.needsSlip)
  }

  @Test func `a swapped Saturday brings a date forward, and both are told`() throws {
    let old = Centres.laiChau
    var new = old
    new.calendar.makeUpDays.insert(day("2026-03-07"))
    new.dayNotes[day("2026-03-07")] = Self.note(.announced)
    let change = try #require(new.revision(of: [try Self.open(old)], from: old).changes.first)
    #expect(change.binding.dueDate == day("2026-03-07"))
    #expect(!change.needsSlip && !change.isLater)
    #expect(change.audience == [.applicant, .agency])
  }

  @Test func `terms that end before the change, and dates put off by a slip, stay`() throws {
    let old = Centres.laiChau
    var new = old
    new.calendar.holidays.insert(Self.friday)
    new.dayNotes[Self.friday] = Self.note(.law)
    var putOff = try Self.open(old, 2)
    putOff.promised.dueAt = at("2026-03-20T17:00")
    let revision = new.revision(of: [try Self.open(old, 1, days: 2), putOff], from: old)
    #expect(revision.changes == [])
    #expect(revision.unchanged == 2)
    #expect(old.revision(of: [putOff], from: old).changedDays == [])
  }

  @Test func `a calendar that can end no term names the dossiers`() throws {
    let old = Centres.laiChau
    var new = old
    new.calendar.working = .closed
    new.calendar.holidays.insert(Self.friday)
    let revision = new.revision(of: [try Self.open(old)], from: old)
    #expect(revision.failures.map(\.dossier) == [DossierID(1)])
  }

  @Test(arguments: [51, 52] as [UInt64])
  func `the binding date is never later than promised beyond what the law did`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let centre = RandomCentre(&random)
      var new = centre.rules
      for _ in 0..<3 {
        let date = centre.start.adding(days: Int.random(in: 0..<30, using: &random))
        new.calendar.holidays.insert(date)
        new.dayNotes[date] = Self.note(
          DayNote.Source.allCases.randomElement(using: &random) ?? .law)
      }
      let received = try centre.rules.deemedReceipt(centre.moment)
      let open = OpenTerm(
        dossier: DossierID(1), receivedAt: received, length: .workingDays(8),
        promised: try centre.rules.term(from: received, days: 8))
      for change in new.revision(of: [open], from: centre.rules).changes {
        #expect(change.promised == open.promised)
        #expect(change.binding.dueAt <= change.recomputed.dueAt, "seed \(seed): \(centre.story)")
        let isByLaw = change.because.contains { new.dayNotes[$0]?.source.isLaw == true }
        #expect(isByLaw || change.binding == change.promised, "seed \(seed): \(centre.story)")
      }
    }
  }
}

@Suite struct `Versions of a regulation` {
  static func version(_ date: String, _ open: Decision.OpenDossiers) -> Regulation {
    var rules = Centres.laiChau
    rules.id = RegulationID("lai-chau/\(date)")
    rules.decision = Decision(number: nil, effectiveFrom: day(date), openDossiers: open)
    return rules
  }

  @Test func `LC-0.2 · a dossier keeps its rules, unless a later act says otherwise`() {
    let book = RegulationBook([
      Self.version("2024-09-26", .keep), Self.version("2026-01-01", .keep),
      Self.version("2027-01-01", .follow),
    ])
    let accepted = RegulationID("lai-chau/2024-09-26")
    #expect(book.inForce(centre: "LC", on: day("2026-06-01"))?.id.rawValue == "lai-chau/2026-01-01")
    #expect(book.governing(accepted, on: day("2026-06-01"))?.id == accepted)
    #expect(
      book.governing(accepted, on: day("2027-06-01"))?.id.rawValue == "lai-chau/2027-01-01")
    #expect(book.governing(RegulationID("nowhere/2020-01-01"), on: day("2027-06-01")) == nil)
  }

  @Test func `a name from an old log is the folder's first version`() {
    let book = RegulationBook([
      Self.version("2026-01-01", .keep), Self.version("2024-09-26", .keep),
    ])
    #expect(book[RegulationID("lai-chau")]?.id.rawValue == "lai-chau/2024-09-26")
    #expect(book[RegulationID("lai-chau/2030-01-01")] == nil)
    #expect(book.folders == ["lai-chau"])
    #expect(
      book.inForce(folder: "lai-chau", on: day("2020-01-01"))?.id.rawValue == "lai-chau/2024-09-26")
  }
}
