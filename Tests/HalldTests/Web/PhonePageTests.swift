import Foundation
import Testing
import Ticketing

@testable import halld

/// The page behind a slip's QR code, as it arrives: without a script.
@Suite struct `A number on a phone` {
  private static func number(_ hall: HallUnderTest) async throws -> (label: String, token: String) {
    let json = try await hall.takeNumber().json
    return (
      try #require(json["number"] as? String), try #require(json["token"] as? String)
    )
  }

  @Test func `says number, place and what to do in both languages, and looks again by itself`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      _ = try await hall.takeNumber()
      let (label, token) = try await Self.number(hall)
      let page = try await hall.ask("GET", "/t/\(token)")
      #expect(page.status == 200)
      #expect(page.text.contains(">\(label)<"))
      #expect(page.text.contains("Trước ông/bà còn 1 người"))
      #expect(page.text.contains("1 ahead of you"))
      #expect(page.text.contains("<noscript><meta http-equiv=\"refresh\""))
      #expect(page.text.contains("action=\"/t/\(token)/cancel?lang=vi\""))
      #expect(!page.text.contains("{{") && !page.text.contains("{people}"))
      // A form without a script says where it comes from only if its page allows that.
      #expect(page.text.contains("<meta name=\"referrer\" content=\"same-origin\">"))
    }
  }

  @Test func `speaks another language when asked, Vietnamese for one that it does not know`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let (_, token) = try await Self.number(hall)
      let english = try await hall.ask("GET", "/t/\(token)?lang=en").text
      let first = try #require(english.range(of: "You are next"))
      let second = try #require(english.range(of: "Sắp đến lượt ông/bà"))
      #expect(first.lowerBound < second.lowerBound)
      let unknown = try await hall.ask("GET", "/t/\(token)?lang=xx").text
      #expect(unknown.contains("<html lang=\"vi\">"))
    }
  }

  @Test func `is given back by a form, once, and the page says so`() async throws {
    try await HallUnderTest.open { hall async throws in
      let (_, token) = try await Self.number(hall)
      let form = ["Content-Type": "application/x-www-form-urlencoded"]
      let done = try await hall.ask("POST", "/t/\(token)/cancel", headers: form)
      #expect(done.status == 303)
      #expect(done.header("location") == "/t/\(token)?lang=vi")
      let page = try await hall.ask("GET", "/t/\(token)")
      #expect(page.text.contains("Số này đã được hủy."))
      #expect(!page.text.contains("/cancel?"), "nothing is left to give back")
      #expect(!page.text.contains("http-equiv"), "nothing is left to wait for")
      let again = try await hall.ask("POST", "/t/\(token)/cancel", headers: form)
      #expect(again.status == 409)
      #expect(
        again.text.contains("class=\"box bad\"") && again.text.contains("Số này đã được hủy."))
      let wrong = try await hall.ask("POST", "/t/\(token)/return", headers: form)
      #expect(wrong.status == 409)
    }
  }

  @Test func `a foreign page gives nothing back`() async throws {
    try await HallUnderTest.open { hall async throws in
      let (_, token) = try await Self.number(hall)
      for origin in ["null", "http://hall.evil"] {
        let answer = try await hall.ask(
          "POST", "/t/\(token)/cancel", headers: ["Origin": origin])
        #expect(answer.status == 403)
      }
      let full = try await hall.ask("POST", "/t/\(token)/cancel", "{\"x\":1}")
      #expect(full.status == 422)
      #expect(try await hall.ask("GET", "/t/\(token)").text.contains("cancel-yes"))
    }
  }

  @Test func `a link of no number is a page with a sentence`() async throws {
    try await HallUnderTest.open { hall async throws in
      let page = try await hall.ask("GET", "/t/x")
      #expect(page.status == 404)
      #expect(page.header("content-type") == "text/html; charset=utf-8")
      #expect(page.text.contains("Đường dẫn này không thuộc số nào"))
      #expect(!page.text.contains("id=\"ticket\""))
    }
  }

  /// The page with everything it loads.
  @Test func `weighs less than thirty kilobytes`() async throws {
    try await HallUnderTest.open { hall async throws in
      let (_, token) = try await Self.number(hall)
      let page = try await hall.ask("GET", "/t/\(token)")
      var bytes = page.body.count
      for match in page.text.matches(of: #/(?:href|src)="(\/assets\/[a-z.-]+)"/#) {
        bytes += try await hall.ask("GET", String(match.1)).body.count
      }
      #expect((10_000..<30_000).contains(bytes), "\(bytes) bytes")
    }
  }
}

@Suite struct `What a procedure asks for` {
  @Test func `everybody may read papers, fee and term`() async throws {
    try await HallUnderTest.open { hall async throws in
      let known = try #require(
        (try await hall.ask("GET", "/api/hall").json["procedures"] as? [[String: Any]])?.first)
      let id = try #require(known["id"] as? String)
      let answer = try await hall.ask("GET", "/api/hall/procedures/\(id)")
      #expect(answer.status == 200)
      #expect((answer.json["components"] as? [[String: Any]])?.isEmpty == false)
      #expect(answer.json["agency"] is String)
      let none = try await hall.ask("GET", "/api/hall/procedures/x")
      #expect(none.status == 404 && none.code == "procedure-not-found")
    }
  }
}
