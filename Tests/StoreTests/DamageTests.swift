import Dossiers
import FaultDisk
import GRDB
import Testing
import Ticketing

@testable import Store

/// Other bytes come back from the disk than were written to it.
@Suite struct `When the disk gives back other bytes` {
  private static let folder = "/hall"
  private static let now = Moment.at("2026-03-03T09:00")

  /// What the hall says when nothing is wrong, each answer under its name.
  private typealias Answers = [String: String]

  /// A hall with an earlier day and a present one, stopped.
  private static func prepare() async throws -> (FaultDisk, Answers) {
    let disk = FaultDisk(seed: 1)
    let hall = try HallInTest(folder: folder, options: .on(disk))
    for _ in 0..<40 { try await hall.issue() }
    for _ in 0..<8 {
      try await hall.ask(
        .intake(nil, nil, .atCounter(hall.now)), personal: PersonalData(name: "Lò Thị Mai"))
    }
    hall.now = now
    try await hall.ask(.openCounter("1", officer: "tung"))
    for _ in 0..<40 { try await hall.issue() }
    try await hall.ask(.callNext("1"))
    try await hall.store.put(
      Account(name: "tung", role: "officer", counters: ["1"], passwordHash: "x"),
      by: .test, at: hall.now)
    let truth = await answers(hall.store)
    await hall.store.stop()
    #expect(truth.values.allSatisfy { !$0.hasPrefix("failure") })
    return (disk, truth)
  }

  /// Everything a door may ask; a failure is an answer that begins so.
  private static func answers(_ store: HallStore) async -> Answers {
    var answers: Answers = [:]
    func ask(_ name: String, _ question: () async throws -> String) async {
      do {
        answers[name] = try await question()
      } catch {
        answers[name] = "failure \((error as? StoreFailure)?.code.rawValue ?? "\(error)")"
      }
    }
    await ask("hall") { try await store.view { hall, _ in hall.told } }
    for id in 3...42 {
      await ask("ticket \(id)") {
        try store.ticket(TicketID(Int64(id))).map { "\($0.label) \($0.day)" } ?? "none"
      }
    }
    for ordinal in 1...8 {
      let ending = "00\(ordinal)"
      await ask("dossier \(ordinal)") {
        // Sets and dictionaries have no order to be written in: the dossier itself is compared.
        try store.dossier(code: "000.00.12.H35-260302-0\(ending)").map { "\($0.hashValue)" }
          ?? "none"
      }
    }
    return answers
  }

  private static func open(_ disk: FaultDisk) throws -> HallStore {
    try HallStore.open(
      folder: folder, identity: HallInTest.identity, plan: .test, at: now, options: .on(disk))
  }

  /// The pages of each table and index, by its name.
  private static func pages(_ disk: FaultDisk) throws -> [String: [Int]] {
    let queue = try DatabaseQueue(path: disk.sqlitePath(folder + "/hall.sqlite"))
    let rows = try queue.read { db in
      try Row.fetchAll(db, sql: "SELECT name, pageno FROM dbstat ORDER BY pageno")
    }
    try queue.close()
    return Dictionary(grouping: rows) { $0["name"] as String }
      .mapValues { rows in rows.map { $0["pageno"] } }
  }

  private static let tables = [
    "log", "service_days", "tickets", "tickets_number", "print_jobs", "dossiers",
    "dossiers_by_day", "sqlite_schema",
  ]

  @Test(arguments: tables)
  func `flipped bytes never become an answer that is not true, and the scrub finds them`(
    table: String
  ) async throws {
    let (disk, truth) = try await Self.prepare()
    let pages = try #require(try Self.pages(disk)[table])
    let file = Self.folder + "/hall.sqlite"
    let whole = try #require(disk.contents(file))
    var (refused, changed, found) = (0, 0, 0)
    for seed in 1...40 as ClosedRange<UInt64> {
      var random = SeededRandom(seed: seed)
      let page = try #require(pages.randomElement(using: &random))
      let copy = disk.copy(seed: seed)
      // Somewhere in what the page holds: most of a small table's page is empty.
      let used = ((page - 1) * 4_096..<page * 4_096).filter { whole[$0] != 0 }
      let offset = try #require(used.randomElement(using: &random))
      let length = [1, 1, 8, 64].randomElement(using: &random) ?? 1
      let bytes = (0..<min(length, page * 4_096 - offset)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      copy.damage(file, at: offset, bytes)
      let name = "\(table), seed \(seed): \(bytes.count) bytes at \(offset)"
      let store: HallStore
      do {
        store = try Self.open(copy)
      } catch {
        #expect(Self.namesTheWayBack(error), "\(name): \(error)")
        refused += 1
        continue
      }
      let answers = await Self.answers(store)
      let wrong = answers.filter { $0.value != truth[$0.key] && $0.value != "failure damaged" }
      let health = await store.scrub(at: Self.now)
      // A row that is not found is not told from one that never was; the scrub tells.
      #expect(
        wrong.values.allSatisfy { $0 == "none" } && (wrong.isEmpty || health.status == .damaged),
        "\(name): \(wrong)")
      if answers != truth { changed += 1 }
      if health.status == .damaged {
        found += 1
        #expect(health.problem?.contains("halld") == true, "\(name)")
      }
      #expect(answers == truth || health.status == .damaged, "\(name)")
      await store.stop()
    }
    #expect(refused + found > 0, "\(table): no damage was noticed; the test tests nothing")
  }

  @Test func `what is whole is found to be whole`() async throws {
    let (disk, truth) = try await Self.prepare()
    let store = try Self.open(disk)
    #expect(store.health.log == LogHealth(status: .unchecked))
    #expect(
      await store.scrub(at: Self.now)
        == LogHealth(status: .ok, checkedAt: Self.now, problem: nil))
    #expect(store.health.log.status == .ok)
    #expect(await Self.answers(store) == truth)
    await store.stop()
  }

  @Test func `a damaged page ends the writer by its name, and the sentence says what to do`()
    async throws
  {
    let (disk, _) = try await Self.prepare()
    let fatal = Notes<StoreFailure>()
    var options = StoreOptions.on(disk)
    options.onFatal = { fatal.add($0) }
    for page in try #require(try Self.pages(disk)["tickets_number"]) {
      disk.damage(
        Self.folder + "/hall.sqlite", at: (page - 1) * 4_096, [UInt8](repeating: 0xAA, count: 64))
    }
    let store = try HallStore.open(
      folder: Self.folder, identity: HallInTest.identity, plan: .test, at: Self.now,
      options: options)
    let request = HallRequest(
      .issue(TicketRequest(errand: "dat-dai")), by: .test, at: Self.now)
    await #expect(throws: StoreError.unknownOutcome) { try await store.submit(request) }
    await store.stop()
    let failure = try #require(fatal.all.first)
    #expect(failure.code == .damaged)
    #expect(failure.sentence.contains("table tickets"), "\(failure.sentence)")
    #expect(Self.namesTheWayBack(failure))
  }

  @Test func `a changed row of an earlier day is refused by its reader and named by the scrub`()
    async throws
  {
    let hall = try HallInTest()
    let ticket = try #require(try await hall.issue().ticket)
    let code = try #require(
      try await hall.ask(.intake(nil, nil, .atCounter(hall.now))).dossier?.accepted?.code.text)
    await hall.store.stop()
    try hall.tamper { db in
      try db.execute(sql: "UPDATE dossiers SET dueDate = '2031-01-01'")
      try db.execute(sql: "UPDATE tickets SET label = 'A009'")
    }
    try hall.reopen()
    let dossier = #expect(throws: StoreFailure.self) { try hall.store.dossier(code: code) }
    #expect(dossier?.code == .damaged)
    #expect(dossier?.sentence.contains("the table dossiers is not what the log says") == true)
    let told = #expect(throws: StoreFailure.self) { try hall.store.told(code: code) }
    #expect(told?.sentence == dossier?.sentence)
    #expect(throws: StoreFailure.self) { try hall.store.ticket(ticket) }
    #expect(hall.store.health.log.status == .damaged, "met by a reader, before any scrub")
    let health = await hall.store.scrub(at: hall.now)
    #expect(health.problem?.contains("tickets \(ticket.rawValue): label differs") == true)
    #expect(health.problem?.contains("halld log rebuild") == true)
  }

  @Test(arguments: [
    ("UPDATE log SET body = replace(body, '1', '2') WHERE seq = 4", "row 4 does not fit"),
    ("UPDATE log SET hash = zeroblob(32) WHERE seq = 1", "row 2 does not fit"),
    ("DELETE FROM log WHERE seq = 3", "row 3 is missing"),
    ("UPDATE log SET hash = NULL WHERE seq = 4", "Column hash"),
    ("UPDATE service_days SET opened = 3", "service_days"),
    ("UPDATE service_days SET replayFrom = 4", "service_days"),
    ("DELETE FROM service_days", "service_days"),
  ])
  func `the start follows the chain over the present day, and refuses a broken one`(
    change: String, sentence: String
  ) async throws {
    let hall = try HallInTest()
    for _ in 0..<4 { try await hall.issue() }
    await hall.store.stop()
    try hall.tamper { db in
      try db.execute(sql: "PRAGMA writable_schema = ON")
      try db.execute(
        sql: "UPDATE sqlite_schema SET sql = replace(sql, 'BLOB NOT NULL', 'BLOB')")
      try db.execute(sql: "PRAGMA writable_schema = RESET")
      try db.execute(sql: change)
    }
    let failure = #expect(throws: StoreFailure.self) { try hall.reopen() }
    #expect(failure?.code == .damaged)
    #expect(failure?.sentence.contains(sentence) == true, "\(failure?.sentence ?? "")")
    #expect(failure.map(Self.namesTheWayBack) == true)
  }

  private static func namesTheWayBack(_ error: any Error) -> Bool {
    guard let failure = error as? StoreFailure, failure.code == .damaged else { return false }
    return failure.sentence.contains("`halld restore`")
  }
}

extension Hall {
  /// What the doors tell of the present day, as one text.
  fileprivate var told: String {
    visits.keys.sorted().map { "\($0.rawValue) \(String(describing: visits[$0]?.state)) " }.joined()
  }
}
