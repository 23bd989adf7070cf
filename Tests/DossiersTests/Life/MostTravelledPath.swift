import Dossiers
import Testing

@Suite struct `The way most dossiers go` {
  @Test(arguments: Centres.all)
  func `accepted, sent on, supplemented, approved and handed over in every centre`(
    rules: Regulation
  ) throws {
    var walk = Walk(rules)
    try walk.toProcessing()
    #expect(walk.state == .processing)
    #expect(walk.dossier?.holder == .agency("so-tnmt"))
    try walk.ask(
      .askSupplement([SupplementLine("ban-ve")], reason: "sai-ty-le"), by: .agencyOfficer,
      "2026-03-04T09:00")
    #expect(walk.state == .supplement)
    #expect(walk.dossier?.clock == .stopped(on: day("2026-03-04")))
    try walk.ask(
      .bringSupplement([CheckedComponent("ban-ve", .complete)]), by: .officer, "2026-03-10T09:00")
    #expect(walk.state == .processing)
    #expect(walk.documents.first == .receiptSlip)
    try walk.toReady("2026-03-12T09:00")
    #expect(walk.state == .ready)
    #expect(walk.notices.contains(.resultEarly))
    try walk.release("2026-03-13T09:00")
    #expect(walk.state == .returned)
    #expect(walk.documents == [.evaluationForm])
    try walk.ask(.close, by: walk.hand, "2026-03-13T09:10")
    #expect(walk.state == .archived)
  }

  @Test func `every event reads back from its flat body`() throws {
    var walk = Walk(Centres.hue, Procedures.all)
    try walk.toProcessing()
    for (event, _) in walk.log {
      #expect(try DossierEvent(kind: event.kind, body: event.body) == event)
    }
  }
}
