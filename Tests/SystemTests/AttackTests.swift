import Foundation
import GRDB
import Testing

extension RealBinary {
  /// What lies around after a busy hour, for whoever may read logs, files or screens.
  @Suite struct `Attacks on what is kept and shown` {
    @Test func `after a busy hour no secret stands in a log line, in the log or in another's file`()
      throws
    {
      let config = try HallConfig([
        ("dataFolder: .run/demo", "dataFolder: .run/demo\nlogLevel: trace")
      ])
      let hall = try RunningHall(config: config)
      try hall.start()
      let hour = try BusyHour(hall)
      let journal = (hall.child?.output ?? "") + (hall.child?.errors ?? "")
      try hall.stop()
      let after = (hall.child?.output ?? "") + (hall.child?.errors ?? "")
      let log = try Self.everyRow(of: hall.disk)
      #expect(hour.secrets.count >= 12 && log.contains(hour.number), "the control: it can be found")
      for (what, secret) in hour.secrets {
        #expect(!after.contains(secret), "\(what) in a log line")
        #expect(!log.contains(secret), "\(what) in the log")
      }
      // A password or a token is stored as a hash or not at all.
      for file in try FileManager.default.subpathsOfDirectory(atPath: hall.data) {
        guard let bytes = FileManager.default.contents(atPath: "\(hall.data)/\(file)") else {
          continue
        }
        for (what, secret) in hour.stored where bytes.range(of: Data(secret.utf8)) != nil {
          Issue.record("\(what) in \(file)")
        }
      }
      // No line of the journal was begun, coloured or ended by what a client sent.
      #expect(!journal.isEmpty)
      for line in after.split(separator: "\n") {
        #expect(!line.hasPrefix("BIMAT"), "\(line)")
        #expect(!line.unicodeScalars.contains { $0.value < 0x20 && $0 != "\t" }, "\(line)")
      }
    }

    @Test func `the data folder and its socket open to the daemon's own user only`() throws {
      let hall = try RunningHall()
      try hall.start()
      _ = try BusyHour(hall)
      let files = try FileManager.default.subpathsOfDirectory(atPath: hall.data)
      #expect(files.contains("control.sock") && files.contains("hall.sqlite"))
      for file in [""] + files {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(hall.data)/\(file)")
        let mode = try #require(attributes[.posixPermissions] as? Int)
        #expect(mode & 0o077 == 0, "\(file): \(String(mode, radix: 8))")
      }
      let folder = try FileManager.default.attributesOfItem(atPath: hall.data)
      #expect(folder[.posixPermissions] as? Int == 0o700)
      try hall.stop()
    }

    @Test(.timeLimit(.minutes(2)))
    func `what is typed and configured is only ever text on a screen`() async throws {
      try await onThread { try MarkedUpHall().run() }
    }

    private static func everyRow(of disk: DataOnDisk) throws -> String {
      try disk.read { db in
        try Row.fetchAll(db, sql: "SELECT * FROM log").map { row in
          row.map { "\($0.1)" }.joined(separator: "|")
        }.joined(separator: "\n")
      }
    }
  }
}

/// Everything a hall does in an hour, with secrets of which each can be told from all else.
private struct BusyHour {
  private(set) var number = ""
  /// What may stand in no line and no row.
  private(set) var secrets: [(what: String, secret: String)] = []
  /// What may stand in no file of the data folder either.
  private(set) var stored: [(what: String, secret: String)] = []

  init(_ hall: RunningHall) throws {
    let kiosk = hall.connect()
    let officer = hall.connect()
    try tryPasswords(hall)
    try signIn(officer, account: "can-bo", password: "can-bo-2026")
    let session = try #require(officer.cookies.first?.value)
    // The demo prints its own passwords; another account's is a secret.
    _ = try hall.command(
      "account", "add", "bimat", "--role", "officer", "--counters", "1",
      input: "BIMAT12 ngua dung pin kep\n")
    _ = try hall.connect().send(
      "POST", "/api/session", json: #"{"account":"bimat","password":"BIMAT12 ngua dung pin kep"}"#)
    keep("a password", "BIMAT12")
    keep("a session's token", session)
    keep("half of a session's token", String(session.suffix(16)))
    let made = try hall.command("device", "add", "kiosk-1", "--kind", "kiosk")
    let device = try #require(made.output.split(separator: "\n").last?.split(separator: " ").last)
    keep("a device's token", String(device))
    _ = try hall.connect().send("POST", "/api/pairing", json: #"{"token":"\#(device)"}"#)
    _ = try hall.connect().send("POST", "/api/pairing", json: #"{"token":"BIMAT4-device"}"#)
    keep("a wrong device's token", "BIMAT4")
    let token = try takeNumber(kiosk)
    try serve(officer, hall)
    let connection = hall.connect()
    for path in [
      "/api/tickets/\(token)", "/api/tickets/BIMAT5-x", "/t/BIMAT6", "/BIMAT7/%0ax?BIMAT8=BIMAT8",
      "/api/dossiers/BIMAT9?proof=BIMAT9", "/api/hall?BIMAT9",
    ] { _ = try connection.send("GET", path) }
    for word in ["BIMAT5", "BIMAT6", "BIMAT7", "BIMAT8", "BIMAT9"] { keep("a wrong link", word) }
    for bytes in [
      "GET /x HTTP/1.1\r\nHost: a\r\nUser-Agent: \u{1B}[31mBIMAT10\r\nReferer: http://BIMAT10\r\n\r\n",
      "GET /\u{1B}[31mBIMAT10 HTTP/1.1\r\nHost: a\r\n\r\n", "BIMAT10\nBIMAT10\n\r\n\r\n",
    ] { _ = try? hall.connect().raw(Array(bytes.utf8)) }
    keep("a header", "BIMAT10")
  }

  private mutating func keep(_ what: String, _ secret: String, isStored: Bool = false) {
    secrets.append((what, secret))
    if !isStored { stored.append((what, secret)) }
  }

  private mutating func tryPasswords(_ hall: RunningHall) throws {
    let connection = hall.connect()
    for body in [
      #"{"account":"can-bo","password":"BIMAT1-wrong"}"#,
      #"{"account":"BIMAT2\u001b[31m\nx","password":"BIMAT1"}"#,
      #"{"account":"BIMAT2 nobody","password":"BIMAT1"}"#,
    ] { _ = try connection.send("POST", "/api/session", json: body) }
    keep("a wrong password", "BIMAT1")
    keep("a wrong name", "BIMAT2")
  }

  private mutating func takeNumber(_ kiosk: HTTPConnection) throws -> String {
    let answer = try kiosk.send(
      "POST", "/api/tickets", json: #"{"errand":"dat-dai"}"#,
      headers: ["idempotency-key": "BIMAT3-key"])
    let token = try #require(answer.json["token"].text, "\(answer.text)")
    number = try #require(answer.json["number"].text)
    keep("a slip's link", token)
    keep("a key", "BIMAT3")
    return token
  }

  /// Called, served, taken in, looked up with its proof and with a wrong one.
  private mutating func serve(_ officer: HTTPConnection, _ hall: RunningHall) throws {
    for counter in ["2", "1"] {
      _ = try officer.send("POST", "/api/counters/\(counter)/open")
      let called = try officer.send("POST", "/api/counters/\(counter)/call-next")
      guard called.status == 200, let ticket = called.json["id"].text else { continue }
      _ = try officer.send("POST", "/api/counters/\(counter)/start")
      let taken = try officer.send(
        "POST", "/api/dossiers", json: #"{"ticket":"\#(ticket)","procedure":"vd-dat-01"}"#,
        headers: ["idempotency-key": "intake"])
      let code = try #require(taken.json["code"].text, "\(taken.text)")
      let proof = try #require(taken.json["proof"].text)
      keep("a proof", proof)
      for word in [proof, "BIMAT11"] {
        _ = try hall.connect().send("GET", "/api/dossiers/\(code)?proof=\(word)")
      }
      keep("a wrong proof", "BIMAT11")
      return
    }
    throw Trouble("no counter has called the number")
  }
}

/// A hall whose names are markup: counters, errands, the centre.
private struct MarkedUpHall {
  private static let markup = "<img src=x onerror=document.title=1><b class=pwned>{{centre}}</b>"

  func run() throws {
    let hall = try RunningHall(
      config: try HallConfig([
        (#"{vi: "Quầy 1""#, "{vi: '\(Self.markup)'"), (#"{vi: "Đất đai""#, "{vi: '\(Self.markup)'"),
        (
          "vi: Trung tâm Phục vụ hành chính công tỉnh Lai Châu (trình diễn)", "vi: '\(Self.markup)'"
        ),
      ]))
    try hall.start()
    let answer = try hall.connect().send(
      "POST", "/api/tickets", json: #"{"errand":"dat-dai"}"#, headers: ["idempotency-key": "k"])
    let token = try #require(answer.json["token"].text)
    let browser = try Browser()
    for path in [
      "/board", "/kiosk", "/counter", "/dossiers", "/reception", "/lookup", "/supervise", "/",
      "/t/\(token)",
      "/t/%3Cb%20class=pwned%3E", "/lookup?code=%3Cb%20class=pwned%3E", "/lookup#<b class=pwned>",
    ] {
      let page = try browser.open("http://127.0.0.1:\(hall.port)\(path)", width: 1_280, height: 900)
      try browser.until(page, path, "return document.readyState === 'complete'")
      if ["/board", "/kiosk"].contains(path) {
        // The control: the name is there, as its owner wrote it.
        try browser.until(
          page, "the name on \(path)", "return document.body.innerText.includes('<img src=x')")
      }
      let found = try browser.script(
        page,
        """
        return document.querySelectorAll('.pwned, img[src="x"]').length + '|' + document.title;
        """
      ).text
      #expect(found?.hasPrefix("0|") == true && found != "0|1", "\(path): \(found ?? "")")
      // Nor could it run: the policy stands in the browser itself.
      let injected = try browser.script(
        page,
        """
        try { document.body.insertAdjacentHTML('beforeend', '<i class=pwned></i>') } catch { return 'refused' }
        return 'taken';
        """
      ).text
      #expect(injected == "refused", "\(path)")
    }
    try hall.stop()
  }
}
