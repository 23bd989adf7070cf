import Dossiers
import Testing
import Ticketing

@testable import Store

@Suite struct `Accounts, sessions and devices` {
  private static let tung = Account(
    name: "tung", role: "officer", counters: ["1", "2"], passwordHash: "$y$j9T$abc")

  @Test func `an account is found as it was put, and its description has no password`()
    async throws
  {
    let hall = try HallInTest()
    try await hall.store.put(Self.tung, by: .test, at: hall.now)
    #expect(try hall.store.account("tung") == Self.tung)
    #expect(try hall.store.account("lan") == nil)
    #expect(try hall.store.accounts() == [Self.tung])
    #expect("\(Self.tung)" == "account tung (officer)")
    try await hall.restart()
    #expect(try hall.store.account("tung") == Self.tung)
  }

  @Test func `an account may be added before the first start, and not under a running daemon`()
    async throws
  {
    let folder = HallInTest.freshFolder()
    try HallData.put(Self.tung, in: folder, by: .test, at: .at("2026-03-02T07:00"))
    let hall = try HallInTest(folder: folder)
    #expect(try hall.store.account("tung") == Self.tung)
    #expect(try hall.store.events(after: 0).first?.kind == "log.opened")
    let failure = #expect(throws: StoreFailure.self) {
      try HallData.put(Self.tung, in: folder, by: .test, at: .at("2026-03-02T07:00"))
    }
    #expect(failure?.code == .inUse)
  }

  @Test func `a session ends by itself, by signing out, and by a new password`() async throws {
    let hall = try HallInTest()
    let store = hall.store
    try await store.put(Self.tung, by: .test, at: hall.now)
    let evening = hall.now.adding(seconds: 36_000)
    for token in ["a", "b", "c"] {
      try await store.openSession(
        token: token, account: "tung", expiresAt: evening, now: hall.now)
    }
    #expect(try store.session(token: "a", at: hall.now) == Self.tung)
    #expect(try store.session(token: "x", at: hall.now) == nil)
    #expect(try store.session(token: "a", at: evening) == nil)
    try await store.closeSession(token: "b", by: .test, at: hall.now)
    #expect(try store.session(token: "b", at: hall.now) == nil)
    #expect(try store.session(token: "c", at: hall.now) != nil)
    var changed = Self.tung
    changed.passwordHash = "$y$j9T$def"
    try await store.put(changed, by: .test, at: hall.now)
    #expect(try store.session(token: "c", at: hall.now) == nil)
  }

  @Test func `nobody is signed in to an account that is closed or does not exist`() async throws {
    let hall = try HallInTest()
    var closed = Self.tung
    closed.isActive = false
    try await hall.store.put(closed, by: .test, at: hall.now)
    let evening = hall.now.adding(seconds: 36_000)
    try await hall.store.openSession(
      token: "a", account: "tung", expiresAt: evening, now: hall.now)
    #expect(try hall.store.session(token: "a", at: hall.now) == nil)
    await #expect(throws: StoreError.conflict) {
      try await hall.store.openSession(
        token: "b", account: "lan", expiresAt: evening, now: hall.now)
    }
  }

  @Test func `a paired device is known by its token until it is taken back`() async throws {
    let hall = try HallInTest()
    try await hall.store.pair(token: "t", device: "kiosk-1", kind: "kiosk", at: hall.now)
    let device = try #require(try hall.store.device(token: "t"))
    #expect(device == PairedDevice(device: "kiosk-1", kind: "kiosk", pairedAt: hall.now))
    #expect(try hall.store.device(token: "u") == nil)
    try await hall.store.unpair(device: "kiosk-1", at: hall.now)
    #expect(try hall.store.device(token: "t") == nil)
  }

  @Test func `neither session nor device tokens stand in the file`() async throws {
    let hall = try HallInTest()
    try await hall.store.put(Self.tung, by: .test, at: hall.now)
    let secret = "a-very-secret-token-of-a-cookie"
    try await hall.store.openSession(
      token: secret, account: "tung", expiresAt: hall.now.adding(seconds: 60), now: hall.now)
    try await hall.store.pair(token: secret, device: "kiosk-1", kind: "kiosk", at: hall.now)
    for file in ["hall.sqlite", "hall.sqlite-wal"] {
      #expect(try !Files.contains(Files.bytes(hall.folder + "/" + file), secret))
    }
  }
}
