import Dossiers
import Drivers
import Foundation
import HTTPTypes
import Testing
import Yams

@testable import halld

@Suite struct `The contract` {
  private static func description() throws -> [String: Any] {
    let text = try Shipped.text("openapi.yaml")
    return try #require(try Yams.load(yaml: text) as? [String: Any])
  }

  @Test func `describes every route with its doors and its action, and no other`() throws {
    let paths = try #require(try Self.description()["paths"] as? [String: [String: Any]])
    var described: [String: (doors: Set<String>, action: String?)] = [:]
    for (path, operations) in paths {
      for (method, operation) in operations {
        let operation = try #require(operation as? [String: Any])
        let doors = try #require(operation["x-doors"] as? [String])
        described["\(method.uppercased()) \(path)"] =
          (Set(doors), operation["x-action"] as? String)
      }
    }
    let routes = Contract.routes.map { "\($0.method.rawValue) \($0.path)" }
    #expect(Set(routes).count == routes.count, "no route twice")
    #expect(Set(routes) == Set(described.keys))
    for route in Contract.routes {
      let name = "\(route.method.rawValue) \(route.path)"
      let told = try #require(described[name])
      #expect(Doors(names: Array(told.doors)) == route.doors, "\(name)")
      if case .staff(let action) = route.access {
        #expect(told.action == action.rawValue, "\(name)")
      } else {
        #expect(told.action == nil, "\(name)")
      }
    }
  }

  @Test func `lets no object have members it does not name`() throws {
    let components = try #require(try Self.description()["components"] as? [String: Any])
    let schemas = try #require(components["schemas"] as? [String: [String: Any]])
    for (name, schema) in schemas where schema["type"] as? String == "object" {
      #expect(schema["additionalProperties"] as? Bool == false, "\(name)")
    }
  }

  @Test func `has a sentence in both languages for every code in the sources`() throws {
    let texts = try Texts(folder: Shipped.path("texts"))
    let sources = URL(filePath: Shipped.folder).deletingLastPathComponent().appending(
      path: "Sources")
    var codes = Set(
      [400, 401, 403, 404, 405, 408, 409, 413, 422, 429, 431, 500, 503, 507].map { "status-\($0)" })
    for folder in ["halld", "Ticketing", "Dossiers"] {
      let root = sources.appending(path: folder)
      let files = try #require(FileManager.default.enumerator(atPath: root.path))
      for case let name as String in files where name.hasSuffix(".swift") {
        let text = try String(contentsOf: root.appending(path: name), encoding: .utf8)
        // Problem(.status, "code" … and, in a refusal's parts, ("code", [ …
        for match in text.matches(of: #/Problem\(\s*\.\w+,\s*"([a-z-]+)"/#) {
          codes.insert(String(match.1))
        }
        guard name.hasSuffix("Refusal.swift") else { continue }
        for match in text.matches(of: #/\(\s*"([a-z]+(?:-[a-z]+)+)",\s*\[/#) {
          codes.insert(String(match.1))
        }
      }
    }
    codes.formUnion([
      "pause-break", "pause-lunch", "pause-meeting", "pause-technical", "pause-other",
    ])
    codes.formUnion(["underway", "entering", "overdue"].map { "incident-standing-\($0)" })
    codes.formUnion(["why-earliest", "why-priority", "why-ordinaryShare"])
    codes.formUnion(["next", "priority", "outOfTurn", "parked"].map { "turn-\($0)" })
    codes.formUnion([
      "checkpoint-unsigned", "checkpoint-key-unusable", "backup-off", "backup-late",
      "backup-failed",
    ])
    #expect(codes.count > 70)
    codes.formUnion(PrintFailure.Code.allCases.map { "printer-\($0.rawValue)" })
    codes.formUnion(PrinterState.allCases.map { "printer-state-\($0.rawValue)" })
    #expect(texts.missing(of: codes.sorted()) == [])
  }

  @Test func `a sentence is filled once, and a missing one shows as its code`() {
    let texts = Texts(vi: ["a": "Số {n} ở {c}"], en: ["a": "{n} at {c}, {other}"])
    let filled = texts.sentence("a", ["n": "{c}", "c": "3"])
    #expect(filled.vi == "Số {c} ở 3")
    #expect(filled.en == "{c} at 3, {other}")
    #expect(texts.sentence("b").vi == "b")
  }
}
