import Dossiers
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

  @Test func `what the last look over the log has found stands in the health`() async throws {
    let disk = FaultDisk(seed: 1)
    try await HallUnderTest.open(options: Self.options(disk)) { hall async throws in
      func log() async throws -> [String: Any]? {
        try await hall.ask("GET", "/health").json["log"] as? [String: Any]
      }
      #expect(try await log()?["status"] as? String == "unchecked")
      await hall.store.scrub(at: hall.clock.now())
      let whole = try await log()
      #expect(whole?["status"] as? String == "ok")
      #expect(whole?["checkedAt"] is String)
      #expect(whole?["problem"] is NSNull)
    }
  }

  @Test(arguments: [
    ("2026-03-02T00:00:00", 7_200), ("2026-03-02T01:59:59", 1), ("2026-03-02T02:00:00", 86_400),
    ("2026-03-02T08:00:00", 64_800), ("2026-03-02T23:59:59", 7_201),
  ])
  func `the log is looked over at two in the night`(now: String, seconds: Int) throws {
    let civil = try #require(CivilMoment(now))
    let moment = Moment(civil, utcOffsetSeconds: 25_200)
    #expect(ScrubService.secondsUntilNight(from: moment) == seconds)
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
