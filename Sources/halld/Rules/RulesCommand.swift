internal import ArgumentParser
internal import Dossiers

/// `halld rules ...`: what the technician does with regulations.
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Kiểm tra và giải thích các quy chế. Check and explain the regulations.",
    subcommands: [Verify.self, Explain.self])

  /// `halld rules verify FILE`: works out examples of the law and compares the answers.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Tính lại các ví dụ và so với đáp án. Work out examples and compare the answers.",
      discussion: """
        Tệp là một mảng JSON; «centre» của mỗi ví dụ gọi tên một quy chế (LC, SL, VL, KT, HU).
        The file is a JSON array; each example's "centre" names a regulation.
        Thoát với 1 nếu có ví dụ sai, 2 nếu không đọc được tệp. Exit 1: mismatches; 2: bad file.
        """)

    @Argument(help: "Tệp ví dụ. The file with examples.")
    var file: String

    @Option(help: "Thư mục quy chế. The folder with regulations.")
    var regulations: String?

    func run() throws {
      let outcome =
        regulations.map { RegulationFolder.read(regulations: $0) }
        ?? RegulationFolder.read(AssetFolders(configuration: "Config/halld.yaml"))
      for problem in outcome.problems { StandardError.tell(problem.description) }
      guard !outcome.problems.contains(where: { $0.severity == .error }) else {
        throw ExitCode(2)
      }
      let verification: RulesVerification
      do throws(RulesVerification.BadFile) {
        verification = try RulesVerification(
          examples: try RulesVerification.contents(of: file), by: outcome.book)
      } catch {
        StandardError.tell("\(file): \(error.sentence)")
        throw ExitCode(2)
      }
      print(verification.report, terminator: "")
      if verification.failed > 0 { throw ExitCode(1) }
    }
  }
}
