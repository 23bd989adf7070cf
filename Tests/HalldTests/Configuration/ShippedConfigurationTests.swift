import Dossiers
import Foundation
import Testing
import Ticketing

@testable import halld

/// The configuration folder of the repository, and regulations that need no file.
enum Shipped {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Config").path

  static func path(_ name: String) -> String { "\(folder)/\(name)" }

  static func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  /// Read once: several hundred configurations are read with them.
  private static let regulations = RegulationFolder.read(
    AssetFolders(configuration: path("demo.yaml")))

  /// Text read as if it stood in a file of the shipped folder.
  static func read(_ text: String, as name: String = "demo.yaml") -> ConfigurationReader.Outcome {
    ConfigurationReader.read(path(name), text: text) { _ in regulations }
  }
}

@Suite struct `The shipped configuration` {
  @Test(arguments: ["halld.yaml", "demo.yaml"])
  func `is accepted without a warning`(name: String) throws {
    let report = ConfigurationCheck.run(Shipped.path(name))
    #expect(report.exitCode == 0)
    #expect(report.lines.count == 2, "\(report.lines)")
    #expect(report.lines.first == "configuration OK: \(Shipped.path(name))")
  }

  @Test(arguments: ["halld.yaml", "demo.yaml"])
  func `has fourteen domains with all five errands, each served by a counter`(name: String) throws {
    let plan = try #require(ConfigurationReader.read(Shipped.path(name)).configuration).plan
    #expect(plan.domains.count == 14)
    #expect(plan.domains.map(\.series.prefix) == "ABCDEFGHIJKLMN".map(String.init))
    #expect(plan.domains.prefix(2).map(\.id) == ["dat-dai", "ho-tich"])
    #expect(plan.domains.first?.name.vi == "Đất đai")
    #expect(plan.errands.count == 70)
    let served = Set(plan.counters.flatMap(\.serves))
    #expect(plan.errands.filter { !served.contains($0.line) }.map(\.id) == [])
  }

  @Test func `the first counters of the demo serve its first errands`() throws {
    let plan = try #require(ConfigurationReader.read(Shipped.path("demo.yaml")).configuration).plan
    #expect(plan.errands.first?.id == "dat-dai")
    for (counter, errand) in zip(plan.counters, plan.errands).prefix(7) {
      #expect(counter.serves.contains(errand.line), "\(counter.id) \(errand.id)")
    }
    let collecting = try #require(plan.errand("dat-dai-nhan-ket-qua"))
    #expect(collecting.domain == "dat-dai")
    #expect(collecting.line == "phi-va-ket-qua")
    #expect(collecting.name.vi == "Nhận kết quả: Đất đai")
  }

  @Test func `the demo is open at midnight on a holiday and counts terms like Lai Châu`() throws {
    let configuration = try #require(
      ConfigurationReader.read(Shipped.path("demo.yaml")).configuration)
    let plan = configuration.plan
    for day in ["2026-02-17", "2026-02-22", "2026-09-02", "2027-06-01"] {
      let date = try #require(CivilDate(day))
      let midnight = CivilMoment(date: date, time: .midnight)
      #expect(plan.calendar.isOpen(at: midnight, clock: .transactions))
      #expect(plan.whyClosed(at: midnight) == nil)
    }
    let tet = try #require(CivilDate("2026-02-17"))
    let law = try #require(plan.regulations.inForce(centre: plan.centreCode, on: tet))
    #expect(law.calendar.sessions(on: tet, clock: .working).isEmpty)
    #expect(law.code.source == .hall)
    #expect(law.code.unit == "000.00.12.H35")
    #expect(plan.domains.allSatisfy { $0.series.first == 1 && $0.series.last == 999_999 })
    #expect(plan.rules.kioskCooldownSeconds == 0)
    #expect(configuration.lookup.freeForLoopback)
  }

  @Test func `a real hall has the hours of Lai Châu and no accounts`() throws {
    let configuration = try #require(
      ConfigurationReader.read(Shipped.path("halld.yaml")).configuration)
    let monday = try #require(CivilDate("2026-03-02"))
    let sessions = configuration.plan.calendar.sessions(on: monday, clock: .transactions)
    #expect(sessions.map(\.description) == ["07:30-11:30", "13:30-17:00"])
    #expect(!configuration.isDemo)
    #expect(configuration.utcOffsetSeconds == 25_200)
    #expect(configuration.listeners.map(\.address) == ["127.0.0.1"])
  }

  /// What the annotated file writes beside each key as its default is what an absent key gives.
  @Test func `the annotated example says the defaults that hold`() throws {
    let text = try Shipped.text("halld.yaml")
    let required = ["regulation", "domains", "counters", "listeners", "procedures"]
    let blocks = topLevelBlocks(of: text).filter { required.contains($0.key) }
    let bare = blocks.map(\.text).joined(separator: "\n")
      .replacing("line: phi-va-ket-qua", with: "").replacing("[phi-va-ket-qua]", with: "[dat-dai]")
    let outcome = Shipped.read(bare, as: "halld.yaml")
    let configuration = try #require(outcome.configuration, "\(outcome.problems)")
    var expected = HallRules()
    expected.ticketsBeforeOpeningMinutes = 30
    #expect(configuration.plan.rules == expected)
    #expect(configuration.sessions == SessionSettings())
    #expect(configuration.lookup == LookupSettings())
    #expect(configuration.rates == RateSettings())
    #expect(configuration.guessing == GuessSettings())
    #expect(configuration.retention == RetentionSettings())
    #expect(configuration.limits == LimitSettings())
    #expect(configuration.dataFolder == "/var/lib/halld")
    #expect(configuration.hall == "hall-1")
    #expect(configuration.logLevel == .info)
    #expect(configuration.plan.errands.first?.name.vi == "Nộp hồ sơ: Đất đai")
    for (key, value) in [
      ("idleMinutes", 60), ("greatestHours", 12), ("failuresPerQuarterHour", 10),
      ("perClientPerMinute", 30), ("perCodePerMinute", 10), ("wrongProofsPerCodePerHour", 10),
      ("bodyBytes", 65_536), ("connections", 2_000), ("streams", 1_200), ("writerQueue", 4_096),
      ("maxCalls", 3), ("secondsBetweenCalls", 60), ("returnWithinMinutes", 30),
      ("maxRecalls", 5), ("maxDossiersPerTurn", 10), ("closingGraceMinutes", 60),
      ("ordinaryPerPriority", 2), ("perClientPerMinute", 20), ("fromAllPerMinute", 200),
      ("streamsAtOnce", 200), ("personalDays", 365), ("typedTextDays", 365),
    ] + RateClass.allCases.map({ ($0.rawValue, RateSettings().perMinute($0)) }) {
      #expect(text.contains("  \(key): \(value)\n"), "\(key) is written as its default")
    }
  }

  private func topLevelBlocks(of text: String) -> [(key: String, text: String)] {
    var blocks: [(key: String, text: String)] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      if let first = line.first, first.isLetter {
        blocks.append((String(line.prefix { $0 != ":" }), String(line)))
      } else if !blocks.isEmpty {
        blocks[blocks.count - 1].text += "\n\(line)"
      }
    }
    return blocks
  }
}
