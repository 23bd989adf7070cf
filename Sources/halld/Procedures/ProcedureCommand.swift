internal import ArgumentParser
internal import Dossiers
internal import Foundation
internal import Ticketing

/// `halld procedures ...`: the catalogue of procedures.
struct Procedures: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "procedures",
    abstract: "Danh mục thủ tục hành chính. The catalogue of procedures.",
    subcommands: [Import.self, Check.self])

  /// `halld procedures import FILE.csv`: a spreadsheet becomes a file of the catalogue.
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Nhập danh mục từ bảng tính CSV. Make a file of the catalogue from CSV.",
      discussion: """
        Cột / columns: \(ProcedureImport.columns.map(\.name).joined(separator: ", "))
        components: mã|tên|name|căn cứ|số bản|original|optional, mỗi giấy tờ một dòng trong ô hoặc ngăn bằng ;;
        linked: cơ quan|việc|task|ngày
        Sai một dòng thì không ghi gì. With one bad line nothing is written.
        Thoát với 1 nếu có dòng bị từ chối, 2 nếu không đọc hay ghi được tệp. Exit 1: refused lines; 2: file.
        """)

    @Argument(help: "Tệp CSV (UTF-8). The CSV file.")
    var file: String

    @Option(help: "Tệp YAML sẽ ghi; không có thì in ra. The YAML file to write; else printed.")
    var out: String?

    @Option(help: "Tệp cấu hình, để biết các lĩnh vực. The configuration, for its domains.")
    var config: String?

    @Flag(help: "Ghi đè tệp đã có. Replace an existing file.")
    var replace = false

    /// A larger file is no catalogue.
    static let largestFile = 64 << 20

    func run() throws {
      guard let handle = FileHandle(forReadingAtPath: file),
        let data = try? handle.read(upToCount: Self.largestFile + 1),
        data.count <= Self.largestFile
      else {
        throw failure("\(file): không đọc được, hoặc lớn hơn 64 MiB / cannot be read, or too large")
      }
      let domains = try config.map { try Self.domains(of: $0) }
      let reading = ProcedureImport(Array(data), file: file, domains: domains)
      for problem in reading.problems { StandardError.tell(problem.description) }
      guard reading.problems.isEmpty else {
        StandardError.tell(
          "không nhập gì: \(reading.problems.count) lỗi / nothing imported: "
            + "\(reading.problems.count) problems")
        throw ExitCode(1)
      }
      let text = ProcedureYAML.text(
        reading.procedures,
        heading: [
          "Danh mục thủ tục, nhập từ bảng tính. The catalogue, imported from a spreadsheet."
        ])
      // What is written must read as what was imported, so that the daemon takes it.
      var ids = UniqueCodes()
      let again = ProcedureFile.read(out ?? file, text: text, domains: domains, ids: &ids)
      for problem in again.problems { StandardError.tell(problem.description) }
      guard again.procedures == reading.procedures else {
        StandardError.tell(
          "không nhập gì; chia bảng tính thành nhiều tệp / nothing imported; split the file")
        throw ExitCode(1)
      }
      guard let out else {
        print(text, terminator: "")
        return
      }
      try write(text, to: out)
      StandardError.tell("\(out): \(reading.procedures.count) thủ tục / procedures")
    }

    private func write(_ text: String, to path: String) throws {
      guard replace || !FileManager.default.fileExists(atPath: path) else {
        throw failure("\(path): tệp đã có; thêm --replace / the file exists; add --replace")
      }
      do {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        // The catalogue is public, and the daemon reads it as its own user.
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
      } catch {
        throw failure("\(path): không ghi được / cannot be written")
      }
    }

    private static func domains(of configuration: String) throws -> KnownNames {
      let outcome = ConfigurationReader.read(configuration)
      guard let plan = outcome.configuration?.plan else {
        for problem in outcome.problems { StandardError.tell(problem.description) }
        throw ExitCode(2)
      }
      return KnownNames(plan.domains.map(\.id.rawValue))
    }

    private func failure(_ line: String) -> ExitCode {
      StandardError.tell(line)
      return ExitCode(2)
    }
  }

  /// `halld procedures check PATH`: reads a file or folder as strictly as the daemon does.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Kiểm tra một tệp hay thư mục danh mục. Check a file or folder of the catalogue.")

    @Argument(help: "Tệp hoặc thư mục. The file or folder.")
    var path: String

    func run() throws {
      let outcome = ProcedureCatalogue.read(path, domains: nil)
      for problem in outcome.problems.sorted() { StandardError.tell(problem.description) }
      guard outcome.problems.isEmpty else { throw ExitCode(1) }
      let domains = Set(outcome.procedures.map(\.domain)).count
      print(
        "\(outcome.procedures.count) thủ tục, \(domains) lĩnh vực / "
          + "\(outcome.procedures.count) procedures, \(domains) domains")
    }
  }
}
