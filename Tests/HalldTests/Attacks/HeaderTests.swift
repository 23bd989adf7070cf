import Foundation
import HTTPTypes
import Testing
import Ticketing

@testable import halld

/// Every route of the contract, asked once by nobody and once by each role.
@Suite struct `What every answer bears` {
  @Test func `an answer of any route to anybody says how it may be used`() async throws {
    try await HallUnderTest.open { hall async throws in
      var cookies: [String?] = [nil]
      for role in Role.allCases { cookies.append(try await hall.cookie(role, counters: ["1"])) }
      for route in Contract.routes where !route.path.hasSuffix("/stream") {
        for cookie in cookies {
          let answer = try await hall.ask(
            route.method.rawValue, route.samplePath, cookie: cookie,
            headers: ["Idempotency-Key": UUID().uuidString])
          let name = "\(route.method) \(route.path)"
          Self.expectSafe(answer, name)
          if route.path.hasPrefix("/api/") {
            #expect(answer.header("cache-control") == "no-store", "\(name)")
          }
          if answer.header("content-type")?.hasPrefix("text/html") == true {
            Self.expectStrictPage(answer, name)
          }
        }
      }
    }
  }

  @Test(arguments: [
    ("GET", "/nothing"), ("PUT", "/api/hall"), ("TRACE", "/"), ("OPTIONS", "/api/tickets"),
    ("GET", "/assets/nothing.js"), ("GET", "/t/%00"), ("HEAD", "/kiosk"), ("HEAD", "/nothing"),
  ])
  func `a refusal bears the same`(method: String, path: String) async throws {
    try await HallUnderTest.open { hall async throws in
      Self.expectSafe(try await hall.ask(method, path), "\(method) \(path)")
    }
  }

  @Test func `a stream bears the same`() async throws {
    try await HallUnderTest.open { hall async throws in
      for path in ["/api/board/stream", "/api/kiosk/stream"] {
        let head = await RawHTTP.aside {
          let connection = RawConnection(port: hall.port)
          connection?.send(RawHTTP.request("GET", path))
          return connection?.readAnswer(isHead: true)
        }
        let answer = try #require(head)
        Self.expectSafe(answer, path)
        #expect(answer.header("cache-control") == "no-store")
      }
    }
  }

  /// Any page of `Config/pages`, so that one added later is looked at too.
  @Test func `no page and no script of ours needs the policy to be weaker`() throws {
    let folder = Shipped.path("pages")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
    let pages = names.filter { $0.hasSuffix(".mustache") }
    #expect(pages.count >= 9)
    for name in pages {
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      #expect(text.matches(of: #/<script(?![^>]*\ssrc=)/#).isEmpty, "\(name): a script in the page")
      #expect(text.matches(of: #/<[^>]*\s(on[a-z]+|style)\s*=/#).isEmpty, "\(name): inline code")
      #expect(text.matches(of: #/(src|href)="(https?:)?\/\//#).isEmpty, "\(name): from elsewhere")
      #expect(!text.contains("<style") && !text.contains("javascript:"), "\(name)")
      #expect(!text.contains("{{{") && !text.contains("{{&"), "\(name): unescaped")
    }
    // What would make markup out of text. `trusted-types 'none'` refuses it in the browser as well.
    let doors = [
      "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
      "createContextualFragment", "DOMParser", "srcdoc", "setTimeout(\"", "importScripts",
    ]
    let scripts = names.filter { $0.hasSuffix(".js") }
    #expect(scripts.count >= 10)
    for name in scripts {
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      for door in doors { #expect(!text.contains(door), "\(name): \(door)") }
    }
  }

  static func expectSafe(_ answer: RawAnswer, _ name: String) {
    #expect(answer.header("x-content-type-options") == "nosniff", "\(name)")
    #expect(answer.header("referrer-policy") == "no-referrer", "\(name)")
    #expect(answer.header("cross-origin-resource-policy") == "same-origin", "\(name)")
    let policy = answer.header("content-security-policy") ?? ""
    #expect(policy.contains("default-src 'none'"), "\(name): \(policy)")
    #expect(policy.contains("frame-ancestors 'none'"), "\(name): \(policy)")
    #expect(!policy.contains("unsafe") && !policy.contains("*"), "\(name): \(policy)")
    // Nobody else's page may read an answer, nobody is sent elsewhere, and no version is told.
    for forbidden in [
      "access-control-allow-origin", "location", "server", "x-powered-by",
      "strict-transport-security",
    ] {
      #expect(answer.header(forbidden) == nil, "\(name): \(forbidden)")
    }
    let names = answer.headers.map { $0.name.lowercased() }.filter { $0 != "set-cookie" }
    #expect(Set(names).count == names.count, "\(name): a header twice: \(names)")
  }

  private static func expectStrictPage(_ page: RawAnswer, _ name: String) {
    let policy = page.header("content-security-policy") ?? ""
    for part in [
      "script-src 'self';", "style-src 'self';", "connect-src 'self';", "base-uri 'none'",
      "form-action 'self'", "require-trusted-types-for 'script'",
    ] {
      #expect(policy.contains(part), "\(name): \(part)")
    }
    #expect(page.header("cross-origin-opener-policy") == "same-origin", "\(name)")
    #expect(page.header("permissions-policy")?.contains("camera=()") == true, "\(name)")
    #expect(page.header("cache-control") == "no-cache", "\(name)")
    #expect(page.text.contains("<meta charset=\"utf-8\">"), "\(name)")
  }
}

extension Route {
  /// The path with something in each of its places.
  var samplePath: String {
    path.replacing("{id}", with: "1").replacing("{token}", with: "1-aaaaaaaaaaaaaaaa")
      .replacing("{code}", with: "000.00.12.H35-261121-0001").replacing("{name}", with: "core.js")
      .replacing(#/\{[a-z]+\}/#, with: "x")
  }
}
