internal import ArgumentParser
internal import Dossiers
internal import Foundation
internal import Glibc
internal import NIOCore
internal import Ticketing

struct Speak: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the announcement of a call as WAV: halld speak A012 5 > out.wav")

  @Argument(help: "The number on the slip, such as A012.")
  var number: String

  @Argument(help: "The counter's id.")
  var counter: String

  @Option(
    help: "The configuration file; without one in /etc/halld the shipped voice.",
    completion: .file(extensions: ["yaml"]))
  var config: String?

  @Option(help: "full, short or brief: how much is said when none, some or many wait to be said.")
  var form: String = "full"

  @Flag(help: "Says it as a repeated call.")
  var again = false

  func run() throws {
    let (speech, counters) = try settings()
    guard let voice = Voice(speech, counters: counters) else {
      throw CommandFailure(
        "Không có giọng đọc nào: cấu hình không có mục speech. / There is no voice: the configuration "
          + "has no section speech.")
    }
    guard let extent = AnnouncementForm.Extent(rawValue: form) else {
      throw ValidationError("--form takes full, short or brief.")
    }
    let label = number.uppercased()
    guard
      let wave = voice.call(
        label, at: CounterID(counter), AnnouncementForm(extent, isAgain: again))
    else {
      let known = counters.map(\.id.rawValue).joined(separator: ", ")
      throw CommandFailure(
        "Không đọc được số \(number) ở quầy \(counter): số gồm chữ A-Z và chữ số; quầy là một trong "
          + "\(known). / \(number) at counter \(counter) cannot be said: a number has letters A-Z and "
          + "digits; the counter is one of \(known).")
    }
    guard isatty(STDOUT_FILENO) == 0 else {
      throw CommandFailure(
        "Ghi vào tệp: halld speak \(label) \(counter) > out.wav. / Write it into a file: halld speak "
          + "\(label) \(counter) > out.wav.")
    }
    try FileHandle.standardOutput.write(contentsOf: Data(wave.file.readableBytesView))
  }

  private static let installed = "/etc/halld/halld.yaml"

  /// Those of the configuration; in a source tree the shipped languages, and whatever counter is asked.
  private func settings() throws -> (SpeechSettings?, [Counter]) {
    if config != nil || FileManager.default.fileExists(atPath: Self.installed) {
      let configuration = try Configuration.load(config ?? Self.installed)
      return (configuration.speech, configuration.plan.counters)
    }
    let assets = AssetFolders(configuration: "Config/halld.yaml")
    let languages = try ["vi", "en"].compactMap { id -> SpokenLanguage? in
      guard let folder = assets.path(of: "speech/\(id)") else { return nil }
      let reading = SpeechFolder.read(folder, id: id)
      guard reading.problems.isEmpty else {
        throw CommandFailure(reading.problems.map(\.description).joined(separator: "\n"))
      }
      return reading.language
    }
    let name = BilingualName(vi: counter, en: counter)
    return (
      SpeechSettings(languages: languages),
      [Counter(id: CounterID(counter), name: name, serves: [])]
    )
  }
}

struct SpeechCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speech", abstract: "The clips of the voice.",
    subcommands: [Fill.self, Check.self])

  struct Fill: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes the clips that are missing with espeak-ng; a recording is never touched.")

    @Argument(help: "Folders with a manifest.yaml, such as Config/speech/vi.")
    var folders: [String]

    func run() throws {
      for folder in folders {
        let made = try ClipMaker(folder).fill()
        print(
          "\(folder): \(made.made) đoạn mới, \(made.kept) đã có / made \(made.made), kept \(made.kept)"
        )
      }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Reads folders of clips as strictly as serve does, and says what is wrong.")

    @Argument(help: "Folders with a manifest.yaml, such as Config/speech/vi.")
    var folders: [String]

    func run() throws {
      var isGood = true
      for folder in folders {
        let id = URL(fileURLWithPath: folder).lastPathComponent
        let reading = SpeechFolder.read(folder, id: id)
        for problem in reading.problems { print(problem.description) }
        guard let language = reading.language else {
          isGood = false
          continue
        }
        let length = language.clips.values.reduce(Duration.zero) { $0 + $1.duration }
        print("\(folder): \(language.name), \(language.clips.count) đoạn / clips, \(length)")
      }
      if !isGood { throw ExitCode(1) }
    }
  }
}
