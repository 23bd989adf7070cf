import Foundation
import Testing

extension RealBinary {
  /// What the machine's own start needs of a minute is not known here; this leaves it half.
  @Suite(.serialized) struct `When the power is back, in Chromium` {
    private static let limit = Duration.seconds(30)

    @Test(.timeLimit(.minutes(3)))
    func `the first number comes within half a minute, hall and browser started anew`()
      async throws
    {
      try await onThread {
        let hall = try RunningHall()
        try hall.start()
        let before = try (1...20).map { try Self.number(hall, key: "before-\($0)") }
        hall.wantedPort = hall.port
        try hall.crash()

        let began = ContinuousClock.now
        try hall.launch()
        let waiting = try Self.waiting(for: "http://127.0.0.1:\(hall.port)")
        let waited = try run("/bin/sh", ["-c", waiting], within: Self.limit)
        #expect(waited.ending == .exit(0), "\(waited.errors)")
        try hall.awaitReady()
        let kiosk = try KioskPage(of: hall)
        try kiosk.takeNumber()
        let took = began.duration(to: .now)
        #expect(took < Self.limit, "\(took)")

        let number = try kiosk.browser.script(
          kiosk.page, "return document.querySelector('#result').dataset.number")
        #expect(number.text.map(before.contains) == false, "a number twice")
        print("from the power's return to the first number, browser included: \(took)")
      }
    }

    private static func number(_ hall: RunningHall, key: String) throws -> String {
      let answer = try hall.connect().send(
        "POST", "/api/tickets", json: #"{"errand":"dat-dai"}"#, headers: ["idempotency-key": key])
      return try #require(answer.json["number"].text)
    }

    /// How the unit of a screen waits for its hall.
    private static func waiting(for hall: String) throws -> String {
      let unit = try String(
        contentsOfFile: Project.folder + "/systemd/halld-screen@.service", encoding: .utf8)
      let line = try #require(
        unit.split(separator: "\n").first { $0.hasPrefix("ExecStartPre=") })
      return line.dropFirst("ExecStartPre=".count)
        .replacingOccurrences(of: "${HALL}", with: hall)
        .replacingOccurrences(of: "%i", with: "kiosk")
    }
  }
}
