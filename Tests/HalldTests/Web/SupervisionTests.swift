import Dossiers
import Foundation
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `Supervision` {
  @Test func `LC 6_1_g: an open counter that calls nobody while people wait stands still`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let supervisor = try await hall.cookie(.supervision)
      let officer = try await hall.cookie(.officer, counters: ["1"])
      _ = try await hall.ask("POST", "/api/counters/1/open", cookie: officer)
      _ = try await hall.takeNumber()
      let before = try await hall.ask("GET", "/api/supervision", cookie: supervisor)
      #expect(before.text.contains(#""standsStill":false"#))
      #expect(!before.text.contains(#""standsStill":true"#))
      #expect(before.text.contains(#""waiting":1,"longestWaitSeconds":0,"serving":0"#))
      // The rule itself, with a clock turned by hand.
      let later = hall.clock.now().adding(seconds: SupervisionRoutes.stillAfterSeconds)
      let (still, tooSoon, busy) = try await hall.store.view { picture, plan in
        func counter(_ hall: Hall, _ now: Moment) -> CounterNow {
          let board = hall.board(at: now, plan: plan)
          return CounterNow(board.windows[0], hall, plan, at: now)
        }
        var called = picture
        let events = (try? picture.decide(.callNext("1"), by: .system, at: later, plan: plan)) ?? []
        for (index, event) in events.enumerated() {
          called.apply(
            RecordedEvent(
              id: Int64(1_000 + index), at: later, day: later.date, actor: .system, event: event))
        }
        return (
          counter(picture, later).standsStill, counter(picture, later.adding(seconds: -60)),
          counter(called, later.adding(seconds: 600)).standsStill
        )
      }
      #expect(still)
      #expect(!tooSoon.standsStill)
      #expect(!busy)
    }
  }

  @Test func `a day is taken away as a table that no spreadsheet runs`() async throws {
    try await HallUnderTest.open { hall async throws in
      let supervisor = try await hall.cookie(.supervision)
      _ = try await hall.takeNumber()
      let answer = try await hall.ask("GET", "/api/supervision/day.csv", cookie: supervisor)
      #expect(answer.header("content-type") == "text/csv; charset=utf-8")
      #expect(answer.header("content-disposition")?.hasPrefix("attachment; filename=") == true)
      #expect(answer.text.hasPrefix("\u{FEFF}Số thứ tự,Lĩnh vực,"))
      #expect(answer.text.hasSuffix("\r\n"))
      var rows = DelimitedText(Array(answer.text.utf8))
      var read: [[String]] = []
      while let row = try rows.next() { read.append(row.cells) }
      #expect(read.count == 2)
      #expect(read.allSatisfy { $0.count == 15 })
      #expect(read[1].first == "A001")
      let english = try await hall.ask(
        "GET", "/api/supervision/day.csv?language=en", cookie: supervisor)
      #expect(english.text.hasPrefix("\u{FEFF}Number,Field,"))
      for wrong in ["language=xx", "day=21/11/2026", "more=1"] {
        let refused = try await hall.ask(
          "GET", "/api/supervision/day.csv?\(wrong)", cookie: supervisor)
        #expect(refused.status == 422 || refused.status == 400, "\(wrong): \(refused.status)")
      }
    }
  }

  @Test(arguments: [
    ("Đất đai", "Đất đai"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("=1+1", "'=1+1"), ("+84", "'+84"), ("-1", "'-1"),
    ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("=a,\"b\"", "\"'=a,\"\"b\"\"\""), ("", ""),
  ])
  func `RFC 4180: a cell is quoted, and a formula is made a text`(cell: String, written: String) {
    var rows = SpreadsheetText()
    rows.row([cell, "x"])
    #expect(rows.text == "\u{FEFF}\(written),x\r\n")
  }

  @Test func `the picture of a day is well formed, whatever the names are`() async throws {
    try await HallUnderTest.open { hall async throws in
      let supervisor = try await hall.cookie(.supervision)
      for _ in 0..<3 { _ = try await hall.takeNumber() }
      let answer = try await hall.ask("GET", "/api/supervision/day.svg", cookie: supervisor)
      #expect(answer.header("content-type") == "image/svg+xml; charset=utf-8")
      #expect(answer.header("content-security-policy")?.contains("script-src") == false)
      #expect(answer.text.contains("3 số đã cấp"))
      // No colour stands in it, so that both themes fill it; and no number and no name.
      #expect(answer.text.matches(of: #/#[0-9a-f]{3}|fill=|style=|A00/#).isEmpty)

      var plan = hall.web.parts.plan
      plan.domains[0].name = BilingualName(vi: "<script>&\"\u{1}", en: "<b>")
      let record = try hall.store.dayRecord(on: hall.clock.now().date)
      let now = hall.clock.now()
      for day in [now.date, CivilDate("2026-01-05") ?? now.date] {
        let drawn = DayPicture(
          record, of: day, at: now, plan, say: DayWords(language: "vi", words: [:])
        ).drawn()
        #expect(!drawn.contains("<script>"))
        #expect(!drawn.contains("\u{1}"))
        let parser = XMLShape(drawn)
        #expect(parser.isWellFormed, "\(drawn.suffix(400))")
      }
      // Nothing has happened yet, and still it is a picture.
      let empty = DayPicture(
        DayRecord(), of: now.date, at: now, plan, say: DayWords(language: "en", words: [:])
      ).drawn()
      #expect(XMLShape(empty).isWellFormed)
    }
  }
}

/// Whether tags are closed in order and text holds no bare sign; enough for what is drawn here.
private struct XMLShape {
  let isWellFormed: Bool

  init(_ text: String) {
    var open: [Substring] = []
    var fits = true
    for match in text.matches(of: #/<([^<>]*)>/#) {
      let tag = match.1
      if tag.hasPrefix("?") || tag.hasSuffix("/") { continue }
      if tag.hasPrefix("/") {
        fits = fits && open.popLast() == tag.dropFirst()
      } else {
        open.append(tag.prefix { $0 != " " })
      }
    }
    let bare = text.replacing(#/<[^<>]*>/#, with: "").replacing(#/&(amp|lt|gt|quot);/#, with: "")
    isWellFormed = fits && open.isEmpty && !bare.contains { "<>&".contains($0) }
  }
}
