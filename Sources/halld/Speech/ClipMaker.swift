internal import Foundation
internal import Glibc
internal import NIOCore

/// Makes the clips of a language that nobody has recorded: words by espeak-ng, the chime from tones.
///
/// Only missing files are written, so that a technician's recordings stay.
struct ClipMaker {
  let folder: String
  private let manifest: SpeechFolder.Manifest

  static let program = "/usr/bin/espeak-ng"

  init(_ folder: String) throws(CommandFailure) {
    self.folder = folder
    let reader = SpeechFolder(folder, id: URL(fileURLWithPath: folder).lastPathComponent)
    guard let manifest = reader.manifest() else {
      throw CommandFailure(reader.problems.map(\.description).joined(separator: "\n"))
    }
    self.manifest = manifest
  }

  /// Writes what is missing; how many clips were made, and how many were there.
  func fill() throws -> (made: Int, kept: Int) {
    let missing = manifest.clips.filter {
      !FileManager.default.fileExists(atPath: "\(folder)/\($0.file)")
    }
    for clip in missing {
      let samples = clip.tones.isEmpty ? try spoken(clip) : chime(clip.tones)
      let wave = WaveFile(sampleRate: manifest.sampleRate, samples: samples)
      try Data(wave.file.readableBytesView).write(
        to: URL(fileURLWithPath: "\(folder)/\(clip.file)"), options: .atomic)
    }
    return (missing.count, manifest.clips.count - missing.count)
  }

  // MARK: - Words

  private func spoken(_ clip: SpeechFolder.Clip) throws -> [Int16] {
    guard FileManager.default.isExecutableFile(atPath: Self.program) else {
      throw CommandFailure(
        "Thiếu espeak-ng: apt-get install espeak-ng. / espeak-ng is missing: apt-get install espeak-ng."
      )
    }
    let maker = manifest.synthesizer
    let child = Process()
    child.executableURL = URL(fileURLWithPath: Self.program)
    child.arguments = [
      "-v", maker.voice, "-s", String(maker.speed), "-p", String(maker.pitch), "-a", "120",
      "--stdout", "--", clip.synthesized ?? clip.spoken,
    ]
    let output = Pipe()
    child.standardOutput = output
    try child.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    child.waitUntilExit()
    guard child.terminationStatus == 0, let wave = try? WaveFile.read(ByteBuffer(bytes: bytes))
    else {
      throw CommandFailure(
        "espeak-ng không đọc được \"\(clip.spoken)\" (giọng \(maker.voice)). / espeak-ng does not say "
          + "\"\(clip.spoken)\" (voice \(maker.voice)).")
    }
    let samples = wave.floats
    let trimmed = SoundShaping.trimmed(samples, at: wave.sampleRate)
    let resampled = SoundShaping.resampled(trimmed, from: wave.sampleRate, to: manifest.sampleRate)
    return SoundShaping.levelled(resampled, at: manifest.sampleRate)
  }

  /// Bells that overlap a little, each dying away.
  private func chime(_ tones: [Int]) -> [Int16] {
    let rate = Double(manifest.sampleRate)
    let step = Int(rate * 0.28)
    var samples = [Double](repeating: 0, count: step * tones.count + Int(rate * 0.45))
    for (place, tone) in tones.enumerated() {
      for index in (place * step)..<samples.count {
        let time = Double(index - place * step) / rate
        let rise = min(1, time / 0.008)
        let wave = sin(2 * .pi * Double(tone) * time) + 0.3 * sin(4 * .pi * Double(tone) * time)
        samples[index] += wave * rise * exp(-time * 5.5)
      }
    }
    return SoundShaping.levelled(samples, at: manifest.sampleRate)
  }
}

extension WaveFile {
  /// Samples between -1 and 1.
  var floats: [Double] {
    var bytes = samples
    var floats: [Double] = []
    floats.reserveCapacity(count)
    while let sample: Int16 = bytes.readInteger(endianness: .little) {
      floats.append(Double(sample) / 32_768)
    }
    return floats
  }
}

/// What is done to a sound before it becomes a clip.
enum SoundShaping {
  /// Without what nobody hears at both ends; a hundredth of a second of it is left.
  static func trimmed(_ samples: [Double], at rate: Int) -> [Double] {
    let below = 0.035 * samples.reduce(0) { max($0, abs($1)) }
    guard below > 0, let first = samples.firstIndex(where: { abs($0) > below }),
      let last = samples.lastIndex(where: { abs($0) > below })
    else { return [] }
    let margin = rate / 100
    return Array(samples[max(0, first - margin)...min(samples.count - 1, last + margin)])
  }

  /// At another rate, by a windowed sinc that lets nothing above half of the lower rate through.
  static func resampled(_ samples: [Double], from: Int, to: Int) -> [Double] {
    guard from != to, !samples.isEmpty else { return samples }
    let ratio = Double(to) / Double(from)
    let cutoff = min(1, ratio) * 0.95
    let reach = Int(24 / cutoff)
    return (0..<Int(Double(samples.count) * ratio)).map { index in
      let centre = Double(index) / ratio
      let near = Int(centre)
      var sum = 0.0
      for tap in max(0, near - reach)...min(samples.count - 1, near + reach) {
        let distance = Double(tap) - centre
        let phase = .pi * distance * cutoff
        let sinc = abs(phase) < 1e-9 ? 1 : sin(phase) / phase
        let window = 0.5 + 0.5 * cos(.pi * distance / Double(reach + 1))
        sum += samples[tap] * sinc * window * cutoff
      }
      return sum
    }
  }

  /// As loud as all others (a peak of 0.8), and beginning and ending without a click.
  static func levelled(_ samples: [Double], at rate: Int) -> [Int16] {
    let peak = samples.reduce(0) { max($0, abs($1)) }
    let gain = peak > 0 ? 0.8 / peak : 0
    let ramp = max(1, rate / 200)
    return samples.indices.map { index in
      let edge = min(index, samples.count - 1 - index)
      let fade = min(1, Double(edge) / Double(ramp))
      return Int16((samples[index] * gain * fade * 32_767).rounded())
    }
  }
}
