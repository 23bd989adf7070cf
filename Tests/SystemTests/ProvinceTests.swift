import Foundation
import Testing

extension RealBinary {
  /// The province's system is of record; its files come while the hall works (LC 2.8).
  @Suite struct `Files of the province and a running hall` {
    @Test func `states come in beside the visitors, once, and every refused line is told`() throws {
      let hall = try RunningHall()
      try hall.start()
      let officer = try Intake(hall)
      let codes = try (1...3).map { try officer.takeIn("intake-\($0)").code }
      let now = Self.localNow
      let file = hall.config.folderPath + "/states.csv"
      try """
      code,state,at
      \(codes[0]),processing,\(now)
      \(codes[1]),atAgency,\(now)
      000.00.12.H35-200101-0001,processing,\(now)
      \(codes[2]),processing,yesterday

      """.write(toFile: file, atomically: true, encoding: .utf8)

      let first = try hall.command("dossiers", "import", file, "--config", hall.config.file)
      #expect(first.ending == .exit(1), "lines were refused: \(first)")
      #expect(first.output.contains("2 that stand elsewhere now"), "\(first)")
      #expect(first.output.contains("2 refused"), "\(first)")
      let told = first.errors.split(separator: "\n")
      #expect(
        told.count == 2 && told.allSatisfy { $0.contains("4") || $0.contains("5") }, "\(first)")
      #expect(!first.errors.contains("000.00.12.H35"), "a refused line is named, not quoted")
      #expect(try officer.state(codes[0]) == "processing")
      #expect(try officer.state(codes[1]) == "atAgency")
      #expect(try officer.state(codes[2]) == "accepted")

      let again = try hall.command("dossiers", "import", file, "--config", hall.config.file)
      #expect(again.output.contains("0 that stand elsewhere now"), "\(again)")
      #expect(again.output.contains("2 that changed nothing"), "\(again)")

      // The same door without a hall: the file goes in directly, and the hall knows it afterwards.
      try hall.stop()
      try "code,state,at\n\(codes[2]),processing,\(Self.localNow)\n"
        .write(toFile: file, atomically: true, encoding: .utf8)
      let asleep = try hall.command("dossiers", "import", file, "--config", hall.config.file)
      #expect(asleep.ending == .exit(0), "\(asleep)")
      try hall.start()
      #expect(try Intake(hall).state(codes[2]) == "processing")
      try hall.stop()
      #expect(try hall.command("log", "verify").ending == .exit(0))
      #expect(try hall.command("log", "rebuild", "--check").ending == .exit(0))
    }

    @Test func `P-32 · a day off that is decided late moves the promise and keeps the old one`()
      throws
    {
      let hall = try RunningHall()
      try hall.start()
      let dossier = try Intake(hall).takeIn("promised")
      try hall.stop()

      try hall.config.addHoliday(dossier.dueDate)
      try hall.start()
      let look = try hall.command("dossiers", "recount", "--check")
      #expect(look.ending == .exit(0) && look.output.contains("1 dossiers would end"), "\(look)")
      #expect(try Intake(hall).dueDate(dossier.code) == dossier.dueDate, "only looked")
      let counted = try hall.command("dossiers", "recount")
      #expect(counted.output.contains("\(dossier.code)  \(dossier.dueDate) -> "), "\(counted)")
      let moved = try #require(try Intake(hall).dueDate(dossier.code))
      #expect(moved > dossier.dueDate)
      let again = try hall.command("dossiers", "recount")
      #expect(again.output.contains("0 dossiers end otherwise"), "\(again)")
      let log = try hall.command("log", "events")
      #expect(log.output.contains("dossier.date-changed"), "the change is a row of the log")
      try hall.stop()
      #expect(try hall.command("log", "rebuild", "--check").ending == .exit(0))
    }

    /// Minutes in Vietnam, a minute ago.
    private static var localNow: String {
      let local = Date().addingTimeInterval(7 * 3_600 - 60)
      return String(local.ISO8601Format().prefix(16))
    }

    /// An officer of the demonstration who takes in dossiers.
    private struct Intake {
      let connection: HTTPConnection

      init(_ hall: RunningHall) throws {
        connection = hall.connect()
        try signIn(connection, account: "can-bo", password: "can-bo-2026")
      }

      func takeIn(_ key: String) throws -> (code: String, dueDate: String) {
        let answer = try connection.send(
          "POST", "/api/dossiers", json: #"{"procedure":"vd-dat-02","channel":"online"}"#,
          headers: ["idempotency-key": key])
        guard answer.status == 201, let code = answer.json["code"].text,
          let due = answer.json["dueDate"].text
        else { throw Trouble("not taken in: \(answer.status) \(answer.text)") }
        return (code, due)
      }

      func state(_ code: String) throws -> String? { try look(code)["state"].text }
      func dueDate(_ code: String) throws -> String? { try look(code)["dueDate"].text }

      private func look(_ code: String) throws -> JSON {
        try connection.send("GET", "/api/dossiers/\(code)").json
      }
    }
  }
}

extension HallConfig {
  fileprivate var folderPath: String { (file as NSString).deletingLastPathComponent }

  /// Calendars of its own, in which this day is off too.
  fileprivate func addHoliday(_ day: String) throws {
    let folder = folderPath + "/calendars"
    try FileManager.default.removeItem(atPath: folder)
    try FileManager.default.copyItem(
      atPath: "\(Project.config)/calendars", toPath: folder)
    let file = "\(folder)/\(day.prefix(4)).yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.appending(
      """

        - date: \(day)
          kind: holiday
          name: {vi: Nghỉ đột xuất, en: Unforeseen day off}
          clause: "thông báo của cơ quan có thẩm quyền"
          source: announced

      """
    ).write(toFile: file, atomically: true, encoding: .utf8)
  }
}
