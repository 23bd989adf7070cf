import Foundation

/// A transcript of `Transcripts`: what a device sent, and what is to be read from it.
struct Recording {
  /// `struct input_event` after another, as the kernel hands them out.
  let bytes: [UInt8]
  let expected: [String]

  init(_ name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Transcripts/\(name).txt")
    var bytes: [UInt8] = []
    var expected: [String] = []
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("expect: ") {
        expected.append(String(line.dropFirst("expect: ".count)))
        continue
      }
      let words = line.split(separator: " ")
      guard words.first == "E:", words.count == 5, let seconds = Double(words[1]),
        let type = UInt16(words[2], radix: 16), let code = UInt16(words[3], radix: 16),
        let value = Int32(words[4])
      else { continue }
      let microseconds = Int64(seconds * 1_000_000)
      Self.append(microseconds / 1_000_000, to: &bytes)
      Self.append(microseconds % 1_000_000, to: &bytes)
      Self.append(type, to: &bytes)
      Self.append(code, to: &bytes)
      Self.append(value, to: &bytes)
    }
    self.bytes = bytes
    self.expected = expected
  }

  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }
}
