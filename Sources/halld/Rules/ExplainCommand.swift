internal import ArgumentParser
internal import Dossiers
internal import NIOCore

extension Rules {
  /// `halld rules explain`: how a due date comes about, day by day, for a clerk to check.
  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "explain",
      abstract: "Giải thích một ngày hẹn trả, từng ngày. Explain a due date, day by day.",
      discussion: """
        Ví dụ / example:
          halld rules explain --centre LC --received 2026-03-02T09:00 --days 5
          halld rules explain --centre SL --received 2026-03-02T09:00 --days 10 \\
            --requested 2026-03-05 --supplied 2026-03-16
        Thoát với 1 nếu không tính được, 2 nếu câu hỏi sai. Exit 1: refused; 2: bad question.
        """)

    @Option(help: "Mã Trung tâm: LC, SL, VL, KT, HU. The centre.")
    var centre: String

    @Option(help: "Lúc hồ sơ đến, NĂM-THÁNG-NGÀYTGIỜ:PHÚT. When it arrived, 2026-03-02T09:00.")
    var received: String

    @Option(help: "Thời hạn theo ngày làm việc. Working days.")
    var days: Int?

    @Option(help: "Thời hạn theo giờ làm việc. Working hours.")
    var hours: Int?

    @Flag(help: "Giải quyết trong ngày. Settled the same day.")
    var sameDay = false

    @Option(help: "Ngày yêu cầu bổ sung (có thể lặp lại). Day of a supplement request.")
    var requested: [String] = []

    @Option(help: "Ngày bổ sung đủ (mỗi yêu cầu một ngày). Day of the full supplement.")
    var supplied: [String] = []

    @Flag(help: "Nộp tại quầy: tính đúng lúc nhận, kể cả ngoài giờ. Handed in at the counter.")
    var counter = false

    @Flag(help: "In dạng JSON. Print JSON.")
    var json = false

    @Option(help: "vi, en hoặc both. The language.")
    var language: Language = .both

    @Option(help: "Thư mục quy chế. The folder with regulations.")
    var regulations: String?

    enum Language: String, ExpressibleByArgument, CaseIterable {
      case vi, en, both
    }

    func run() throws {
      let assets = AssetFolders(configuration: "Config/halld.yaml")
      let outcome =
        regulations.map { RegulationFolder.read(regulations: $0) } ?? RegulationFolder.read(assets)
      for problem in outcome.problems { StandardError.tell(problem.description) }
      guard !outcome.problems.contains(where: { $0.severity == .error }) else { throw ExitCode(2) }
      guard let folder = assets.path(of: "texts") else {
        StandardError.tell("không tìm thấy thư mục texts / there is no folder texts")
        throw ExitCode(2)
      }
      let texts = try Texts(folder: folder)
      let question = try question(outcome.book)
      do throws(DossierRefusal) {
        let arrived = question.arrived
        let receipt = counter ? arrived : try question.rules.deemedReceipt(arrived)
        let explanation = try question.rules.explain(
          from: receipt, length: question.length, stops: question.stops, arrivedAt: arrived)
        print(text(ExplanationText(explanation: explanation, texts: texts)), terminator: "")
      } catch {
        let sentence = texts.sentence(error.code, error.arguments)
        StandardError.tell("\(sentence.vi) / \(sentence.en)")
        throw ExitCode(1)
      }
    }

    private func text(_ explained: ExplanationText) -> String {
      if json {
        return String(buffer: JSONText.object { $0.write(explained) }) + "\n"
      }
      return explained.lines.map { line in
        switch language {
        case .vi: line.vi + "\n"
        case .en: line.en + "\n"
        case .both: "\(line.vi)\n    \(line.en)\n"
        }
      }.joined()
    }

    private typealias Question = (
      rules: Regulation, arrived: CivilMoment, length: TermLength, stops: [ClockStop]
    )

    private func question(_ book: RegulationBook) throws -> Question {
      guard let arrived = CivilMoment(received) else {
        throw bad("--received", "2026-03-02T09:00")
      }
      guard let rules = book.inForce(centre: centre, on: arrived.date) else {
        let known = Set(book.regulations.map(\.centre)).sorted().joined(separator: ", ")
        throw bad("--centre", known)
      }
      let length: TermLength
      switch (days, hours, sameDay) {
      case (let days?, nil, false): length = .workingDays(days)
      case (nil, let hours?, false): length = .workingHours(hours)
      case (nil, nil, true): length = .sameDay
      default: throw bad("--days | --hours | --same-day", "1")
      }
      guard requested.count == supplied.count else { throw bad("--requested, --supplied", "=") }
      let stops = try zip(requested, supplied).map { asked, given in
        guard let asked = CivilDate(asked), let given = CivilDate(given) else {
          throw bad("--requested, --supplied", "2026-03-05")
        }
        return ClockStop(requestedOn: asked, suppliedOn: given)
      }
      return (rules, arrived, length, stops)
    }

    private func bad(_ option: String, _ remedy: String) -> ExitCode {
      StandardError.tell("\(option): ghi / write: \(remedy)")
      return ExitCode(2)
    }
  }
}
