import Dossiers
import FaultDisk
import GRDB
import Testing
import Ticketing

@testable import Store

/// A hall on a disk that fails, and what it has answered: the promises that must be kept.
///
/// The writer is stepped, so that the same seed comes to the same operations.
final class HallOnDisk {
  let disk: FaultDisk
  var options: StoreOptions
  private(set) var store: HallStore?
  private(set) var promises: [Promise] = []
  private let fatal = Notes<StoreFailure>()
  private let name: String
  private var keys = 0
  private var looks = 0
  var now = Moment.at("2026-03-02T08:00")

  static let folder = "/data/hall"

  /// What was answered: this must be found after any power loss.
  enum Promise {
    /// These rows of the log.
    case recorded([RecordedEvent])
    /// A number that somebody has seen.
    case number(String)
    case account(String)
    case dossier(DossierID)
    case backup(String, rows: Int64)
    case restored(rows: Int64)
    case opened
  }

  /// Two halls on copies of one disk need names of their own, for their idempotency keys.
  init(_ disk: FaultDisk, name: String, options: StoreOptions = StoreOptions()) {
    self.disk = disk
    self.name = name
    self.options = options
    self.options.disk = disk
    self.options.writer = .stepped
    // Small enough for the write-ahead log to be emptied in a short test.
    self.options.checkpointPages = 12
    self.options.onFatal = { [fatal] in fatal.add($0) }
  }

  var fatalities: [StoreFailure] { fatal.all }

  func open() throws {
    store = try HallStore.open(
      folder: Self.folder, identity: HallInTest.identity, plan: .test, at: now, options: options)
    promises.append(.opened)
  }

  /// Lets go of the store as a process that is killed or loses its power.
  func die() {
    disk.killProcess()
    store?.abandon()
    store = nil
  }

  func loseThePower() {
    disk.cutPower()
    store?.abandon()
    store = nil
    disk.powerOn()
  }

  func stop() async throws {
    guard let store else { return }
    try await driven { await store.stop() }
    self.store = nil
  }

  func made(_ promise: Promise) { promises.append(promise) }

  // MARK: Commands

  /// Steps the store until the work that waits for it is over.
  func driven<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
    let isOver = Notes<Bool>()
    let store = try opened()
    return try await withThrowingTaskGroup(of: T?.self) { group in
      group.addTask {
        defer { isOver.add(true) }
        return try await body()
      }
      while isOver.all.isEmpty {
        store.step()
        await Task.yield()
      }
      return try await group.next().flatMap(\.self) ?? { throw StoreError.stopped }()
    }
  }

  func opened() throws -> HallStore {
    guard let store else { throw StoreError.stopped }
    return store
  }

  @discardableResult
  func ask(_ command: HallCommand, personal: PersonalData? = nil) async throws -> HallAnswer {
    let store = try opened()
    keys += 1
    let request = HallRequest(
      command, by: .test, at: now,
      key: IdempotencyKey(scope: name, key: "\(keys)", body: []), personal: personal)
    let answer = try await driven { try await store.submit(request) }
    promises.append(.recorded(answer.recorded))
    return answer
  }

  /// Asks something of a dossier.
  @discardableResult
  func ask(
    _ wish: DossierRequest.Wish, of which: DossierRequest.Which, by role: DossierRole = .officer,
    personal: PersonalData? = nil, happenedAt: CivilMoment? = nil
  ) async throws -> DossierAnswer {
    let store = try opened()
    keys += 1
    var request = DossierRequest(
      wish, of: which, by: .test, as: .test(role), at: now,
      key: IdempotencyKey(scope: name, key: "\(keys)", body: []), personal: personal)
    request.happenedAt = happenedAt
    let answer = try await driven { [request] in try await store.submit(request) }
    promises.append(.recorded(answer.recorded))
    promises.append(.dossier(answer.dossier.id))
    return answer
  }

  @discardableResult
  func issue() async throws -> HallAnswer {
    try await ask(.issue(TicketRequest(errand: "dat-dai")))
  }

  /// So many numbers in one commit.
  func issue(together count: Int) async throws {
    let store = try opened()
    let requests = (0..<count).map { _ in
      keys += 1
      return HallRequest(
        .issue(TicketRequest(errand: "dat-dai")), by: .test, at: now,
        key: IdempotencyKey(scope: name, key: "\(keys)", body: []))
    }
    let refused = Notes<Bool>()
    let answers = await withTaskGroup(of: Result<HallAnswer, any Error>.self) { group in
      for request in requests {
        group.addTask {
          do {
            return .success(try await store.submit(request))
          } catch {
            refused.add(true)
            return .failure(error)
          }
        }
      }
      while store.health.waiting + refused.all.count < count { await Task.yield() }
      store.step()
      return await group.reduce(into: []) { $0.append($1) }
    }
    for case .success(let answer) in answers { promises.append(.recorded(answer.recorded)) }
    for case .failure(let error) in answers { throw error }
  }

  func put(_ name: String) async throws {
    let store = try opened()
    let account = Account(name: name, role: "officer", counters: ["1"], passwordHash: "*")
    let moment = now
    try await driven { try await store.put(account, by: .test, at: moment) }
    promises.append(.account(name))
  }

  // MARK: What must be true

  /// Everything that is wrong with the hall on the disk as it is now; opens it to look.
  ///
  /// It is stopped again unless it is to lose its power next.
  func wrongs(stops: Bool = true) async -> [String] {
    do {
      try open()
      var wrongs = try await promises.flatMapAsync { try await self.broken($0) }
      let store = try opened()
      if let problem = try await store.verifyLog().problem { wrongs.append(problem.sentence) }
      wrongs += try await store.checkRebuild().differences
      let pages = try store.read { db in
        try String.fetchAll(db, sql: "PRAGMA integrity_check")
      }
      if pages != ["ok"] { wrongs += pages }
      // And it goes on: the next number is the one after the last that the log has.
      let last = try store.read { db in
        try Int.fetchOne(db, sql: "SELECT max(number) FROM tickets WHERE domain = 'dat-dai'")
      }
      let next = try await issue().visit?.number
      if next != (last ?? 0) + 1 { wrongs.append("the next number is \(next ?? 0)") }
      if stops { try await stop() }
      return wrongs
    } catch {
      return ["the hall does not come back: \(error)"]
    }
  }

  private func broken(_ promise: Promise) async throws -> [String] {
    let store = try opened()
    switch promise {
    case .opened: return []
    case .recorded(let events):
      return try events.compactMap { event in
        let found = try store.events(after: event.id - 1, limit: 1).first
        return found?.recorded == event ? nil : "row \(event.id) was answered and is lost"
      }
    case .account(let name):
      return try store.account(name) == nil ? ["account \(name) is lost"] : []
    case .dossier(let id): return try store.dossier(id) == nil ? ["dossier \(id) is lost"] : []
    case .restored(let rows):
      let last = try store.lastSeq()
      return last < rows ? ["the restored hall has \(last) rows of \(rows)"] : []
    case .number(let label):
      let found = try store.read { db in
        try Int.fetchOne(db, sql: "SELECT 1 FROM tickets WHERE label = ?", arguments: [label])
      }
      return found == nil ? ["\(label) was shown and is lost"] : []
    case .backup(let file, let rows):
      looks += 1
      let report = try HallData.restore(from: file, to: "/elsewhere-\(looks)", on: disk)
      return report.rows == rows ? [] : ["the backup has \(report.rows) rows of \(rows)"]
    }
  }
}

extension Array {
  fileprivate func flatMapAsync<T>(
    _ body: (Element) async throws -> [T]
  ) async rethrows -> [T] {
    var all: [T] = []
    for element in self { all += try await body(element) }
    return all
  }
}
