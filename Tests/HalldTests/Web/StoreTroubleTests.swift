import FaultDisk
import Foundation
import Store
import Testing

@testable import halld

@Suite struct `Trouble with the disk` {
  private static func options(_ disk: FaultDisk) -> StoreOptions {
    var options = StoreOptions()
    options.disk = disk
    // The daemon ends here and is started again; the test looks at what was answered before.
    options.onFatal = { _ in }
    return options
  }

  @Test func `a full disk is told as such, and the number comes once there is room`() async throws {
    let disk = FaultDisk(seed: 1)
    try await HallUnderTest.open(options: Self.options(disk)) { hall async throws in
      disk.setFull(true)
      let key = ["Idempotency-Key": "full"]
      let body = #"{"errand":"dat-dai"}"#
      let full = try await hall.ask("POST", "/api/tickets", body, headers: key)
      #expect(full.status == 507)
      #expect(full.code == "disk-full")
      disk.setFull(false)
      let again = try await hall.ask("POST", "/api/tickets", body, headers: key)
      #expect(again.status == 201)
      #expect(again.json["number"] as? String == "A001")
    }
  }

  @Test(arguments: FaultDisk.FailedSync.allCases)
  func `an outcome that nobody knows is told as such, with when to ask again`(
    fault: FaultDisk.FailedSync
  ) async throws {
    let disk = FaultDisk(seed: 1)
    try await HallUnderTest.open(options: Self.options(disk)) { hall async throws in
      disk.failSync(from: disk.operations + 1, fault)
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
