import Foundation
import Testing

extension RealBinary {
  /// A printer that is pulled out, as a visitor at the kiosk meets it.
  @Suite struct `Without paper` {
    @Test func `the kiosk is told at once that no paper comes, and again when it does`() throws {
      let hall = try RunningHall()
      // A file where the folder printer's folder should be: nothing can be printed.
      let folder = hall.data + "/slips"
      try "in the way".write(toFile: folder, atomically: true, encoding: .utf8)
      try hall.start()

      #expect(try printed(hall, key: "first", until: { $0.noPaper }) != nil)
      let waiting = try printed(hall, key: "second", until: { _ in true })
      #expect(waiting?.noPaper == true, "the next visitor hears it with the number")

      try FileManager.default.removeItem(atPath: folder)
      let paper = try printed(hall, key: "second", until: { $0.state == "printed" })
      #expect(paper?.noPaper == false)
      try hall.stop()
    }

    /// Asks for a number with this key until its slip is as wanted; the same number each time.
    private func printed(
      _ hall: RunningHall, key: String, until wanted: (Slip) -> Bool
    ) throws -> Slip? {
      let kiosk = hall.connect()
      return try Deadline.within(.seconds(20)).first {
        let answer = try kiosk.send(
          "POST", "/api/tickets", json: #"{"errand":"dat-dai"}"#,
          headers: ["idempotency-key": key])
        let slip = try JSONDecoder().decode(Ticket.self, from: Data(answer.body)).print
        return wanted(slip) ? slip : nil
      }
    }

    private struct Ticket: Decodable { let print: Slip }
    private struct Slip: Decodable {
      let state: String
      let noPaper: Bool
    }
  }
}
