import Dossiers
import Foundation
import Store
import Testing
import Ticketing

@testable import halld

/// A hall on a Friday afternoon in November, and people who work on dossiers in it.
struct DossierInHall: Sendable {
  let hall: HallUnderTest
  let officer: String
  let desk: String
  let feeDesk: String
  let clerk: String
  let leader: String

  /// The agency that decides the land procedures of the demonstration.
  static let agency = "Chi nhánh Văn phòng Đăng ký đất đai"
  /// 20 working days, a fee that is paid at the end, an original among its papers.
  static let procedure = "vd-dat-01"

  static func open(
    papers: PaperQueue? = nil, codesFrom source: CodeRule.Source? = nil,
    _ use: @escaping @Sendable (DossierInHall) async throws -> Void
  ) async throws {
    try await HallUnderTest.open(
      papers: papers, clock: HandClock().hallClock, change: { follow(source, &$0) }
    ) { hall async throws in
      func agency(_ role: Role) async throws -> String {
        let name = "agency-\(role.rawValue)"
        let cookie = try await hall.cookie(role, account: name)
        try await hall.store.put(
          Account(
            name: name, fullName: "Lò Văn Páo", title: "Chuyên viên", agency: Self.agency,
            role: role.rawValue, counters: [], passwordHash: "*"),
          by: .system, at: hall.clock.now())
        return cookie
      }
      try await use(
        DossierInHall(
          hall: hall, officer: try await hall.cookie(.officer, counters: ["1"]),
          desk: try await hall.cookie(.receptionist),
          feeDesk: try await hall.cookie(.feeDesk), clerk: try await agency(.agency),
          leader: try await agency(.leader)))
    }
  }

  /// The demonstration, with codes that somebody else gives.
  private static func follow(_ source: CodeRule.Source?, _ configuration: inout Configuration) {
    guard let source else { return }
    configuration.plan.regulations = RegulationBook(
      configuration.plan.regulations.regulations.map { rules in
        var rules = rules
        rules.code = CodeRule(source: source, unit: rules.code.unit, pattern: rules.code.pattern)
        return rules
      })
  }

  /// A visitor who is served at counter 1; the ticket's id.
  func visit() async throws -> String {
    _ = try await hall.takeNumber()
    _ = try await hall.ask("POST", "/api/counters/1/open", cookie: officer)
    let called = try await hall.ask("POST", "/api/counters/1/call-next", cookie: officer)
    _ = try await hall.ask("POST", "/api/counters/1/start", cookie: officer)
    return try #require(called.json["id"] as? String, "\(called.text)")
  }

  func begin(
    _ opening: String, _ more: String = "", procedure: String = Self.procedure,
    by cookie: String? = nil, key: String = UUID().uuidString
  ) async throws -> RawAnswer {
    try await hall.ask(
      "POST", "/api/dossiers", #"{"opening":"\#(opening)","procedure":"\#(procedure)"\#(more)}"#,
      cookie: cookie ?? officer, headers: ["Idempotency-Key": key])
  }

  func act(
    _ dossier: String, _ act: String, _ body: String? = nil, by cookie: String? = nil,
    key: String = UUID().uuidString
  ) async throws -> RawAnswer {
    try await hall.ask(
      "POST", "/api/dossiers/\(dossier)/acts/\(act)", body, cookie: cookie ?? officer,
      headers: ["Idempotency-Key": key])
  }

  func file(_ dossier: String, by cookie: String? = nil) async throws -> RawAnswer {
    try await hall.ask("GET", "/api/dossiers/\(dossier)/file", cookie: cookie ?? officer)
  }

  /// A dossier that was accepted as data alone, so that no bag need travel; its code.
  func accepted() async throws -> String {
    let ticket = try await visit()
    let answer = try await begin(
      "accept",
      #","ticket":"\#(ticket)","medium":"electronic","originals":["giay-to-quyen"],"checked":[{"id":"don","finding":"complete"},{"id":"giay-to-quyen","finding":"complete"}]"#
    )
    return try #require(answer.json["code"] as? String, "\(answer.text)")
  }

  /// The same, on the desk of the agency's officer.
  func atWork() async throws -> String {
    let code = try await accepted()
    #expect(try await act(code, "transfer", #"{"slip":"12/PC-TTPVHCC"}"#).status == 200)
    let assigned = try await act(code, "assign", #"{"officer":"agency-agency"}"#, by: clerk)
    #expect(assigned.json["state"] as? String == "processing", "\(assigned.text)")
    return code
  }
}
