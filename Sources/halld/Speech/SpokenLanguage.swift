internal import NIOCore
internal import Ticketing

/// One language of the voice: its words, and the clips they are made of.
struct SpokenLanguage: Sendable, Hashable {
  /// The folder's name, `vi`.
  var id: String
  /// What the language calls itself.
  var name: String
  var phrases: Phrasebook
  var clips: [String: WaveFile]
  /// Samples a second, of every clip.
  var sampleRate: Int

  /// The clip that is played before a call, in the folder that has one.
  static let chime = "chime"

  /// A sentence as one sound; `nil` for a label that cannot be said.
  func wave(_ kind: Phrasebook.Kind, label: String, counter: Int?) -> WaveFile? {
    guard let sentence = phrases.sentence(kind, label: label, counter: counter) else { return nil }
    var wave = WaveFile(sampleRate: sampleRate, samples: ByteBuffer())
    wave.samples.reserveCapacity(sampleRate * 12)
    for part in sentence.parts {
      switch part {
      case .silence(let milliseconds): wave.addSilence(milliseconds: milliseconds)
      case .clip(let name):
        guard let clip = clips[name] else { return nil }
        wave.add(clip)
      }
    }
    return wave
  }
}

/// What the configuration decides about the voice.
struct SpeechSettings: Sendable, Hashable {
  /// In the order of speaking; all of one sample rate.
  var languages: [SpokenLanguage]
  /// A loudspeaker on this machine; `nil` when only boards speak.
  var speaker: SpeakerSettings?
}

/// A loudspeaker on this machine.
struct SpeakerSettings: Sendable, Hashable {
  /// As `aplay -L` lists it: `default`, `plughw:0,0`.
  var device: String
}
