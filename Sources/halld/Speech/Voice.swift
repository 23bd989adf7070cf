internal import NIOCore
internal import Synchronization
internal import Ticketing

/// The hall's voice: every call as one sound, joined from clips, and the single clips.
///
/// The clips are held in memory; a joined call is kept for a while, since every board asks for it.
final class Voice: Sendable {
  /// Between the chime and the call, and between two languages.
  static let pauseMilliseconds = 350
  /// Calls that are kept joined; the oldest gives way. Some 4 MB.
  static let mostKept = 16

  let languages: [SpokenLanguage]
  private let counters: [CounterID: Int]
  private let kept = Mutex<[(name: String, wave: WaveFile)]>([])

  /// The voice for the counters of a hall; `nil` without a language.
  init?(_ settings: SpeechSettings?, counters: [Counter]) {
    guard let settings, !settings.languages.isEmpty else { return nil }
    languages = settings.languages
    self.counters = Dictionary(
      counters.map { ($0.id, $0.spokenNumber ?? 0) }, uniquingKeysWith: { first, _ in first })
  }

  /// A call as one sound; `nil` for a counter there is not, or a label that cannot be said.
  func call(_ label: String, at counter: CounterID, _ form: AnnouncementForm) -> WaveFile? {
    guard let number = counters[counter] else { return nil }
    let name = "\(label) \(counter) \(form.name)"
    if let wave = kept.withLock({ $0.first { $0.name == name }?.wave }) { return wave }
    guard let wave = join(label, number > 0 ? number : nil, form) else { return nil }
    kept.withLock { kept in
      if kept.count >= Self.mostKept { kept.removeFirst() }
      kept.append((name, wave))
    }
    return wave
  }

  private func join(_ label: String, _ counter: Int?, _ form: AnnouncementForm) -> WaveFile? {
    let kind: Phrasebook.Kind = form.extent == .brief ? .brief : form.isAgain ? .again : .call
    guard form.extent == .full else {
      return languages[0].wave(kind, label: label, counter: counter)
    }
    var whole = WaveFile(sampleRate: languages[0].sampleRate, samples: ByteBuffer())
    if let chime { whole.add(chime) }
    for language in languages {
      guard let sentence = language.wave(kind, label: label, counter: counter) else { return nil }
      if whole.count > 0 { whole.addSilence(milliseconds: Self.pauseMilliseconds) }
      whole.add(sentence)
    }
    return whole
  }

  /// What is heard before a call; `nil` in a hall without one.
  var chime: WaveFile? { languages.lazy.compactMap { $0.clips[SpokenLanguage.chime] }.first }

  /// A clip in the language asked for, or in the first that has it.
  func clip(_ name: String, in language: String?) -> WaveFile? {
    let first = languages.first { $0.id == language }?.clips[name]
    return first ?? languages.lazy.compactMap { $0.clips[name] }.first
  }
}
