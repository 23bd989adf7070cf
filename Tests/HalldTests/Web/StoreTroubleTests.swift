import Foundation
import Store
import Synchronization
import Testing

@testable import halld

@Suite struct `Trouble with the disk` {
  /// A disk whose next commit fails in this way, once.
  private final class NextCommit: Sendable {
    private let fault = Mutex<InjectedFault?>(nil)

    func fails(_ fault: InjectedFault) { self.fault.withLock { $0 = fault } }

    func options() -> StoreOptions {
      var options = StoreOptions()
      options.failpoint = { [self] point in
        guard point == .commit else { return nil }
        return fault.withLock { fault in
          defer { fault = nil }
          return fault
        }
      }
      // The daemon ends here and is started again; the test looks at what was answered before.
      options.onFatal = { _ in }
      return options
    }
  }

  @Test func `a full disk is told as such, and the number comes once there is room`() async throws {
    let disk = NextCommit()
    try await HallUnderTest.open(options: disk.options()) { hall async throws in
      disk.fails(.diskFull)
      let key = ["Idempotency-Key": "full"]
      let body = #"{"errand":"dat-dai"}"#
      let full = try await hall.ask("POST", "/api/tickets", body, headers: key)
      #expect(full.status == 507)
      #expect(full.code == "disk-full")
      let again = try await hall.ask("POST", "/api/tickets", body, headers: key)
      #expect(again.status == 201)
      #expect(again.json["number"] as? String == "A001")
    }
  }

  @Test(arguments: [InjectedFault.lost, .keptUnseen])
  func `an outcome that nobody knows is told as such, with when to ask again`(
    fault: InjectedFault
  ) async throws {
    let disk = NextCommit()
    try await HallUnderTest.open(options: disk.options()) { hall async throws in
      disk.fails(fault)
      let answer = try await hall.takeNumber()
      #expect(answer.status == 503)
      #expect(answer.code == "unknown-outcome")
      #expect(answer.header("retry-after") != nil)
      #expect((answer.json["detail"] as? String)?.contains("{") == false)
    }
  }

  @Test func `a closing log refuses by name`() async throws {
    try await HallUnderTest.open { hall async throws in
      await hall.store.stop()
      let answer = try await hall.takeNumber()
      #expect(answer.status == 503)
      #expect(answer.code == "stopping")
      let health = try await hall.ask("GET", "/health")
      #expect(health.status == 503)
      #expect(health.json["status"] as? String == "stopped")
    }
  }
}
