internal import Dossiers
internal import Foundation
internal import NIOCore
internal import Ticketing

/// Reads a language of the voice from `speech/ID`: its manifest, and the clips it names.
///
/// Strict like every file a technician edits: each problem names file, line, key and remedy.
struct SpeechFolder {
  struct Reading {
    var language: SpokenLanguage?
    var problems: [ConfigurationProblem]
  }

  /// A clip as the manifest has it.
  struct Clip {
    var name: String
    var file: String
    /// The words in it; empty for one of tones.
    var spoken: String
    /// What a synthesizer is given instead, where it would read the words wrongly.
    var synthesized: String?
    /// Hertz, one after the other, for the chime.
    var tones: [Int]
    var value: YAMLValue
  }

  let folder: String
  let id: String
  private let file: StrictYAML

  init(_ folder: String, id: String) {
    self.folder = folder
    self.id = id
    file = StrictYAML.read("\(folder)/manifest.yaml")
  }

  static let mostClips = 400

  /// The names of the languages that lie in a hall's folders of assets.
  static func names(in assets: AssetFolders) -> [String] {
    let folders = assets.folders.flatMap { FolderOfFiles.folders(in: "\($0)/speech") }
    return Set(folders.map { URL(fileURLWithPath: $0).lastPathComponent }).sorted()
  }

  static func read(_ folder: String, id: String) -> Reading {
    let reader = SpeechFolder(folder, id: id)
    let manifest = reader.manifest()
    guard let manifest, reader.file.problems.isEmpty else {
      return Reading(language: nil, problems: reader.file.problems)
    }
    var clips: [String: WaveFile] = [:]
    for clip in manifest.clips {
      clips[clip.name] = reader.wave(clip, rate: manifest.sampleRate)
    }
    guard reader.file.problems.isEmpty else {
      return Reading(language: nil, problems: reader.file.problems)
    }
    return Reading(
      language: SpokenLanguage(
        id: id, name: manifest.name, phrases: manifest.phrases, clips: clips,
        sampleRate: manifest.sampleRate), problems: [])
  }

  // MARK: - The manifest

  struct Manifest {
    var name: String
    var sampleRate: Int
    var synthesizer: Synthesizer
    var phrases: Phrasebook
    var clips: [Clip]
  }

  /// How clips that nobody has recorded are made.
  struct Synthesizer: Hashable {
    /// A voice of espeak-ng.
    var voice: String
    /// Words a minute, 80 to 300.
    var speed: Int
    /// 0 to 99.
    var pitch: Int
  }

  /// Everything but the sounds; the problems are in `problems`.
  func manifest() -> Manifest? {
    guard file.isReadable else { return nil }
    let root = file.root
    let name = root.string("name", length: 1...60)
    let rate = root.int("sampleRate", in: WaveFile.rates)
    let gap = root.int("gapMilliseconds", in: 0...1_000, default: 40)
    let pause = root.int("pauseMilliseconds", in: 0...3_000, default: 160)
    let maker = root.optionalMapping("synthesizer")
    let synthesizer = Synthesizer(
      voice: maker.string("voice", length: 1...40, default: id),
      speed: maker.int("speed", in: 80...300, default: 160),
      pitch: maker.int("pitch", in: 0...99, default: 50))
    let clips = readClips(root)
    requireCharacters(clips, root)
    let words = SpokenWords(clips)
    let sentences = readSentences(root, words)
    let counters = root.list("counters", count: Phrasebook.counted...Phrasebook.counted)
      .map { words.each(of: $0) }
    guard file.problems.isEmpty, let name, let rate else { return nil }
    return Manifest(
      name: name, sampleRate: rate, synthesizer: synthesizer,
      phrases: Phrasebook(
        sentences: sentences, counters: counters, gapMilliseconds: gap, pauseMilliseconds: pause),
      clips: clips)
  }

  var problems: [ConfigurationProblem] { file.problems }

  private func readClips(_ root: YAMLMapping) -> [Clip] {
    let entries = root.mapping("clips").entries
    if entries.count > Self.mostClips {
      root.refuse(
        "clips",
        BilingualName(vi: "có \(entries.count) đoạn", en: "there are \(entries.count)"),
        remedy: BilingualName(
          vi: "ghi nhiều nhất \(Self.mostClips)", en: "write at most \(Self.mostClips)"))
      return []
    }
    var files = UniqueNames()
    return entries.compactMap { name, value in
      guard let group = value.mapping else { return nil }
      let tones = group.optionalList("tones", count: 1...8).compactMap { $0.int(in: 100...4_000) }
      let spoken = tones.isEmpty ? group.string("spoken", length: 1...300) : ""
      let synthesized = group.value("synthesized")?.string(length: 1...300)
      let path = group.string("file", length: 1...80, default: "\(name).wav")
      guard path.hasSuffix(".wav"), !path.contains("/"), !path.hasPrefix(".") else {
        group.refuse(
          "file",
          BilingualName(vi: "«\(path)» không dùng được", en: "\"\(path)\" cannot be used"),
          remedy: BilingualName(
            vi: "ghi tên tệp .wav trong cùng thư mục",
            en: "write the name of a .wav file beside this"
          ))
        return nil
      }
      if group.has("file") { files.claim(path, group.value("file")) }
      guard let spoken else { return nil }
      return Clip(
        name: name, file: path, spoken: spoken, synthesized: synthesized, tones: tones,
        value: value)
    }
  }

  /// Numbers are said letter by letter and digit by digit, so each must be there.
  private func requireCharacters(_ clips: [Clip], _ root: YAMLMapping) {
    let names = Set(clips.map(\.name))
    let missing = Phrasebook.characterClips.filter { !names.contains($0) }
    guard !missing.isEmpty, !clips.isEmpty else { return }
    root.refuse(
      "clips",
      BilingualName(
        vi: "thiếu \(missing.joined(separator: ", "))",
        en: "\(missing.joined(separator: ", ")) missing"),
      remedy: BilingualName(
        vi: "ghi đủ letter-a đến letter-z và digit-0 đến digit-9",
        en: "write all of letter-a to letter-z and digit-0 to digit-9"))
  }

  private func readSentences(
    _ root: YAMLMapping, _ words: SpokenWords
  ) -> [Phrasebook.Kind: [Phrasebook.Piece]] {
    let group = root.mapping("sentences")
    var sentences: [Phrasebook.Kind: [Phrasebook.Piece]] = [:]
    for kind in Phrasebook.Kind.allCases {
      guard let text = group.string(kind.rawValue, length: 1...300),
        let value = group.value(kind.rawValue)
      else { continue }
      let pieces = words.pieces(of: text, value)
      let needed: [(Phrasebook.Piece, String)] =
        kind == .noCounter
        ? [(.number, "{number}")] : [(.number, "{number}"), (.counter, "{counter}")]
      for (piece, name) in needed where pieces.count(where: { $0 == piece }) != 1 {
        value.refuse(
          BilingualName(
            vi: "không có đúng một \(name)", en: "does not have exactly one \(name)"),
          remedy: BilingualName(vi: "ghi \(name) một lần", en: "write \(name) once"))
      }
      sentences[kind] = pieces
    }
    return sentences
  }

  // MARK: - The sounds

  /// The samples of a clip's file; a problem when it cannot be used.
  private func wave(_ clip: Clip, rate: Int) -> WaveFile? {
    let path = "\(folder)/\(clip.file)"
    guard let data = FileManager.default.contents(atPath: path) else {
      refuse(
        clip, vi: "không có tệp «\(clip.file)»", en: "there is no file \"\(clip.file)\"",
        BilingualName(
          vi: "thu âm vào đó, hoặc chạy: halld speech fill \(folder)",
          en: "record it, or run: halld speech fill \(folder)"))
      return nil
    }
    guard data.count <= WaveFile.largestFile else {
      refuse(
        clip, vi: "«\(clip.file)» quá lớn", en: "\"\(clip.file)\" is too large",
        BilingualName(vi: "cắt ngắn dưới một phút", en: "cut it below a minute"))
      return nil
    }
    do throws(WaveFile.Flaw) {
      let wave = try WaveFile.read(ByteBuffer(bytes: data))
      guard wave.sampleRate == rate else { throw .rate(wave.sampleRate) }
      return wave
    } catch {
      let why = error.words
      refuse(
        clip, vi: "«\(clip.file)» \(why.vi)", en: "\"\(clip.file)\" \(why.en)",
        BilingualName(
          vi: "lưu thành WAV PCM 16 bit, một kênh, \(rate) Hz",
          en: "save it as WAV, PCM of 16 bits, one channel, \(rate) Hz"))
      return nil
    }
  }

  private func refuse(_ clip: Clip, vi: String, en: String, _ remedy: BilingualName) {
    clip.value.refuse(BilingualName(vi: vi, en: en), remedy: remedy)
  }
}

extension WaveFile.Flaw {
  /// What is wrong, after the file's name.
  var words: BilingualName {
    switch self {
    case .notWave: BilingualName(vi: "không phải tệp WAV", en: "is no WAV file")
    case .encoding: BilingualName(vi: "không phải PCM 16 bit", en: "is not PCM of 16 bits")
    case .channels(let count): BilingualName(vi: "có \(count) kênh", en: "has \(count) channels")
    case .rate(let rate): BilingualName(vi: "có \(rate) mẫu/giây", en: "has \(rate) Hz")
    case .empty: BilingualName(vi: "không có âm thanh nào", en: "holds no sound")
    case .cutOff: BilingualName(vi: "bị cắt cụt", en: "is cut off")
    }
  }
}
