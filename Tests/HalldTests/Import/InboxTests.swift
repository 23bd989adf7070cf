import Dossiers
import Foundation
import Logging
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `An inbox of the province's system` {
  /// A hall whose codes the province gives, a folder, and what takes its files.
  private static func open(
    _ use: @escaping @Sendable (HallUnderTest, InboxService, (Int) -> String) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "inbox-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await HallUnderTest.open(change: { configuration in
      configuration.plan.regulations = RegulationBook(
        configuration.plan.regulations.regulations.map { rules in
          var rules = rules
          rules.code = CodeRule(
            source: .province, unit: rules.code.unit, pattern: rules.code.pattern)
          return rules
        })
    }) { hall in
      let service = InboxService(
        folder: folder, importer: Importer(store: hall.store, clock: hall.clock),
        texts: hall.web.parts.texts, logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
      let plan = hall.web.parts.plan
      // Two hours ago may have been yesterday; a code is of the day of receipt or before.
      let today = hall.clock.now().adding(seconds: -7_200).date
      let rule = try #require(
        plan.regulations.inForce(centre: plan.centreCode, on: today)?.code)
      let hand = CodeRule(source: .hall, unit: rule.unit, pattern: rule.pattern)
      try await use(hall, service) { ordinal in
        (try? hand.code(receivedOn: today, ordinal: ordinal).text) ?? ""
      }
    }
  }

  private static func put(_ text: String, _ name: String, in inbox: InboxService) throws {
    try text.write(toFile: "\(inbox.folder)/\(name)", atomically: true, encoding: .utf8)
  }

  private static func files(_ inbox: InboxService, _ place: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(inbox.folder)/\(place)")) ?? [])
      .sorted()
  }

  @Test func `intakes and states are taken, told in a report, and change nothing a second time`()
    async throws
  {
    try await Self.open { hall, inbox, code in
      let procedure = try #require(hall.web.parts.plan.procedures.first?.id)
      let at = hall.clock.now().adding(seconds: -7_200).civil
      let later = hall.clock.now().adding(seconds: -3_600).civil
      let lines =
        "code,procedure,state,at,name\n" + "\(code(901)),\(procedure),,\(at),Lò Thị Mai\n"
        + "\(code(902)),\(procedure),,\(at),\n" + "\(code(901)),,ready,\(later),\n"
      try Self.put(lines, "a.csv", in: inbox)
      try Self.put("half of a fi", ".a.csv", in: inbox)
      await inbox.look()
      #expect(Self.files(inbox, "done") == ["a.csv", "a.csv.report.txt"])
      let report = try String(
        contentsOfFile: "\(inbox.folder)/done/a.csv.report.txt", encoding: .utf8)
      #expect(report.contains("2 new dossiers, 1 that stand elsewhere now"), "\(report)")
      #expect(try hall.store.dossier(code: code(901))?.dossier.state == .ready)
      let rows = try hall.store.lastSeq()
      try Self.put(lines, "a.csv", in: inbox)
      await inbox.look()
      #expect(Self.files(inbox, "done").contains("2-a.csv"))
      #expect(try hall.store.lastSeq() == rows, "the same again changes nothing")
      for entry in try hall.store.events(after: 0) { #expect(!entry.body.contains("Mai")) }
      #expect(try await hall.store.checkRebuild().isClean)
    }
  }

  @Test func `each refused line is named with its reason and remedy; the others are taken`()
    async throws
  {
    try await Self.open { hall, inbox, code in
      let procedure = try #require(hall.web.parts.plan.procedures.first?.id)
      let at = hall.clock.now().adding(seconds: -60).civil
      try Self.put(
        """
        {"code":"\(code(911))","procedure":"\(procedure)","at":"\(at)"}
        {"code":"no code","procedure":"\(procedure)","at":"\(at)"}
        {"code":"\(code(912))","procedure":"none","at":"\(at)"}
        {"code":"\(code(999))","state":"ready","at":"\(at)"}
        {"code":"\(code(911))","state":"lost","at":"\(at)"}
        {"code":"\(code(911))","state":"ready","at":"2990-01-01T00:00"}
        not JSON

        """, "b.jsonl", in: inbox)
      await inbox.look()
      #expect(Self.files(inbox, "refused") == ["b.jsonl", "b.jsonl.report.txt"])
      let report = try String(
        contentsOfFile: "\(inbox.folder)/refused/b.jsonl.report.txt", encoding: .utf8)
      let lines = report.split(separator: "\n").map(String.init)
      #expect(lines.count == 7, "\(report)")
      for (line, number) in zip(lines, 2...7) {
        #expect(line.hasPrefix("dòng \(number): ") && line.contains(" / line \(number): "))
      }
      #expect(try hall.store.dossier(code: code(911))?.dossier.state == .accepted)
    }
  }

  @Test func `a long import lets whoever takes a number through`() async throws {
    try await Self.open { hall, inbox, code in
      let procedure = try #require(hall.web.parts.plan.procedures.first?.id)
      let at = hall.clock.now().adding(seconds: -60).civil
      let lines = (1...600).map { "\(code($0)),\(procedure),\(at)\n" }.joined()
      try Self.put("code,procedure,at\n" + lines, "c.csv", in: inbox)
      async let taken: Void = inbox.look()
      var given = 0
      while Self.files(inbox, "done").isEmpty {
        #expect(try await hall.takeNumber().status == 201)
        given += 1
      }
      await taken
      #expect(given > 3, "\(given) numbers while 600 lines were taken")
      #expect(try hall.store.dossiers(where: DossierFilter(), limit: 1_000).count == 600)
    }
  }
}
