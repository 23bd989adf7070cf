internal import Store
internal import Synchronization

/// Knows which kiosk or board a device cookie belongs to.
///
/// Asked with every number of a paired kiosk, so it remembers; a device that is taken back is
/// forgotten here by `forgetAll`.
final class DeviceDirectory: Sendable {
  private static let mostRemembered = 1_000

  private let store: HallStore
  private let known = Mutex<[String: PairedDevice]>([:])

  init(store: HallStore) { self.store = store }

  /// The device's name, when the token is of this kind.
  func device(_ token: String, _ kind: DeviceKind) -> String? {
    guard let device = device(token), device.kind == kind.rawValue else { return nil }
    return device.device
  }

  func device(_ token: String) -> PairedDevice? {
    if let device = known.withLock({ $0[token] }) { return device }
    // What cannot be read now is asked again with the next request.
    guard let device = try? store.device(token: token) else { return nil }
    known.withLock { known in
      if known.count >= Self.mostRemembered { known = [:] }
      known[token] = device
    }
    return device
  }

  /// After a device was paired anew or taken back.
  func forgetAll() { known.withLock { $0 = [:] } }
}
