internal import ArgumentParser
internal import Dossiers
internal import Drivers
internal import Foundation
internal import Ticketing

struct Documents: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Papers of a dossier: what templates there are, what they may say, how they look.",
    subcommands: [Preview.self, List.self, Fields.self])

  struct Preview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Draws one paper with invented facts, to look at after editing its template.")

    @Argument(help: "The kind of paper, such as receipt-slip.") var kind: String

    @Option(help: "The file: .pdf, or .png (one a sheet).", completion: .file()) var out: String

    @Option(help: "The configuration file beside which documents/ lies.", completion: .file())
    var config: String = "/etc/halld/halld.yaml"

    @Option(help: "The short name of a centre, when not the configuration's.") var centre: String?

    @Option(help: "Dots to the inch of a picture, 30 to 600.") var dpi: Int = 150

    func run() async throws {
      let code = try centre ?? Configuration.load(config).plan.centreCode
      let files = try await DocumentPreview.draw(
        kind, centre: code, assets: AssetFolders(configuration: config), into: out, dpi: dpi)
      for file in files { print(file) }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the kinds of paper with their titles.")

    @Option(help: "The configuration file beside which documents/ lies.", completion: .file())
    var config: String = "/etc/halld/halld.yaml"

    func run() throws {
      let book = try DocumentPreview.book(AssetFolders(configuration: config))
      for kind in DocumentKind.allCases {
        guard let template = book.templates[kind] else { continue }
        let titles = template.titles.sorted { $0.key < $1.key }.map { "; \($0.key): \($0.value)" }
        print("\(DocumentBook.name(of: kind)): \(template.title)\(titles.joined())")
      }
    }
  }

  struct Fields: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the fields that a template may name between braces.")

    func run() throws {
      for field in DocumentField.allCases {
        let formats = field.sort.formats.map { "{\(field.rawValue):\($0.rawValue)}" }
        print((["{\(field.rawValue)}"] + formats).joined(separator: "  "))
      }
      for rows in DocumentRows.allCases {
        print("\(rows.rawValue): " + rows.cells.map { "{\($0.rawValue)}" }.joined(separator: " "))
      }
    }
  }
}

/// Draws examples into files.
enum DocumentPreview {
  /// The templates, or a failure that lists every problem.
  static func book(_ assets: AssetFolders) throws(CommandFailure) -> DocumentBook {
    let outcome = DocumentBook.read(assets)
    guard let book = outcome.book else {
      throw CommandFailure(outcome.problems.map(\.description).joined(separator: "\n"))
    }
    return book
  }

  /// Writes the paper; the names of the files, one a sheet for pictures.
  static func draw(
    _ name: String, centre code: String, assets: AssetFolders, into out: String, dpi: Int
  ) async throws(CommandFailure) -> [String] {
    let names = DocumentKind.allCases.map(DocumentBook.name)
    guard let kind = DocumentKind.allCases.first(where: { DocumentBook.name(of: $0) == name })
    else {
      let nearest = NearestName.suggestion(for: name, among: names)
      throw CommandFailure(
        "Không có loại giấy tờ \"\(name)\". " + (nearest.map { "Có phải \"\($0)\"? " } ?? "")
          + "/ There is no kind of paper \"\(name)\": \(names.joined(separator: ", ")).")
    }
    guard out.hasSuffix(".pdf") || out.hasSuffix(".png") else {
      throw CommandFailure(
        "Tên tệp phải kết thúc bằng .pdf hoặc .png / The file's name must end in .pdf or .png.")
    }
    let book = try book(assets)
    guard let centre = book.centres[code] else {
      throw CommandFailure(
        "centres.yaml không có Trung tâm \"\(code)\" / centres.yaml has no centre \"\(code)\": "
          + book.centres.keys.sorted().joined(separator: ", "))
    }
    let desk = DocumentDesk(book: book, printers: [], dataFolder: "")
    let drawn: DocumentPainter.Drawn
    do throws(DocumentDesk.Failure) {
      drawn = try await desk.render(
        DocumentExamples.value(kind, centre: centre), personal: DocumentExamples.personal,
        as: out.hasSuffix(".pdf") ? .pdf : .png, dotsPerInch: dpi)
    } catch {
      throw CommandFailure("Không vẽ được / Not drawn: \(error)")
    }
    var files: [String] = []
    for (place, bytes) in drawn.files.enumerated() {
      let file = place == 0 ? out : "\(out.dropLast(4))-\(place + 1)\(out.suffix(4))"
      do {
        try Data(bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
      } catch {
        throw CommandFailure("Không ghi được tệp / Not written: \(file): \(error)")
      }
      files.append(file)
    }
    return files
  }
}
