import Drivers
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `A counter's keypad` {
  @Test func `acts as the officer who has opened the counter, by the hall's own rules`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let keys = CounterKeys(store: hall.store, clock: hall.clock)
      #expect(await keys.press(.next, at: "1").code == "counter-closed")
      let officer = try await hall.cookie(.officer, counters: ["1"], account: "tung")
      _ = try await hall.ask("POST", "/api/counters/1/open", cookie: officer)
      #expect(await keys.press(.recall, at: "1").code == "counter-empty")
      // Nobody waits: as on the officer's page, nothing happens and nothing is wrong.
      #expect(await keys.press(.next, at: "1") == .nobodyWaits)
      for _ in 0..<2 { _ = try await hall.takeNumber() }
      #expect(await keys.press(.next, at: "1") == .done)
      #expect(try await Self.state(hall, "A001") == "called")
      #expect(await keys.press(.next, at: "1").code == "counter-busy")
      #expect(await keys.press(.recall, at: "1") == .done)
      #expect(await keys.press(.start, at: "1") == .done)
      #expect(await keys.press(.noShow, at: "1").code == "already-serving")
      #expect(await keys.press(.finish, at: "1") == .done)
      #expect(try await Self.state(hall, "A001") == "done")
      #expect(await keys.press(.next, at: "1") == .done)
      #expect(await keys.press(.noShow, at: "1") == .done)
      #expect(try await Self.state(hall, "A002") == "parked")
      #expect(await keys.press(.next, at: "2").code == "counter-closed")
    }
  }

  @Test func `does nothing for an account that has lost the right since`() async throws {
    try await HallUnderTest.open { hall async throws in
      let keys = CounterKeys(store: hall.store, clock: hall.clock)
      let officer = try await hall.cookie(.officer, counters: ["1"], account: "tung")
      _ = try await hall.ask("POST", "/api/counters/1/open", cookie: officer)
      _ = try await hall.takeNumber()
      for change: @Sendable (inout Account) -> Void in [
        { $0.isActive = false }, { $0.counters = ["2"] }, { $0.mustChangePassword = true },
        { $0.role = Role.supervision.rawValue },
      ] {
        let before = try #require(try hall.store.account("tung"))
        _ = try await hall.store.change("tung", by: .system, at: hall.clock.now(), change)
        #expect(await keys.press(.next, at: "1").code == "role-forbidden")
        _ = try await hall.store.change("tung", by: .system, at: hall.clock.now()) { $0 = before }
      }
      #expect(await keys.press(.next, at: "1") == .done)
    }
  }

  private static func state(_ hall: HallUnderTest, _ label: String) async throws -> String? {
    try await hall.store.view { hall, _ in hall.visit(labelled: label)?.state.name }
  }
}
