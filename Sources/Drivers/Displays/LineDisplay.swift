public import Ticketing

/// The display at one counter, whatever it is reached by.
public protocol CounterScreen: Sendable {
  /// Brings these lines onto the display, if they are not there already, and says how it is doing.
  func show(_ lines: DisplayLines, within limit: Duration) async -> DeviceStanding
}

/// The display at one counter, on an executor of its own: a line that hangs holds nobody else up.
public actor LineDisplay: CounterScreen {
  public nonisolated let name: String
  public nonisolated let profile: DisplayProfile
  private nonisolated let executor: DeviceExecutor
  private let transport: SerialTransport
  private var memory: DisplayMemory

  /// Most time that one look or one change takes.
  public static let limit = Duration.seconds(2)

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  /// A display at a place; nothing is opened before something is to be shown.
  public init(name: String, profile: DisplayProfile, at place: SerialPlace) {
    self.name = name
    self.profile = profile
    memory = DisplayMemory(profile)
    transport = SerialTransport(place, line: profile.line)
    executor = DeviceExecutor(label: "display \(name)")
  }

  /// Brings these lines onto the display, if they are not there already, and says how it is doing.
  ///
  /// Called again and again with the same lines it looks whether the display is still there, and writes
  /// everything anew when it was away.
  public func show(_ lines: DisplayLines, within limit: Duration = limit) -> DeviceStanding {
    let deadline = ContinuousClock.now + limit
    do throws(TransportFailure) {
      if transport.isOpen {
        // Whatever it says is of no interest, but that it can be asked is.
        _ = try transport.readStatus(before: .now)
      } else {
        memory.forget()
        _ = try transport.identify(before: deadline)
      }
      let now = ContinuousClock.now
      let bytes = memory.bytes(for: lines, at: now)
      if !bytes.isEmpty {
        try transport.write(bytes[...], before: deadline)
        memory.wrote(lines, at: now)
      }
      return .ready
    } catch {
      // Half a frame may stand on it: begin anew with the next try.
      transport.abandon()
      memory.forget()
      return error.standing
    }
  }

  /// Whether the display can be reached; shows nothing.
  public func look() -> DeviceStanding {
    do throws(TransportFailure) {
      _ = try transport.identify(before: .now + Self.limit)
      _ = try transport.readStatus(before: .now)
      return .ready
    } catch {
      transport.abandon()
      return error.standing
    }
  }
}
