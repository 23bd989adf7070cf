import Dossiers
import FaultDisk
import Testing
import Ticketing

@testable import Store

/// The writer without its thread, as the simulated hall has it.
@Suite struct `A stepped store` {
  private let disk = FaultDisk(seed: 1)
  private let now = Moment.at("2026-03-02T08:00")

  private func open() throws -> HallStore {
    var options = StoreOptions.on(disk)
    options.writer = .stepped
    return try HallStore.open(
      folder: "/hall", identity: HallInTest.identity, plan: .test, at: now, options: options)
  }

  /// A number that is asked for in a task of its own; returns once the request waits.
  private func ask(_ store: HallStore) async -> Task<HallAnswer, any Error> {
    let waiting = store.health.waiting
    let request = HallRequest(.issue(TicketRequest(errand: "dat-dai")), by: .test, at: now)
    let task = Task { try await store.submit(request) }
    while store.health.waiting == waiting { await Task.yield() }
    return task
  }

  @Test func `nothing happens before a step, and one step is one commit`() async throws {
    let store = try open()
    let before = disk.operations
    let tasks = [await ask(store), await ask(store)]
    #expect(disk.operations == before)
    #expect(store.step())
    #expect(!store.step())
    var labels: [String?] = []
    for task in tasks { labels.append(try await task.value.visit?.label) }
    #expect(labels == ["A001", "A002"])
    #expect(try store.lastSeq() == 4)
    let looked = Task { try await store.view { hall, _ in hall.visits.count } }
    while !store.step() { await Task.yield() }
    #expect(try await looked.value == 2)
    await store.stop()
    #expect(disk.contents("/hall/hall.sqlite-wal")?.isEmpty != false)
  }

  @Test func `a stop carries out what waits`() async throws {
    let store = try open()
    let task = await ask(store)
    await store.stop()
    #expect(try await task.value.visit?.label == "A001")
    #expect(!store.step())
    let again = try open()
    #expect(try again.lastSeq() == 3)
    await again.stop()
  }

  @Test func `when the power goes, everybody hears, and the next start goes on`() async throws {
    let store = try open()
    let first = await ask(store)
    store.step()
    #expect(try await first.value.visit?.label == "A001")
    let caught = await ask(store)
    disk.cutPower()
    store.step()
    await #expect(throws: StoreError.unknownOutcome) { try await caught.value }
    await #expect(throws: StoreError.stopped) { try await store.confirmClock(by: .test, at: now) }
    store.abandon()
    disk.powerOn()
    let again = try open()
    #expect(try again.lastSeq() == 3)
    await again.stop()
  }

  @Test func `an abandoned store answers whoever waits and writes nothing`() async throws {
    let store = try open()
    let task = await ask(store)
    let before = disk.operations
    disk.killProcess()
    store.abandon()
    await #expect(throws: StoreError.stopped) { try await task.value }
    await store.stop()
    #expect(disk.operations == before)
    let again = try open()
    #expect(try again.lastSeq() == 1)
    await again.stop()
  }

  @Test func `the same seed makes the same files`() async throws {
    func files() async throws -> [UInt8]? {
      let disk = FaultDisk(seed: 9)
      var options = StoreOptions.on(disk)
      options.writer = .stepped
      let store = try HallStore.open(
        folder: "/hall", identity: HallInTest.identity, plan: .test, at: now, options: options)
      let task = await ask(store)
      store.step()
      _ = try await task.value
      await store.stop()
      return disk.contents("/hall/hall.sqlite")
    }
    #expect(try await files() == files())
  }
}
