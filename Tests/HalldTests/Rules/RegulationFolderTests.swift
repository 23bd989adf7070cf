import Dossiers
import Foundation
import NIOCore
import Testing

@testable import halld

@Suite struct `A folder of regulations` {
  /// A copy of the shipped folder with some files written into it.
  static func read(_ files: [String: String]) throws -> RegulationFolder.Outcome {
    let manager = FileManager.default
    let root = manager.temporaryDirectory.appending(path: "halld-rules-\(UUID().uuidString)")
    try manager.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? manager.removeItem(at: root) }
    let folder = root.appending(path: "regulations")
    try manager.copyItem(
      at: URL(filePath: "\(ShippedConfig.folder)/regulations"), to: folder)
    for (name, text) in files {
      let file = folder.appending(path: name)
      try manager.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    return RegulationFolder.read(
      regulations: folder.path, calendars: "\(ShippedConfig.folder)/calendars")
  }

  static func laiChau(from day: String, open: String = "keep") throws -> String {
    try ShippedConfig.text("regulations/lai-chau/2024-09-26.yaml")
      .replacingOccurrences(of: "effectiveFrom: 2024-09-26", with: "effectiveFrom: \(day)")
      .replacingOccurrences(of: "openDossiers: keep", with: "openDossiers: \(open)")
      .replacingOccurrences(
        of: "cutoff: {value: \"15:00\"", with: "cutoff: {value: \"14:00\"")
  }

  @Test func `a successor beside the old act takes over on its day, and on no day before`() throws {
    let outcome = try Self.read([
      "lai-chau/2026-07-01.yaml": try Self.laiChau(from: "2026-07-01")
    ])
    #expect(outcome.problems == [])
    let received = try #require(CivilMoment("2026-06-30T14:30"))
    let before = try #require(outcome.book.inForce(centre: "LC", on: received.date))
    #expect(try before.transferDue(receivedAt: received).kind == .sameDay)
    let later = try #require(CivilMoment("2026-07-01T14:30"))
    let after = try #require(outcome.book.inForce(centre: "LC", on: later.date))
    #expect(try after.transferDue(receivedAt: later).kind == .startOfNextWorkingDay)
    #expect(outcome.book.governing(before.id, on: later.date) == before)
  }

  @Test(arguments: [
    ("lai-chau.yaml", "2024-09-26", "", "move it to lai-chau/"),
    ("lai-chau/2025-01-01.yaml", "2025-01-02", "decision.effectiveFrom", "2025-01-02.yaml"),
    ("muong-lay/2026-01-01.yaml", "2026-01-01", "centre", "one folder"),
    ("son-la/2026-01-01.yaml", "2026-01-01", "centre", "one folder"),
  ])
  func `a file in the wrong place is named with what to do`(
    name: String, from: String, key: String, remedy: String
  ) throws {
    let problems = try Self.read([name: try Self.laiChau(from: from)]).problems
    let found = problems.first { $0.file.hasSuffix(name) && $0.key == key }
    #expect(found?.remedy.en.contains(remedy) == true, "\(problems)")
    #expect(found?.severity == .error)
  }

  @Test func `the five files say what the parameter sheet says`() throws {
    let day = try ShippedConfig.day("2026-03-02")
    let book = ShippedConfig.rules.book
    func life(_ centre: String) throws -> LifeRules {
      try #require(book.inForce(centre: centre, on: day)).life
    }
    let kept = try ["LC", "SL", "VL", "KT", "HU"].map { try life($0) }
    #expect(
      kept.map(\.transfer.cutoff.description) == ["15:00", "15:00", "15:00", "16:00", "15:00"])
    #expect(kept.map(\.supplement.clock) == [.restart, .resume, .restart, .restart, .restart])
    #expect(kept.map(\.supplement.limit) == [.hard, .hard, .hard, .hard, .soft])
    #expect(kept.map { $0.courier.rounds.count } == [0, 2, 4, 2, 0])
    #expect(
      kept.map(\.overdue.handling) == [
        .noticeBefore, .byCause, .noticeBefore, .noticeBefore, .officeExplains,
      ])
    #expect(kept.map { $0.reschedule.maxFraction?.description } == [nil, "1/2", nil, nil, nil])
    #expect(kept.map { $0.reschedule.documents.count } == [3, 2, 1, 1, 3])
    #expect(kept.map(\.staff.absenceNoticeWorkingDays) == [3, 1, 1, 1, 1])
    #expect(
      kept.map(\.office.reportDay) == [
        .lastWorkingDay, .lastWorkingDay, .lastWorkingDay, .fixed(22), .lastWorkingDay,
      ])
    #expect(kept.map(\.registration.slip) == [false, false, false, false, true])
    #expect(
      kept.map(\.returning.ownProofs) == [[.slip], [.slip], [.slip], [.slip], [.slip, .identity]])
    #expect(kept.map { $0.process == ProcessMinutes.hue } == [true, true, true, true, true])
  }

  /// Every figure of a dossier's life, `group.figure value`, as far as it has one line.
  static func figures(_ life: LifeRules) -> Set<String> {
    var figures: Set<String> = []
    for group in Mirror(reflecting: life).children where group.label != "process" {
      for figure in Mirror(reflecting: group.value).children {
        let value =
          switch figure.value {
          case let proofs as Set<ReturnRule.Proof>:
            proofs.map(\.rawValue).sorted().joined(separator: "+")
          case let rounds as [CivilTime]: rounds.map(\.description).joined(separator: "+")
          case let channels as [NotifyRule.Channel]:
            channels.map(\.rawValue).joined(separator: "+")
          case let documents as [RescheduleDocument]:
            documents.map(\.kind.rawValue).joined(separator: "+")
          default: "\(figure.value)"
          }
        figures.insert("\(group.label ?? "").\(figure.label ?? "") \(value)")
      }
    }
    return figures
  }

  @Test(arguments: [
    (
      "LC",
      [
        "fee.collector feeCounter", "fee.transfer toAgencies", "linked.returnAt centre",
        "notify.channels email+sms+phone+socialNetwork",
        "reschedule.documents extensionRequest+apology+explanationReport",
        "returning.ownProofs slip", "staff.absenceNoticeWorkingDays 3",
      ]
    ),
    (
      "SL",
      [
        "courier.forbidSeconded true", "courier.mode agencyStaff", "courier.rounds 11:00+17:00",
        "fee.account budget", "fee.collector agencyOfficer", "handover.record bothWays",
        "incident.backEntry notify", "notify.channels writing", "overdue.explanationReport centre",
        "overdue.handling byCause", "refusal.deadline atOnce",
        "reschedule.documents postponement+apology", "reschedule.maxFraction Optional(1/2)",
        "returning.ownProofs slip", "sameDay.notifyAgency true", "staff.dailyHours Optional(8)",
        "supplement.clock resume",
      ]
    ),
    (
      "VL",
      [
        "courier.flexible true", "courier.mode publicPost",
        "courier.rounds 08:00+10:00+14:00+16:00", "fee.account bank", "fee.collector agency",
        "fee.reconcile monthly", "notify.channels email+sms+phone", "office.evaluationPeriod year",
        "overdue.explanationReport none", "returning.ownProofs slip",
        "supplement.formTitle Phiếu yêu cầu bổ sung hồ sơ",
      ]
    ),
    (
      "KT",
      [
        "courier.rounds 11:00+17:00", "fee.account byLaw", "office.evaluationPeriod halfYear",
        "office.reportDay fixed(22)", "overdue.explanationReport centre",
        "returning.ownProofs slip", "staff.reviewMonths 6", "transfer.cutoff 16:00",
      ]
    ),
    (
      "HU",
      [
        "courier.mode direct", "digitise.organisationSelf true", "fee.account agencies",
        "fee.transfer periodically", "handover.record notifyCentre", "office.domains Optional(14)",
        "office.evaluationPeriod halfYear", "office.level district", "office.updatesPerDay 2",
        "overdue.explanationReport director", "overdue.faultSlip true",
        "overdue.handling officeExplains", "registration.slip true",
        "reschedule.documents faultAdmission+extensionNotice+apology",
        "returning.originals wholeWhenIneligible", "sameDay.slip always", "staff.reviewMonths 6",
        "supplement.formTitle Phiếu đề nghị bổ sung thành phần hồ sơ", "supplement.limit soft",
        "validity.includesContent false",
      ]
    ),
  ])
  func `each centre differs from the defaults in these figures and no other`(
    centre: String, differences: [String]
  ) throws {
    let rules = try #require(
      ShippedConfig.rules.book.inForce(centre: centre, on: try ShippedConfig.day("2026-03-02")))
    let own = Self.figures(rules.life).subtracting(Self.figures(LifeRules()))
    #expect(own.sorted() == differences.sorted())
  }

  @Test func `where the sources are silent the file says silent, and the default is the program's`()
    throws
  {
    let defaults = LifeRules()
    let rules = try #require(
      ShippedConfig.rules.book.inForce(centre: "SL", on: try ShippedConfig.day("2026-03-02")))
    #expect(rules.clauses[.transferCutoff]?.basis == .silent)
    #expect(rules.life.transfer.cutoff == defaults.transfer.cutoff)
    #expect(rules.clauses[.supplementClock]?.basis == .regulation)
  }
}

@Suite struct `An explanation in words` {
  static func explained(_ stops: [ClockStop] = []) throws -> ExplanationText {
    let rules = try #require(
      ShippedConfig.rules.book.inForce(centre: "LC", on: try ShippedConfig.day("2026-04-29")))
    let received = try #require(CivilMoment("2026-04-29T09:00"))
    let arrived = try #require(CivilMoment("2026-04-28T20:00"))
    return ExplanationText(
      explanation: try rules.explain(
        from: received, length: .workingDays(2), stops: stops,
        arrivedAt: arrived),
      texts: try Texts(folder: "\(ShippedConfig.folder)/texts"))
  }

  @Test func `has a sentence in both languages for everything it may say`() throws {
    let texts = try Texts(folder: "\(ShippedConfig.folder)/texts")
    #expect(texts.missing(of: ExplanationText.codes) == [])
  }

  @Test func `tells a clerk each day, the due moment and the clauses`() throws {
    let lines = try Self.explained().lines.map(\.vi)
    #expect(
      lines.prefix(4) == [
        "Hồ sơ đến lúc 20:00 ngày 28/04/2026, ngoài giờ làm việc, nên tính là nhận lúc 09:00 ngày "
          + "29/04/2026.",
        "Thời hạn 2 ngày làm việc, đếm như sau:",
        "Thứ Tư 29/04/2026: ngày nhận hồ sơ, chưa tính.",
        "Thứ Năm 30/04/2026: Ngày Chiến thắng, không tính.",
      ])
    #expect(lines.contains("Thứ Ba 05/05/2026: tính một ngày, được 2/2 ngày."))
    #expect(lines.contains("Hạn trả kết quả: 17:00 ngày 05/05/2026."))
    #expect(
      lines.contains("Căn cứ ngày bắt đầu tính: khoản 2 Điều 147 Bộ luật Dân sự 2015."))
    #expect(!lines.contains { $0.contains("{") || $0.contains("explain-") })
  }

  @Test func `days of waiting in a row share one line`() throws {
    let stop = ClockStop(
      requestedOn: try ShippedConfig.day("2026-05-04"),
      suppliedOn: try ShippedConfig.day("2026-05-12"))
    let lines = try Self.explained([stop]).lines.map(\.vi)
    #expect(
      lines.filter { $0.contains("tạm dừng") } == [
        "Từ 05/05/2026 đến 11/05/2026: chờ người nộp bổ sung hồ sơ, thời hạn tạm dừng."
      ])
    #expect(lines.contains("Hạn trả kết quả: 17:00 ngày 14/05/2026."))
  }

  @Test func `is JSON for the counter's page`() throws {
    let explained = try Self.explained()
    let text = String(buffer: JSONText.object { $0.write(explained) })
    let value = try JSONParser.parse(Array(text.utf8))
    guard case .list(let days)? = Members(value)["days"] else {
      Issue.record("no days: \(text)")
      return
    }
    #expect(days.count == 7)
    #expect(Members(days[1])["kind"] == .text("holiday"))
    #expect(Members(value)["dueAt"] == .text("2026-05-05T17:00"))
  }
}
