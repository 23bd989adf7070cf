import Dossiers
import Testing

@Suite struct `What a dossier's events tell` {
  @Test func `VL-4.3c · who holds it in each step, and for how long`() throws {
    var walk = Walk(Centres.vinhLong)
    try walk.toProcessing()
    let timeline = DossierTimeline(walk.log)
    #expect(
      timeline.stretches.map { "\($0.from.time) \($0.state) \($0.holder)" } == [
        "09:00 accepted centre", "09:30 inTransit bag:T1", "10:30 atAgency agency:so-tnmt",
        "10:40 processing agency:so-tnmt",
      ])
    #expect(timeline.stretches.last?.officer == "binh")
    #expect(timeline.stretches.last?.until == nil)
    // From 10:40 on Monday to 9:00 on Tuesday: 20 minutes, the afternoon's 240, and 120.
    let last = try #require(timeline.stretches.last)
    #expect(
      timeline.workingMinutes(of: last, now: at("2026-03-03T09:00"), under: Centres.vinhLong)
        == 380)
    for (one, next) in zip(timeline.stretches, timeline.stretches.dropFirst()) {
      #expect(one.until == next.from, "without gaps")
    }
  }

  @Test func `SL-6.1i · finished dossiers sorted for the exchange: at the Centre, and by post`()
    throws
  {
    var ready: [Dossier] = []
    for (number, channel) in [(3, ResultChannel.counter), (1, .post), (2, .counter)] {
      var walk = Walk(Centres.sonLa)
      try walk.toProcessing("2026-03-02T09:00", walk.papers(ordinal: number, channel: channel))
      try walk.toReady("2026-03-12T09:00")
      ready.append(
        try #require(Dossier.replay(id: DossierID(Int64(number)), walk.log)))
    }
    ready.append(
      try #require(try Walk.reaching(.processing, Centres.sonLa).dossier))
    let list = ReturnList(of: ready)
    #expect(list.atCentre == [DossierID(2), DossierID(3)])
    #expect(list.byPost == [DossierID(1)])
  }

  @Test(arguments: [
    ("HU", ["2026-03-02T10:00", "2026-03-02T16:00"], []),
    ("HU", ["2026-03-02T10:00"], ["2026-03-02T17:00"]),
    ("HU", [], ["2026-03-02T11:30", "2026-03-02T17:00"]),
    ("HU", ["2026-03-02T12:00"], ["2026-03-02T11:30", "2026-03-02T17:00"]),
    ("LC", ["2026-03-02T10:00"], []), ("LC", [], ["2026-03-02T17:00"]),
  ])
  func `HU-QC-12.2 · an update by the end of each half day in Huế, by the day's end elsewhere`(
    centre: String, updates: [String], missed: [String]
  ) {
    let found = Centres.named(centre).progressMissed(
      on: day("2026-03-02"), updates: updates.map { at($0) }, now: at("2026-03-02T18:00"))
    #expect(found.map(\.description) == missed)
  }

  @Test func `LC-19.5 · whether the agency has passed it on to the specialist unit`() throws {
    var walk = try Walk.reaching(.atAgency, Centres.laiChau)
    #expect(walk.dossier?.isPassedOn == false)
    try walk.ask(
      .record(DossierNote(.passedOn, party: "phong-dat-dai")), by: .agencyOfficer,
      "2026-03-02T11:00")
    #expect(walk.dossier?.isPassedOn == true)
  }
}
