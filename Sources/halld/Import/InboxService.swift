internal import Foundation
internal import Logging
internal import ServiceLifecycle
internal import Store

/// A folder into which the province's system puts its files.
///
/// A file counts as complete when it has its name: whoever writes it does so under another one (a dot
/// before it, or `.part` behind it) and renames it. What was taken is moved to `done`, with every line
/// refused to `refused`, each with a report beside it. A crash in the middle loses nothing: the file is
/// still there, and its lines again change nothing.
struct InboxService: Service {
  let folder: String
  let importer: Importer
  let texts: Texts
  let logger: Logger
  var looks: Duration = .seconds(5)

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        await look()
        try? await Task.sleep(for: looks)
      }
    }
  }

  /// Takes what lies there, in the order of the names.
  func look() async {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where Self.isComplete(name) {
      guard !Task.isCancelled else { return }
      do {
        try await take(name)
      } catch {
        logger.warning("\(folder)/\(name) was not taken; the next look tries again: \(error)")
      }
    }
  }

  static func isComplete(_ name: String) -> Bool {
    !name.hasPrefix(".") && (name.hasSuffix(".csv") || name.hasSuffix(".jsonl"))
  }

  private func take(_ name: String) async throws {
    let path = "\(folder)/\(name)"
    var counts = ImportCounts()
    var report: [String] = []
    do {
      var reader = try ImportReader(try ImportFile.bytes(path))
      while case let (rows, bad) = reader.portion(Importer.portion * 8),
        !rows.isEmpty || !bad.isEmpty
      {
        try Task.checkCancellation()
        let (done, refused) = try await importer.take(rows)
        counts = counts + done
        counts.refused += bad.count
        report += (bad + refused).sorted { $0.line < $1.line }.map { $0.sentence(texts) }
      }
    } catch let refusal as ImportRefusal {
      counts.refused += 1
      report.append(refusal.sentence(texts))
    }
    report.append(counts.sentence)
    try move(name, to: counts.refused == 0 ? "done" : "refused", report)
    logger.info("\(name): \(counts.sentence)")
  }

  private func move(_ name: String, to place: String, _ report: [String]) throws {
    let target = "\(folder)/\(place)"
    try FileManager.default.createDirectory(
      atPath: target, withIntermediateDirectories: true)
    // A file of the same name was taken before: both stay.
    var kept = name
    var number = 2
    while FileManager.default.fileExists(atPath: "\(target)/\(kept)") {
      kept = "\(number)-\(name)"
      number += 1
    }
    try Data((report.joined(separator: "\n") + "\n").utf8)
      .write(to: URL(filePath: "\(target)/\(kept).report.txt"), options: .atomic)
    try FileManager.default.moveItem(atPath: "\(folder)/\(name)", toPath: "\(target)/\(kept)")
  }
}

/// A file to be imported, whole in memory and no larger than is allowed.
enum ImportFile {
  static func bytes(_ path: String) throws -> [UInt8] {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw ImportRefusal(1, "import-unreadable")
    }
    defer { try? handle.close() }
    let data = try handle.read(upToCount: ImportReader.largestFile + 1) ?? Data()
    guard data.count <= ImportReader.largestFile else { throw ImportRefusal(1, "import-too-large") }
    return Array(data)
  }
}

extension ImportReader {
  /// The next lines, at most so many, and those that are none.
  mutating func portion(_ most: Int) -> ([ImportRow], [ImportRefusal]) {
    var rows: [ImportRow] = []
    var bad: [ImportRefusal] = []
    while rows.count + bad.count < most, let next = next() {
      switch next {
      case .success(let row): rows.append(row)
      case .failure(let refusal): bad.append(refusal)
      }
    }
    return (rows, bad)
  }
}
