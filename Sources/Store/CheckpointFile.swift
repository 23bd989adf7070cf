internal import Dossiers
internal import Foundation

// A checkpoint as a text file: the signed lines, the signature, and what to do with it.
extension Checkpoint {
  /// The lines that are signed, then the signature in base64, and nothing else.
  public var signedText: String {
    text + "signature: \(signature.map { Data($0).base64EncodedString() } ?? "none")\n"
  }

  /// The whole file, with remarks for the person who finds it in a safe.
  public var file: String {
    let remarks = """

      # Mốc kiểm chứng nhật ký của sảnh. Cất tệp này ở nơi khác máy của sảnh. Về sau, nhật ký phải có
      # đúng mã băm này ở dòng \(rows); nếu không, nhật ký đã bị sửa hoặc bị cắt.
      # A checkpoint of the hall's log. Keep it away from the hall's machine. The log must for ever
      # have this hash at row \(rows); otherwise it was changed or cut off.
      #
      # halld log verify --data DIR --checkpoint FILE --public-key checkpoint.pub

      """
    guard signature != nil else { return signedText + remarks }
    return signedText + remarks
      + """
      #
      # Không cần halld / without halld:
      # sed '/^signature:/,$d' FILE > text
      # sed -n 's/^signature: //p' FILE | base64 -d > signature
      # openssl pkeyutl -verify -pubin -inkey checkpoint.pub -rawin -in text -sigfile signature

      """
  }

  /// Longest file that is read: a hundred times what one needs.
  public static let fileLimit = 65_536

  /// Reads a file as `file` writes it; a different line ending does no harm.
  ///
  /// The failure names the line that is not as it should be.
  public init(file: String) throws(StoreFailure) {
    guard file.utf8.count <= Self.fileLimit else {
      throw StoreFailure(.files, "It is longer than a checkpoint can be.")
    }
    var lines = CheckpointLines(file)
    guard lines.next() == "halld checkpoint 1" else {
      throw StoreFailure(.files, "It is no checkpoint: line 1 is not \"halld checkpoint 1\".")
    }
    let centre = try lines.field("centre") { $0 }
    let hall = try lines.field("hall") { $0 }
    let day = try lines.field("day") { CivilDate($0) }
    let made = try lines.field("made") { $0 }
    let rows = try lines.field("rows", as: Self.count)
    let hash = try lines.field("hash", as: Self.digest)
    let previous = try lines.field("previous") { word -> Previous?? in
      if word == "none" { return .some(nil) }
      let parts = word.split(separator: " ", omittingEmptySubsequences: false)
      guard parts.count == 2, let rows = Self.count(String(parts[0])),
        let digest = Self.digest(String(parts[1]))
      else { return nil }
      return Previous(rows: rows, digest: digest)
    }
    let key = try lines.field("key") { word -> String?? in
      if word == "none" { return .some(nil) }
      return word.utf8.count == 16 && Self.isHexadecimal(word) ? word : nil
    }
    let signature = try lines.field("signature") { word -> [UInt8]?? in
      if word == "none" { return .some(nil) }
      return Data(base64Encoded: word).flatMap { $0.count == 64 ? Array($0) : nil }
    }
    try lines.expectRemarks()
    guard (key == nil) == (signature == nil) else {
      throw StoreFailure(.files, "It names a key and has no signature, or the other way round.")
    }
    self.init(
      centre: centre, hall: hall, day: day, made: made, rows: rows, hash: hash,
      previous: previous, key: key, signature: signature)
  }

  private static func count(_ text: String) -> Int64? {
    guard (1...18).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int64(text).flatMap { $0 > 0 && String($0) == text ? $0 : nil }
  }

  private static func digest(_ text: String) -> String? {
    text.utf8.count == 64 && isHexadecimal(text) ? text : nil
  }

  private static func isHexadecimal(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}

/// The lines of a checkpoint's file, taken one after another.
private struct CheckpointLines {
  private let lines: [Substring]
  private var number = 0

  init(_ file: String) {
    let plain = file.hasPrefix("\u{FEFF}") ? String(file.dropFirst()) : file
    lines = plain.replacing("\r\n", with: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  mutating func next() -> String {
    defer { number += 1 }
    return number < lines.count ? String(lines[number]) : ""
  }

  mutating func field<T>(_ name: String, as read: (String) -> T?) throws(StoreFailure) -> T {
    let line = next()
    guard line.hasPrefix("\(name): "), let value = read(String(line.dropFirst(name.count + 2)))
    else {
      throw StoreFailure(.files, "Line \(number) is not the \"\(name)\" of a checkpoint.")
    }
    return value
  }

  mutating func expectRemarks() throws(StoreFailure) {
    while number < lines.count {
      let line = next()
      guard line.isEmpty || line.hasPrefix("#") else {
        throw StoreFailure(.files, "Line \(number) stands behind the signature.")
      }
    }
  }
}
