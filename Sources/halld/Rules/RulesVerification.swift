internal import Dossiers
internal import Foundation

/// A file of worked examples, checked against the regulations.
struct RulesVerification {
  private(set) var passed = 0
  private(set) var failed = 0
  private var lines: [String] = []

  /// A file larger than this holds no examples.
  static let largestFile = 16 << 20

  /// Why the file as a whole cannot be worked with.
  struct BadFile: Error {
    var sentence: String
  }

  /// Every mismatch on a line with its id, and last how many passed and failed.
  var report: String {
    (lines + ["\(passed) passed, \(failed) failed"]).map { $0 + "\n" }.joined()
  }

  init(examples bytes: [UInt8], by book: RegulationBook) throws(BadFile) {
    for (place, item) in try Self.items(bytes).enumerated() {
      check(item, place: place + 1, by: book)
    }
  }

  private mutating func check(_ item: JSONValue, place: Int, by book: RegulationBook) {
    var id = "#\(place)"
    if case .text(let named)? = Members(item)["id"] { id = named }
    do throws(ExampleProblem) {
      let example = try WorkedExample(item)
      let mismatches = try ExampleCheck.mismatches(of: example, in: book)
      if mismatches.isEmpty {
        passed += 1
      } else {
        failed += 1
        lines += mismatches.map { "\(id): \($0)" }
      }
    } catch {
      failed += 1
      lines.append("\(id): \(error.sentence)")
    }
  }

  static func contents(of path: String) throws(BadFile) -> [UInt8] {
    guard let handle = FileHandle(forReadingAtPath: path),
      let data = try? handle.read(upToCount: largestFile + 1)
    else {
      throw BadFile(sentence: "không đọc được tệp / the file cannot be read")
    }
    guard data.count <= largestFile else {
      throw BadFile(sentence: "tệp lớn hơn 16 MiB / the file is larger than 16 MiB")
    }
    return Array(data)
  }

  private static func items(_ bytes: [UInt8]) throws(BadFile) -> [JSONValue] {
    let value: JSONValue
    do {
      value = try JSONParser.parse(bytes)
    } catch {
      let place = error.arguments["byte"].flatMap { Int($0) }.map { line(of: $0, in: bytes) }
      let vi = place.map { " (dòng \($0))" } ?? ""
      let en = place.map { " (line \($0))" } ?? ""
      throw BadFile(
        sentence: "tệp không phải JSON hợp lệ\(vi): \(error.code) / "
          + "this is not valid JSON\(en): \(error.code)")
    }
    guard case .list(let items) = value else {
      throw BadFile(
        sentence: "tệp phải là một mảng ví dụ / the file must be an array of examples")
    }
    return items
  }

  private static func line(of byte: Int, in bytes: [UInt8]) -> Int {
    1 + bytes.prefix(byte).count { $0 == UInt8(ascii: "\n") }
  }
}
