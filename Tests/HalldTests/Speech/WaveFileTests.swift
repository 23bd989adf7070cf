import Foundation
import NIOCore
import Testing

@testable import halld

@Suite struct `Sounds` {
  /// A head with the given format, and `data` as its samples.
  static func file(
    encoding: UInt16 = 1, channels: UInt16 = 1, rate: UInt32 = 16_000, bits: UInt16 = 16,
    announced: UInt32? = nil, data: [UInt8] = [1, 0, 2, 0], before: [UInt8] = []
  ) -> ByteBuffer {
    var file = ByteBuffer(string: "RIFF")
    file.writeInteger(UInt32(36 + before.count + data.count), endianness: .little)
    file.writeString("WAVE")
    file.writeBytes(before)
    file.writeString("fmt ")
    file.writeInteger(UInt32(16), endianness: .little)
    file.writeInteger(encoding, endianness: .little)
    file.writeInteger(channels, endianness: .little)
    file.writeInteger(rate, endianness: .little)
    file.writeInteger(rate * 2, endianness: .little)
    file.writeInteger(UInt16(2), endianness: .little)
    file.writeInteger(bits, endianness: .little)
    file.writeString("data")
    file.writeInteger(announced ?? UInt32(data.count), endianness: .little)
    file.writeBytes(data)
    return file
  }

  static let rows: [(file: ByteBuffer, flaw: WaveFile.Flaw?)] = [
    (file(), nil),
    // A recorder's remark before the format, of odd length and padded.
    (file(before: Array("LIST".utf8) + [3, 0, 0, 0, 65, 66, 67, 0]), nil),
    (file(announced: 0xFFFF_FFFF), nil),
    (file(encoding: 3), .encoding), (file(bits: 8), .encoding),
    (file(channels: 2), .channels(2)), (file(rate: 7_999), .rate(7_999)),
    (file(rate: 96_000), .rate(96_000)), (file(data: []), .empty),
    (file(announced: 6), .cutOff), (file(data: [1, 0, 2]), .cutOff),
    (ByteBuffer(string: "RIFF"), .notWave), (ByteBuffer(), .notWave),
    (ByteBuffer(string: "OggS and so on"), .notWave),
    (ByteBuffer(bytes: Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WAVEdata".utf8)), .notWave),
    (file(before: Array("LIST".utf8) + [0xFF, 0xFF, 0, 0]), .cutOff),
  ]

  @Test(arguments: rows.indices)
  func `are read when they are 16-bit samples of one channel, and refused by name otherwise`(
    index: Int
  ) {
    let row = Self.rows[index]
    do throws(WaveFile.Flaw) {
      let wave = try WaveFile.read(row.file)
      #expect(row.flaw == nil)
      #expect(wave.count == 2)
      #expect(wave.sampleRate == 16_000)
    } catch {
      #expect(error == row.flaw)
    }
  }

  @Test func `cut anywhere are refused, never read beyond their end`() {
    let whole = Self.file(data: Array(repeating: 7, count: 40))
    for length in 0..<whole.readableBytes {
      let part = whole.getSlice(at: 0, length: length) ?? ByteBuffer()
      #expect(throws: WaveFile.Flaw.self) { try WaveFile.read(part) }
    }
  }

  @Test func `come back from a file as they went into it`() throws {
    let samples: [Int16] = [0, 1, -1, .max, .min, 300]
    let wave = WaveFile(sampleRate: 22_050, samples: samples)
    #expect(wave.file.readableBytes == 44 + 12)
    #expect(try WaveFile.read(wave.file) == wave)
    #expect(wave.count == 6)
  }

  @Test func `trimming leaves the word and a hundredth of a second, resampling its length`() {
    let tone = (0..<22_050).map { sin(Double($0) * 2 * .pi * 440 / 22_050) }
    let padded = Array(repeating: 0.0, count: 5_000) + tone + Array(repeating: 0.0, count: 9_000)
    let trimmed = SoundShaping.trimmed(padded, at: 22_050)
    #expect(abs(trimmed.count - tone.count) <= 2 * 220 + 8)
    let resampled = SoundShaping.resampled(tone, from: 22_050, to: 16_000)
    #expect(abs(resampled.count - 16_000) <= 1)
    // Still the same tone: it crosses zero 880 times a second.
    let crossings = zip(resampled, resampled.dropFirst()).count { $0.0 < 0 && $0.1 >= 0 }
    #expect((438...441).contains(crossings))
    let levelled = SoundShaping.levelled(resampled, at: 16_000)
    #expect(levelled.first == 0 && levelled.last == 0)
    #expect((26_000...26_300).contains(levelled.max() ?? 0))
  }
}
