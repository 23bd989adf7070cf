internal import Drivers
internal import Foundation
internal import Logging
internal import NIOCore
internal import Synchronization

/// A loudspeaker on this machine, played by `aplay`.
///
/// A program of its own for each call: a sound driver that hangs takes that program with it and nothing
/// else, and whoever unplugs the loudspeaker has it back with the next call.
final class Speaker: Sendable {
  private let settings: SpeakerSettings
  private let program: String
  private let logger: Logger
  private let state = Mutex(DeviceStanding.unknown)

  /// Beyond the sound's own length: the time a sound card may take to begin and to end.
  static let slack = Duration.seconds(3)
  static let program = "/usr/bin/aplay"

  init(_ settings: SpeakerSettings, program: String = Speaker.program, logger: Logger) {
    self.settings = settings
    self.program = program
    self.logger = logger
  }

  /// How it did at the last call.
  var standing: DeviceStanding { state.withLock { $0 } }

  /// The same for whoever looks after the hall.
  var view: PeripheralView.Standing {
    PeripheralView.Standing(
      id: "speaker", kind: .speaker, place: settings.device, standing: standing)
  }

  /// Plays a sound to its end, or gives it up; then it waits so long as the sound would have taken.
  func play(_ wave: WaveFile) async {
    let end = ContinuousClock.now + wave.duration
    note(await attempt(wave))
    // A device that fails at once must not run through all calls before one is heard.
    try? await Task.sleep(until: end)
  }

  private func note(_ standing: DeviceStanding) {
    let before = state.withLock { state in
      defer { state = standing }
      return state
    }
    guard before != standing else { return }
    logger.log(
      level: standing == .ready ? .notice : .warning,
      "speaker (\(settings.device)): \(standing.rawValue)")
  }

  private func attempt(_ wave: WaveFile) async -> DeviceStanding {
    guard FileManager.default.isExecutableFile(atPath: program) else { return .absent }
    guard let sound = Self.unnamedFile(wave.file) else { return .notAnswering }
    let complaints = Pipe()
    let child = Process()
    child.executableURL = URL(fileURLWithPath: program)
    child.arguments = ["-q", "-D", settings.device, "-"]
    child.standardInput = sound
    child.standardOutput = FileHandle.nullDevice
    child.standardError = complaints
    let (ended, ending) = AsyncStream<Int32>.makeStream()
    child.terminationHandler = {
      ending.yield($0.terminationReason == .exit ? $0.terminationStatus : -1)
      ending.finish()
    }
    do { try child.run() } catch { return .absent }
    let deadline = wave.duration + Self.slack
    let id = child.processIdentifier
    let status = await withTaskGroup(of: Int32?.self) { group in
      group.addTask {
        for await status in ended { return status }
        return nil
      }
      group.addTask {
        try? await Task.sleep(for: deadline)
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
    guard let status else {
      // It hangs in the driver, or the hall closes: nobody waits for it any longer.
      kill(id, SIGKILL)
      return Task.isCancelled ? standing : .notAnswering
    }
    try? complaints.fileHandleForWriting.close()
    guard status != 0 else { return .ready }
    let words = (try? complaints.fileHandleForReading.read(upToCount: 2_000)) ?? Data()
    return Self.standing(after: String(decoding: words, as: UTF8.self))
  }

  /// What aplay's complaint means.
  static func standing(after words: String) -> DeviceStanding {
    if words.contains("busy") { return .busy }
    if words.contains("No such") || words.contains("Unknown PCM") { return .absent }
    if words.contains("ermission denied") { return .refused }
    return .notAnswering
  }

  /// The sound in a file that has no name any more: it goes when it is closed, however that happens.
  private static func unnamedFile(_ bytes: ByteBuffer) -> FileHandle? {
    let path = NSTemporaryDirectory() + "halld-\(UUID().uuidString).wav"
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data(bytes.readableBytesView),
        attributes: [.posixPermissions: 0o600]
      )
    else { return nil }
    defer { try? FileManager.default.removeItem(atPath: path) }
    return FileHandle(forReadingAtPath: path)
  }
}
