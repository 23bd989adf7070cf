internal import Drivers
internal import Logging
internal import ServiceLifecycle
internal import Synchronization
internal import Ticketing

/// Listens to scanners and to the keypads at the counters, each on a thread of its own.
final class InputService: Service {
  /// What was read at a kiosk or counter.
  struct PlacedScan: Sendable, Hashable {
    var place: ScannerPlace
    var scan: KeyReader.Scan
  }

  /// Who acts upon what the devices say.
  struct Ears: Sendable {
    var scanned: @Sendable (PlacedScan) async -> Void = { _ in }
    var pressed: @Sendable (KeypadAct, CounterID) async -> CounterKeys.Outcome = { _, _ in .failed }
  }

  private let scanners: [ScannerSettings]
  private let keypads: [KeypadSettings]
  private let ears = Mutex(Ears())
  private let logger: Logger
  private let known: Mutex<[String: DeviceStanding]>

  /// Longest wait for a key, so that the end of the service is not waited for.
  private static let wait = Duration.milliseconds(250)
  /// Between two tries to open what is not there.
  private static let pause = Duration.milliseconds(500)

  init(scanners: [ScannerSettings], keypads: [KeypadSettings], logger: Logger) {
    self.scanners = scanners
    self.keypads = keypads
    self.logger = logger
    known = Mutex([:])
  }

  /// From now on these are told; they are made after the devices, whose standings they show.
  func tell(_ ears: Ears) { self.ears.withLock { $0 = ears } }

  /// How each of them is doing.
  var standings: [PeripheralView.Standing] {
    let known = known.withLock { $0 }
    return scanners.map {
      PeripheralView.Standing(
        id: $0.id, kind: .scanner, place: $0.place.name, standing: known[$0.id] ?? .unknown)
    }
      + keypads.map {
        PeripheralView.Standing(
          id: $0.id, kind: .keypad, place: $0.counter.rawValue, standing: known[$0.id] ?? .unknown)
      }
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        for scanner in self.scanners { group.addTask { await self.listen(to: scanner) } }
        for keypad in self.keypads { group.addTask { await self.listen(to: keypad) } }
      }
    }
  }

  private func listen(to scanner: ScannerSettings) async {
    var reader = KeyReader(scanner.profile.keys)
    var pace = ScanPace()
    let end = Duration.milliseconds(scanner.profile.keys.pauseMilliseconds)
    await listen(scanner.id, scanner.device, scanner.model) {
      reader.isReading ? min(Self.wait, end) : Self.wait
    } hear: { reading in
      if reading.isNew || reading.standing != .ready { reader.reset() }
      var scans = reading.news.flatMap { reader.read($0, at: .now) }
      if let ended = reader.passTime(to: .now) { scans.append(ended) }
      for scan in scans {
        guard pace.admits(at: .now) else {
          if pace.heldBack == 1 {
            self.logger.warning("scanner \(scanner.id): too many scans, some are not passed on")
          }
          continue
        }
        let ears = self.ears.withLock { $0 }
        await ears.scanned(PlacedScan(place: scanner.place, scan: scan))
      }
    }
  }

  private func listen(to keypad: KeypadSettings) async {
    var reader = KeypadReader(keypad.profile)
    await listen(keypad.id, keypad.device, keypad.model) {
      Self.wait
    } hear: { reading in
      for act in reading.news.compactMap({ reader.read($0, at: .now) }) {
        let ears = self.ears.withLock { $0 }
        let outcome = await ears.pressed(act, keypad.counter)
        guard let code = outcome.code else { continue }
        self.logger.info("keypad \(keypad.id): \(act.rawValue) \(code)")
      }
    }
  }

  /// Reads a device until the hall closes; one that is not there is tried again.
  private func listen(
    _ id: String, _ path: String, _ model: InputDevice.Model?, wait: () -> Duration,
    hear: (InputDevice.Reading) async -> Void
  ) async {
    let device = InputDevice(name: id, path: path, expecting: model)
    while !Task.isCancelled {
      let reading = await device.read(within: wait())
      note(reading.standing, of: id, path)
      await hear(reading)
      if reading.standing != .ready { try? await Task.sleep(for: Self.pause) }
    }
    await device.close()
  }

  private func note(_ standing: DeviceStanding, of id: String, _ path: String) {
    let before = known.withLock { known in
      defer { known[id] = standing }
      return known[id]
    }
    guard before != standing else { return }
    logger.log(
      level: standing == .ready ? .notice : .warning, "input \(id) (\(path)): \(standing.rawValue)")
  }
}
