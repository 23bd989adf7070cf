import Dossiers
import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import Store
import Synchronization
import Testing
import Ticketing

@testable import halld

/// A hall with its web server on ports of its own, on the demo's configuration.
struct HallUnderTest: Sendable {
  let store: HallStore
  let web: HallWeb
  let clock: HallClock
  /// By the position of the listener in the configuration.
  let ports: [Int]

  var port: Int { ports[0] }

  func ask(
    _ method: String, _ path: String, _ body: String? = nil, cookie: String? = nil,
    headers: [String: String] = [:], port: Int? = nil
  ) async throws -> RawAnswer {
    var headers = headers
    if let cookie { headers["Cookie"] = cookie }
    return try #require(
      await RawHTTP.ask(
        port ?? self.port,
        RawHTTP.request(method, path, headers: headers, body: body.map { Array($0.utf8) }),
        isHead: method == "HEAD"))
  }

  /// A number for an errand, with a fresh key.
  func takeNumber(_ errand: String = "dat-dai", cookie: String? = nil) async throws -> RawAnswer {
    try await ask(
      "POST", "/api/tickets", #"{"errand":"\#(errand)"}"#, cookie: cookie,
      headers: ["Idempotency-Key": UUID().uuidString])
  }

  /// The cookie of an account in this role; made without the slow password, as if signed in.
  func cookie(_ role: Role, counters: [CounterID] = [], account: String? = nil) async throws
    -> String
  {
    let name = account ?? "test-\(role.rawValue)"
    try await store.put(
      Account(name: name, role: role.rawValue, counters: counters, passwordHash: "*"),
      by: .system, at: clock.now())
    let now = clock.now()
    let seconds = String(now.microseconds / 1_000_000, radix: 36)
    let token = "\(seconds)-\(UUID().uuidString.lowercased().replacing("-", with: ""))"
    try await store.openSession(
      token: token, account: name, expiresAt: now.adding(seconds: 3_600), now: now)
    return "halld-session=\(token)"
  }

  /// Opens a hall, lets it be used, and closes it with everything in it.
  static func open(
    doors: [Doors] = [.all], pace: StreamFeed.Pace = StreamFeed.Pace(),
    options: StoreOptions = StoreOptions(), printing: PrintingView = PrintingView(),
    papers: PaperQueue? = nil,
    clock: HallClock = HallClock(utcOffsetSeconds: 25_200, last: nil),
    logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
    change: (inout Configuration) -> Void = { _ in },
    _ use: @Sendable (HallUnderTest) async throws -> Void
  ) async throws {
    var configuration = try #require(
      ConfigurationReader.read(Shipped.path("demo.yaml")).configuration)
    configuration.listeners = doors.map {
      ListenerSettings(address: "127.0.0.1", port: 0, doors: $0, tls: nil)
    }
    change(&configuration)
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "hall-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    configuration.dataFolder = folder
    let store = try HallStore.open(
      folder: folder, identity: HallIdentity(centre: "test", hall: "test"),
      plan: configuration.plan, at: clock.now(), options: options)
    let doorsOpened = OpenedPorts(configuration.listeners.count)
    let web = try HallWeb(
      configuration: configuration, store: store, clock: clock,
      texts: try Texts(folder: Shipped.path("texts")),
      pages: try Pages(folder: Shipped.path("pages"), openAPI: Shipped.path("openapi.yaml")),
      printing: printing, papers: papers, logger: logger, pace: pace,
      onReady: { _, address in doorsOpened.add(address.port ?? 0) })
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: web.services + [papers].compactMap { $0 },
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      let ports = await doorsOpened.all()
      do {
        try await use(HallUnderTest(store: store, web: web, clock: clock, ports: ports))
      } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
    await store.stop()
  }
}

/// Waits until every listener has told its port. With one door each, the order is theirs.
private final class OpenedPorts: Sendable {
  private let stream: AsyncStream<Int>
  private let continuation: AsyncStream<Int>.Continuation
  private let count: Int

  init(_ count: Int) {
    self.count = count
    (stream, continuation) = AsyncStream.makeStream()
  }

  func add(_ port: Int) { continuation.yield(port) }

  func all() async -> [Int] {
    var ports: [Int] = []
    for await port in stream {
      ports.append(port)
      if ports.count == count { break }
    }
    return ports
  }
}
