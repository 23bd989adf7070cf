import Dossiers
import Drivers
import Foundation
import Logging
import NIOCore
import Synchronization
import Testing
import Ticketing

@testable import halld

private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

@Suite(.timeLimit(.minutes(1))) struct `The voice of a hall` {
  /// A voice without sounds worth hearing: a millisecond for every clip.
  static let voice: Voice = {
    let clip = WaveFile(sampleRate: 8_000, samples: [Int16](repeating: 1, count: 8))
    let names = Phrasebook.characterClips + ["to"]
    let language = SpokenLanguage(
      id: "vi", name: "thử",
      phrases: Phrasebook(
        sentences: Dictionary(
          uniqueKeysWithValues: Phrasebook.Kind.allCases.map {
            ($0, $0 == .noCounter ? [.number] : [.number, .clip("to"), .counter])
          }), counters: (1...99).map { _ in ["to"] }, gapMilliseconds: 1, pauseMilliseconds: 1),
      clips: Dictionary(uniqueKeysWithValues: names.map { ($0, clip) }), sampleRate: 8_000)
    let counters = (1...60).map {
      Counter(id: CounterID("\($0)"), name: BilingualName(vi: "Quầy", en: "Counter"), serves: ["a"])
    }
    guard let voice = Voice(SpeechSettings(languages: [language]), counters: counters) else {
      preconditionFailure("a voice with a language")
    }
    return voice
  }()

  static func call(_ id: Int64, counter: Int, attempt: Int = 1) -> AwaitedCall {
    AwaitedCall(
      id: id, label: "A\(String(1_000 + id).dropFirst())", counter: CounterID("\(counter)"),
      attempt: attempt, at: now)
  }
  static let now = Moment(microseconds: 1_800_000_000_000_000, utcOffsetSeconds: 25_200)

  /// A hall of calls that a test makes, and what was said in it.
  private final class Played: Sendable {
    let calls = Mutex<[AwaitedCall]>([])
    let said = Mutex<[Announcement]>([])
    let speaking = Mutex((now: 0, most: 0))
    let changes: AsyncStream<Int64>
    let bell: AsyncStream<Int64>.Continuation

    init() { (changes, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func add(_ call: AwaitedCall) {
      calls.withLock { $0.append(call) }
      bell.yield(call.id)
    }

    /// One mouth: says for some turns of the loop, and notices whoever interrupts.
    func say(_ announcement: Announcement) async {
      speaking.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      await betweenLooks()
      said.withLock { $0.append(announcement) }
      speaking.withLock { $0.now -= 1 }
    }

    func until(_ count: Int) async -> [Announcement] {
      let end = ContinuousClock.now + .seconds(20)
      while ContinuousClock.now < end {
        let said = said.withLock { $0 }
        if said.count >= count { return said }
        await betweenLooks()
      }
      return said.withLock { $0 }
    }
  }

  private static func run(
    _ played: Played, _ places: [SpeechService.Place],
    look: (@Sendable () async -> [AwaitedCall]?)? = nil,
    _ use: @Sendable @escaping () async throws -> Void
  ) async throws {
    let service = SpeechService(
      places, voice: voice, changes: { played.changes },
      look: look ?? { played.calls.withLock { $0 } }, now: { now },
      sleep: { _ in await Task.yield() }, logger: quiet)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await service.work() }
      try await use()
      group.cancelAll()
    }
  }

  @Test func `says fifty calls made at once one after the other, in their order`() async throws {
    let played = Played()
    let place = SpeechService.Place(zone: VoiceZone(counters: [])) { await played.say($0) }
    try await Self.run(played, [place]) {
      for id in 1...50 { played.add(Self.call(Int64(id), counter: id % 60 + 1)) }
      let said = await played.until(50)
      #expect(said.map(\.call.id) == Array(1...50))
      #expect(played.speaking.withLock { $0.most } == 1, "one at a time")
      #expect(said.last?.form.extent == .full, "who comes last is called in full")
    }
  }

  @Test func `a mouth that never ends keeps no other zone waiting`() async throws {
    let (played, stuck) = (Played(), AsyncStream<Void>.makeStream())
    let places = [
      SpeechService.Place(zone: VoiceZone(counters: [])) { _ in
        for await _ in stuck.stream {}
      },
      SpeechService.Place(zone: VoiceZone(counters: ["2", "3"])) { await played.say($0) },
    ]
    try await Self.run(played, places) {
      for id in 1...9 { played.add(Self.call(Int64(id), counter: id % 3 + 1)) }
      let said = await played.until(6)
      #expect(said.map(\.call.id) == [1, 2, 4, 5, 7, 8])
      stuck.continuation.finish()
    }
  }

  @Test func `a hall too busy to be looked at is asked again`() async throws {
    let played = Played()
    let looks = Mutex(0)
    let place = SpeechService.Place(zone: VoiceZone(counters: [])) { await played.say($0) }
    let look: @Sendable () async -> [AwaitedCall]? = {
      let look = looks.withLock {
        $0 += 1
        return $0
      }
      return look % 3 == 0 ? played.calls.withLock { $0 } : nil
    }
    try await Self.run(played, [place], look: look) {
      played.add(Self.call(1, counter: 1))
      played.add(Self.call(2, counter: 2))
      #expect(await played.until(2).map(\.call.id) == [1, 2])
    }
  }

  @Test func `boards for the same counters are one zone, and a silent board is in none`() {
    let boards = [
      BoardSettings(id: "a", place: "", counters: []),
      BoardSettings(id: "b", place: "", counters: ["2", "1"]),
      BoardSettings(id: "c", place: "", counters: ["1", "2"]),
      BoardSettings(id: "d", place: "", counters: ["3"], speaks: false),
    ]
    #expect(
      VoiceZone.zones(of: boards) == [VoiceZone(counters: []), VoiceZone(counters: ["1", "2"])])
  }
}

@Suite(.timeLimit(.minutes(1))) struct `The loudspeaker of the machine` {
  /// A program in aplay's place.
  private static func program(_ script: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.appending(path: "aplay-\(UUID().uuidString)")
      .path
    try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    return path
  }

  private static let sound = WaveFile(
    sampleRate: 8_000, samples: [Int16](repeating: 77, count: 400))

  static let rows: [(script: String, standing: DeviceStanding)] = [
    ("cat > /dev/null", .ready),
    (
      "cat > /dev/null; echo 'aplay: main:831: audio open error: Device or resource busy' >&2; exit 1",
      .busy
    ),
    ("echo 'ALSA lib: Unknown PCM hw:9' >&2; exit 1", .absent),
    ("echo 'audio open error: No such file or directory' >&2; exit 1", .absent),
    ("echo 'audio open error: Permission denied' >&2; exit 1", .refused),
    ("exit 3", .notAnswering), ("kill -9 $$", .notAnswering),
  ]

  @Test(arguments: rows.indices)
  func `is told by what the player says`(index: Int) async throws {
    let row = Self.rows[index]
    let path = try Self.program(row.script)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let speaker = Speaker(SpeakerSettings(device: "default"), program: path, logger: quiet)
    #expect(speaker.standing == .unknown)
    await speaker.play(Self.sound)
    #expect(speaker.standing == row.standing)
    #expect(speaker.view.kind == .speaker)
  }

  @Test func `gets the whole sound, and one that hangs is ended after its time`() async throws {
    let heard = FileManager.default.temporaryDirectory.appending(path: "heard-\(UUID().uuidString)")
      .path
    let path = try Self.program("echo \"$@\" > \(heard).args; cat > \(heard); exec sleep 600")
    defer {
      for file in [path, heard, "\(heard).args"] {
        try? FileManager.default.removeItem(atPath: file)
      }
    }
    let speaker = Speaker(SpeakerSettings(device: "plughw:0,0"), program: path, logger: quiet)
    let began = ContinuousClock.now
    await speaker.play(Self.sound)
    let took = began.duration(to: .now)
    #expect(took >= Speaker.slack && took < Speaker.slack + .seconds(20), "\(took)")
    #expect(speaker.standing == .notAnswering)
    #expect(FileManager.default.contents(atPath: heard) == Data(Self.sound.file.readableBytesView))
    let arguments = try String(contentsOfFile: "\(heard).args", encoding: .utf8)
    #expect(arguments == "-q -D plughw:0,0 -\n")
  }

  @Test func `is absent where there is no player, and takes its time all the same`() async {
    let speaker = Speaker(
      SpeakerSettings(device: "default"), program: "/nowhere/aplay", logger: quiet)
    let began = ContinuousClock.now
    await speaker.play(Self.sound)
    #expect(began.duration(to: .now) >= Self.sound.duration)
    #expect(speaker.standing == .absent)
  }
}
