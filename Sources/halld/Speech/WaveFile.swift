internal import NIOCore

/// Sound as the voice keeps it: 16-bit samples, one channel, any rate.
///
/// Read strictly from a RIFF file: whatever else a file may be, it is refused with the reason.
struct WaveFile: Sendable, Hashable {
  /// Samples a second, 8,000 to 48,000.
  var sampleRate: Int
  /// Two bytes a sample, little-endian.
  var samples: ByteBuffer

  /// The number of samples.
  var count: Int { samples.readableBytes / 2 }
  var duration: Duration { .microseconds(Int64(count) * 1_000_000 / Int64(sampleRate)) }

  static let rates = 8_000...48_000
  /// A longer file is no clip: one minute at 48 kHz.
  static let largestFile = 6 << 20

  init(sampleRate: Int, samples: ByteBuffer) {
    self.sampleRate = sampleRate
    self.samples = samples
  }

  init(sampleRate: Int, samples: [Int16]) {
    var bytes = ByteBuffer()
    bytes.reserveCapacity(samples.count * 2)
    for sample in samples { bytes.writeInteger(sample, endianness: .little) }
    self.init(sampleRate: sampleRate, samples: bytes)
  }

  /// Why a file cannot be used.
  enum Flaw: Error, Hashable {
    case notWave
    /// Not 16-bit PCM.
    case encoding
    case channels(Int)
    case rate(Int)
    case empty
    /// The file ends before the samples it announces, or between two bytes of one.
    case cutOff
  }

  /// Reads a whole file.
  static func read(_ file: ByteBuffer) throws(Flaw) -> WaveFile {
    var bytes = file
    guard bytes.readString(length: 4) == "RIFF", bytes.readInteger(as: UInt32.self) != nil,
      bytes.readString(length: 4) == "WAVE"
    else { throw .notWave }
    var rate: Int?
    while let name = bytes.readString(length: 4),
      let size: UInt32 = bytes.readInteger(endianness: .little)
    {
      if name == "data" {
        guard let rate else { throw .notWave }
        // A program that writes into a pipe cannot know the size and announces the greatest.
        let isStreamed = size >= 0x7FFF_F000
        let length = isStreamed ? bytes.readableBytes & ~1 : Int(size)
        guard length % 2 == 0, let samples = bytes.readSlice(length: length) else { throw .cutOff }
        guard length > 0 else { throw .empty }
        return WaveFile(sampleRate: rate, samples: samples)
      }
      guard var chunk = bytes.readSlice(length: Int(size) + Int(size & 1)) else { throw .cutOff }
      if name == "fmt " { rate = try format(&chunk) }
    }
    throw .notWave
  }

  private static func format(_ chunk: inout ByteBuffer) throws(Flaw) -> Int {
    guard
      let (encoding, channels, rate, _, _, bits) = chunk.readMultipleIntegers(
        endianness: .little, as: (UInt16, UInt16, UInt32, UInt32, UInt16, UInt16).self)
    else { throw .cutOff }
    guard encoding == 1, bits == 16 else { throw .encoding }
    guard channels == 1 else { throw .channels(Int(channels)) }
    guard rates.contains(Int(rate)) else { throw .rate(Int(rate)) }
    return Int(rate)
  }

  /// The bytes of a RIFF file with these samples: 44 of a head, then the samples.
  var file: ByteBuffer {
    let size = UInt32(samples.readableBytes)
    var file = ByteBuffer()
    file.reserveCapacity(44 + samples.readableBytes)
    file.writeStaticString("RIFF")
    file.writeInteger(36 + size, endianness: .little)
    file.writeStaticString("WAVEfmt ")
    file.writeInteger(UInt32(16), endianness: .little)
    file.writeInteger(UInt16(1), endianness: .little)
    file.writeInteger(UInt16(1), endianness: .little)
    file.writeInteger(UInt32(sampleRate), endianness: .little)
    file.writeInteger(UInt32(sampleRate * 2), endianness: .little)
    file.writeInteger(UInt16(2), endianness: .little)
    file.writeInteger(UInt16(16), endianness: .little)
    file.writeStaticString("data")
    file.writeInteger(size, endianness: .little)
    file.writeImmutableBuffer(samples)
    return file
  }

  /// Samples in so many milliseconds, rounded down.
  static func samples(in milliseconds: Int, at rate: Int) -> Int { milliseconds * rate / 1_000 }

  /// Adds silence at the end.
  mutating func addSilence(milliseconds: Int) {
    let count = Self.samples(in: milliseconds, at: sampleRate)
    samples.writeRepeatingByte(0, count: count * 2)
  }

  /// Adds other samples of the same rate at the end.
  mutating func add(_ other: WaveFile) {
    samples.writeImmutableBuffer(other.samples)
  }
}
