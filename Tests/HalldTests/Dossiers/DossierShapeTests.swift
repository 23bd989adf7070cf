import Foundation
import Testing
import Yams

@testable import halld

@Suite struct `Answers about dossiers` {
  /// The schemas of the contract, by name.
  private static func schemas() throws -> [String: [String: Any]] {
    let description = try #require(
      try Yams.load(yaml: try Shipped.text("openapi.yaml")) as? [String: Any])
    let components = try #require(description["components"] as? [String: Any])
    return try #require(components["schemas"] as? [String: [String: Any]])
  }

  /// What an object lacks of its schema or has beside it, and what the objects in it do.
  private static func faults(
    _ value: Any?, is name: String, _ schemas: [String: [String: Any]]
  ) -> [String] {
    guard let object = value as? [String: Any], let schema = schemas[name],
      let properties = schema["properties"] as? [String: [String: Any]]
    else { return [] }
    let required = Set(schema["required"] as? [String] ?? [])
    var faults = required.subtracting(object.keys).map { "\(name) lacks \($0)" }
    faults += Set(object.keys).subtracting(properties.keys).map { "\(name) has \($0)" }
    for (member, property) in properties {
      if let inner = reference(property) {
        faults += self.faults(object[member], is: inner, schemas)
      }
      if let items = property["items"] as? [String: Any], let inner = reference(items) {
        for item in object[member] as? [Any] ?? [] {
          faults += self.faults(item, is: inner, schemas)
        }
      }
    }
    return faults.sorted()
  }

  /// The schema that a property refers to, directly or as one that may be null.
  private static func reference(_ property: [String: Any]) -> String? {
    let either = property["anyOf"] as? [[String: Any]] ?? []
    let found = (property["$ref"] ?? either.first?["$ref"]) as? String
    return found?.split(separator: "/").last.map(String.init)
  }

  @Test func `have the members that the contract names`() async throws {
    try await DossierInHall.open { one async throws in
      let schemas = try Self.schemas()
      let code = try await one.atWork()
      let asked = try await one.act(
        code, "ask-consultation",
        #"{"agency":"Chi cục Thuế","question":"4/CV","dueAt":"2026-11-25T17:00:00+07:00"}"#,
        by: one.clerk)
      #expect(asked.status == 200, "\(asked.text)")
      let answers: [(name: String, answer: RawAnswer)] = [
        ("DossierAfterAct", asked),
        ("DossierFile", try await one.file(code, by: one.clerk)),
        (
          "DueList",
          try await one.hall.ask("GET", "/api/due?until=2026-12-31", cookie: one.officer)
        ),
        (
          "DossierList", try await one.hall.ask("GET", "/api/dossier-list", cookie: one.officer)
        ),
        (
          "ProcedureDetails",
          try await one.hall.ask("GET", "/api/procedures/vd-dat-01", cookie: one.officer)
        ),
        (
          "ProcedureDetails",
          try await one.hall.ask("GET", "/api/procedures/vd-dat-05", cookie: one.officer)
        ),
        ("DossierStatus", try await one.hall.ask("GET", "/api/dossiers/\(code)")),
        (
          "DossierStatus",
          try await one.hall.ask("GET", "/api/dossiers/\(code)", cookie: one.officer)
        ),
      ]
      for (name, answer) in answers {
        #expect(answer.status == 200, "\(name): \(answer.text)")
        #expect(Self.faults(answer.json, is: name, schemas) == [])
      }
      let missing = try await one.hall.ask("GET", "/api/procedures/none", cookie: one.officer)
      #expect(missing.status == 404 && missing.code == "procedure-not-found")
    }
  }

  @Test func `the comparison finds a member too many and one too few`() {
    let schemas: [String: [String: Any]] = [
      "A": ["required": ["a"], "properties": ["a": ["type": "string"]]]
    ]
    #expect(Self.faults(["b": 1], is: "A", schemas) == ["A has b", "A lacks a"])
    #expect(Self.faults(["a": 1], is: "A", schemas) == [])
  }
}
