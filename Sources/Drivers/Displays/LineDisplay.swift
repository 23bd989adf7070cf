public import Ticketing

/// The display at one counter, on an executor of its own: a line that hangs holds nobody else up.
public actor LineDisplay {
  public nonisolated let name: String
  public nonisolated let profile: DisplayProfile
  private nonisolated let executor: DeviceExecutor
  private let transport: SerialTransport
  /// What is known to stand on it; `nil` when that must be sent again.
  private var shown: DisplayLines?
  private var shownAt: ContinuousClock.Instant?

  /// Most time that one look or one change takes.
  public static let limit = Duration.seconds(2)
  /// A display that was without power tells nobody: what it shows is sent again this often.
  public static let refresh = Duration.seconds(30)

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  /// A display at a place; nothing is opened before something is to be shown.
  public init(name: String, profile: DisplayProfile, at place: SerialPlace) {
    self.name = name
    self.profile = profile
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
        shown = nil
        _ = try transport.identify(before: deadline)
      }
      if shown == nil {
        try transport.write(profile.start.bytes(showing: lines)[...], before: deadline)
      }
      let isOld = shownAt.map { $0.duration(to: .now) >= Self.refresh } ?? true
      if shown != lines || isOld {
        try transport.write(profile.show.bytes(showing: lines)[...], before: deadline)
        shown = lines
        shownAt = .now
      }
      return .ready
    } catch {
      // Half a frame may stand on it: begin anew with the next try.
      transport.abandon()
      shown = nil
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
