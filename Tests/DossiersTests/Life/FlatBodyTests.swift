import Dossiers
import Testing

/// What is written to the log is read for as long as the log is kept.
@Suite struct `Stored forms of a dossier's events` {
  @Test func `every kind has its own name, and none has changed`() {
    #expect(
      DossierEvent.Kind.allCases.map(\.rawValue).sorted() == [
        "dossier.accepted", "dossier.approved", "dossier.assigned", "dossier.authority-answered",
        "dossier.back-entered", "dossier.breach-found", "dossier.chain-part-done",
        "dossier.chain-started", "dossier.check-opened", "dossier.closed",
        "dossier.consultation-answered", "dossier.consultation-asked",
        "dossier.consultation-escalated", "dossier.date-changed", "dossier.decided-at-centre",
        "dossier.document-issued", "dossier.escalated", "dossier.explanation-filed",
        "dossier.extension-asked", "dossier.fault-admitted", "dossier.fee-due",
        "dossier.fee-paid", "dossier.fee-receipt-brought", "dossier.fee-refunded",
        "dossier.fee-requested", "dossier.guided-away", "dossier.handed-over",
        "dossier.handled-immediately", "dossier.intake-refused",
        "dossier.intake-supplement-brought", "dossier.lost", "dossier.noted",
        "dossier.notice-asked", "dossier.opened", "dossier.originals-returned",
        "dossier.papers-taken", "dossier.province-followed", "dossier.refused",
        "dossier.register-entered", "dossier.reopened", "dossier.result-channel-chosen",
        "dossier.result-received", "dossier.result-sent", "dossier.returned",
        "dossier.supplement-asked", "dossier.supplement-brought", "dossier.transferred",
        "dossier.uncollected", "dossier.urged", "dossier.verification-closed",
        "dossier.verification-opened", "dossier.withdrawn",
      ])
  }

  @Test func `a supplement brought is written flat, in this order`() throws {
    var walk = try Walk.reaching(.supplement, Centres.laiChau)
    try walk.ask(`Rules of supplement`.full, by: .officer, "2026-03-09T09:00")
    let event = try #require(walk.last.first)
    #expect(event.kind == .supplementBrought)
    #expect(
      event.body.fields.map { "\($0.name)=\($0.value)" } == [
        "items=texts([\"ban-ve\"])", "clock=text(\"restart\")",
        "stop.requestedOn=text(\"2026-03-03\")", "stop.suppliedOn=text(\"2026-03-09\")",
        "term.startCountDay=text(\"2026-03-09\")", "term.dueDate=text(\"2026-03-23\")",
        "term.dueAt=text(\"2026-03-23T17:00\")", "term.days=integer(10)",
        "term.clause=text(\"LC 2.9; BLDS 2015 Điều 148\")",
      ])
  }

  @Test(arguments: ["LC", "SL", "VL", "KT", "HU"])
  func `every event of every way reads back as it was written`(centre: String) throws {
    var kinds: Set<DossierEvent.Kind> = []
    for state in DossierState.allCases {
      for (event, _) in try Walk.reaching(state, Centres.named(centre)).log {
        kinds.insert(event.kind)
        #expect(try DossierEvent(kind: event.kind, body: event.body) == event)
      }
    }
    #expect(kinds.count >= 26)
  }

  @Test func `a body that is not of its kind is refused`() throws {
    let bodyless: Set<DossierEvent.Kind> = [
      .closed, .uncollected, .withdrawn, .verificationOpened, .resultSent,
    ]
    for kind in DossierEvent.Kind.allCases where !bodyless.contains(kind) {
      #expect(throws: DecodingError.self, "\(kind)") {
        _ = try DossierEvent(kind: kind, body: FlatBody([]))
      }
    }
    #expect(throws: DecodingError.self) {
      _ = try DossierEvent(
        kind: .feeDue, body: FlatBody([.init("amount", .text("nhiều"))]))
    }
  }

  @Test func `nothing personal has a place in any event`() throws {
    let words = ["name", "phone", "email", "identity", "address", "birth", "text"]
    for state in DossierState.allCases {
      for (event, _) in try Walk.reaching(state, Centres.hue).log {
        for field in event.body.fields {
          #expect(!words.contains { field.name.lowercased().contains($0) }, "\(field.name)")
        }
      }
    }
  }
}
