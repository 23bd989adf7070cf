internal import Store
internal import Synchronization

/// Knows which kiosk or board a device cookie belongs to.
///
/// Asked with every number of a paired kiosk, so it remembers until a device is paired or taken
/// back.
final class DeviceDirectory: Sendable {
  private static let mostRemembered = 1_000

  private let store: HallStore
  private let known = Mutex<(generation: Int, devices: [String: PairedDevice])>((-1, [:]))

  init(store: HallStore) { self.store = store }

  /// The device's name, when the token is of this kind.
  func device(_ token: String, _ kind: DeviceKind) -> String? {
    guard let device = device(token), device.kind == kind.rawValue else { return nil }
    return device.device
  }

  func device(_ token: String) -> PairedDevice? {
    let generation = store.accountGeneration
    let remembered = known.withLock { known -> PairedDevice? in
      if known.generation != generation { known = (generation, [:]) }
      return known.devices[token]
    }
    if let remembered { return remembered }
    // What cannot be read now is asked again with the next request.
    guard let device = try? store.device(token: token) else { return nil }
    known.withLock { known in
      guard known.generation == generation else { return }
      if known.devices.count >= Self.mostRemembered { known.devices = [:] }
      known.devices[token] = device
    }
    return device
  }
}
