import Dossiers
import Drivers
import Foundation
import Testing
import Ticketing

@testable import halld

/// What the screens are told of a printer that somebody should look after.
@Suite struct `Trouble with a printer` {
  private static func view(_ state: PrinterState, works: Bool) -> PrintingView {
    let trouble = state.isTrouble ? state.rawValue : nil
    return PrintingView(
      standings: {
        [
          PrintingView.Standing(
            id: "slips", status: trouble == nil ? "ok" : "failed", state: state, waiting: 3,
            trouble: trouble)
        ]
      },
      works: { _ in works }, order: { _ in ["slips", "desk"] },
      place: { id in
        let place = id == "slips" ? "Lối vào" : "Bàn lễ tân"
        return BilingualName(vi: place, en: place)
      })
  }

  static let rows: [(state: PrinterState, sentence: String)] = [
    (.paperOut, "Máy in hết giấy. Số thứ tự vẫn có giá trị. Hãy lắp cuộn giấy mới."),
    (.coverOpen, "Nắp máy in đang mở. Số thứ tự vẫn có giá trị. Hãy đóng nắp lại."),
    (
      .unplugged,
      "Không tìm thấy máy in. Số thứ tự vẫn có giá trị. Hãy kiểm tra dây cáp và nguồn điện của máy in."
    ),
    (.paperLow, "Máy in sắp hết giấy. Hãy chuẩn bị cuộn giấy mới."),
  ]

  @Test(arguments: rows)
  func `counter and desk are told the place, the state and what to do`(
    row: (state: PrinterState, sentence: String)
  ) async throws {
    try await HallUnderTest.open(printing: Self.view(row.state, works: false)) {
      hall async throws in
      let health = try #require(
        (try await hall.ask("GET", "/health").json["printers"] as? [[String: Any]])?.first)
      #expect((health["place"] as? [String: String])?["vi"] == "Lối vào")
      #expect(health["state"] as? String == row.state.rawValue)
      if row.state.isTrouble {
        #expect((health["trouble"] as? [String: String])?["vi"] == row.sentence)
      }
      let officer = try await hall.cookie(.officer, counters: ["1"])
      let line = try await hall.ask("GET", "/api/counters/1/waiting", cookie: officer)
      let banner = try #require((line.json["printers"] as? [[String: Any]])?.first)
      #expect((banner["place"] as? [String: String])?["vi"] == "Lối vào")
      #expect((banner["trouble"] as? [String: String])?["vi"] == row.sentence)
    }
  }

  @Test func `the visitor is told with the number that no paper comes`() async throws {
    try await HallUnderTest.open(printing: Self.view(.paperOut, works: false)) {
      hall async throws in
      let slip = try await hall.takeNumber().json["print"] as? [String: Any]
      #expect(slip?["noPaper"] as? Bool == true)
      #expect(slip?["state"] as? String == "queued")
      #expect(slip?["trouble"] as? String == "paperOut")
    }
    try await HallUnderTest.open(printing: Self.view(.ready, works: true)) { hall async throws in
      let slip = try await hall.takeNumber().json["print"] as? [String: Any]
      #expect(slip?["noPaper"] as? Bool == false)
      #expect(slip?["trouble"] is NSNull)
      let officer = try await hall.cookie(.officer, counters: ["1"])
      let line = try await hall.ask("GET", "/api/counters/1/waiting", cookie: officer)
      #expect((line.json["printers"] as? [Any])?.isEmpty == true, "nothing is wrong")
    }
  }

  @Test func `another printer's paper is told with its place, one's own without`() throws {
    let view = Self.view(.coverOpen, works: true)
    func place(_ printer: String) -> String? {
      var job = PrintJob.sample(1)
      job.printer = printer
      return view.paperAt(job)?.vi
    }
    #expect(place("desk") == "Bàn lễ tân")
    #expect(place("slips") == nil)
  }

  /// The pages ask for what is told here; the names that both sides must agree on.
  @Test(arguments: [
    (
      "reception.js",
      ["\"/health\"", "printer.trouble", "printer.place", "#printers", "noPaper"]
    ),
    ("counter.js", ["line?.printers", "printer.trouble", "printer.place", "#printers"]),
    ("kiosk-number.js", ["noPaper", "trouble", "paperAt", "qr.svg"]),
    ("supervise-machines.js", ["part.trouble", "stateName", "one.place"]),
  ])
  func `each page uses them`(page: String, words: [String]) throws {
    let text = try String(
      contentsOfFile: Shipped.path("pages") + "/assets/\(page)", encoding: .utf8)
    for word in words { #expect(text.contains(word), "\(page) lacks \(word)") }
  }
}
