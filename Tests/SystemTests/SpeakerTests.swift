import Foundation
import Testing

@Suite struct `The machine's loudspeaker` {
  /// A sound device that writes what it is given into a file.
  private static func device(in folder: TemporaryFolder) throws -> String {
    let file = folder.path + "/asound.conf"
    try """
    pcm.hall { type file slave.pcm hall_null file "\(folder.path)/heard.raw" format raw }
    pcm.hall_null { type null }
    """.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }

  @Test(.timeLimit(.minutes(2)))
  func `plays each call to the sample, through the machine's own sound system`() async throws {
    try #require(
      FileManager.default.isExecutableFile(atPath: "/usr/bin/aplay"),
      "apt-get install alsa-utils")
    let folder = try TemporaryFolder("sound")
    let hall = try RunningHall(
      config: try HallConfig([
        ("languages: [vi, en]", "languages: [vi]\n  speaker: {device: hall}")
      ]))
    hall.environment["ALSA_CONFIG_PATH"] = try Self.device(in: folder)
    try hall.start()
    try await onThread {
      let officer = try Officer(hall, counter: "1")
      let ticket = try hall.connect().send(
        "POST", "/api/tickets", json: #"{"errand":"dat-dai"}"#,
        headers: ["idempotency-key": UUID().uuidString])
      let number = try #require(ticket.json["number"].text)
      let expected = try hall.connect().send("GET", "/speech/calls/\(number)/1/full.wav")
      #expect(expected.status == 200)
      _ = try officer.callNext()
      let samples = Data(expected.body.dropFirst(44))
      let heard: Data? = Deadline.within(.seconds(30)).first {
        let heard = FileManager.default.contents(atPath: folder.path + "/heard.raw") ?? Data()
        return heard.count >= samples.count ? heard : nil
      }
      // The device takes whole periods; what it gets beyond the call is silence.
      #expect(heard?.prefix(samples.count) == samples)
      #expect(heard?.dropFirst(samples.count).allSatisfy { $0 == 0 } == true)
      let state: String? = Deadline.within(.seconds(20)).first {
        let health = try? hall.connect().send("GET", "/health").json
        let status = health?["peripherals"].list.first { $0["kind"].text == "speaker" }?["status"]
        return status?.text == "ready" ? "ready" : nil
      }
      #expect(state == "ready")
    }
    // The same sound is what the command writes.
    let spoken = try run(
      "/bin/sh", ["-c", "\(Project.binary) speak A001 1 --config \(hall.config.file) | wc -c"])
    let whole = try hall.connect().send("GET", "/speech/calls/A001/1/full.wav").body.count
    #expect(Int(spoken.output.filter(\.isNumber)) == whole)
    try hall.stop()
  }

  @Test(.timeLimit(.minutes(2)))
  func `that is not there is told in the health, and stops nothing`() async throws {
    let hall = try RunningHall(
      config: try HallConfig([
        ("languages: [vi, en]", "languages: [vi]\n  speaker: {device: \"plughw:77,0\"}")
      ]))
    try hall.start()
    try await onThread {
      let officer = try Officer(hall, counter: "1")
      for _ in 1...3 {
        _ = try hall.connect().send(
          "POST", "/api/tickets", json: #"{"errand":"dat-dai"}"#,
          headers: ["idempotency-key": UUID().uuidString])
        #expect(try officer.serveOne())
        #expect(try officer.serveOne() == false)
      }
      _ = try hall.connect().send(
        "POST", "/api/tickets", json: #"{"errand":"dat-dai"}"#,
        headers: ["idempotency-key": UUID().uuidString])
      #expect(try officer.callNext() != nil)
      let trouble: String? = Deadline.within(.seconds(30)).first {
        let health = try? hall.connect().send("GET", "/health").json
        let speaker = health?["peripherals"].list.first { $0["kind"].text == "speaker" }
        return speaker?["trouble"]["vi"].text
      }
      #expect(trouble != nil)
      #expect(try hall.connect().send("GET", "/health").status == 200)
    }
    try hall.stop()
  }
}

@Suite struct `The screens' unit` {
  @Test func `is one that systemd takes, with sound allowed and a browser that comes back`() throws
  {
    let unit = Project.folder + "/systemd/halld-screen@.service"
    let text = try String(contentsOfFile: unit, encoding: .utf8)
    for line in [
      "Restart=always", "User=halld-screen", "StartLimitIntervalSec=0",
      "WantedBy=multi-user.target",
    ] { #expect(text.contains("\n\(line)\n"), "\(line)") }
    let start = try #require(text.split(separator: "\n").first { $0.hasPrefix("ExecStart=") })
    #expect(start.contains("--autoplay-policy=no-user-gesture-required"))
    #expect(start.contains("--kiosk ${HALL}/%i"))
    #expect(try Self.complaints(unit).isEmpty)

    // The control: the same tool finds a mistake.
    let folder = try TemporaryFolder("screen")
    let broken = folder.path + "/halld-screen@.service"
    try text.replacingOccurrences(of: "Restart=always", with: "Restart=allways").write(
      toFile: broken, atomically: true, encoding: .utf8)
    #expect(try !Self.complaints(broken).isEmpty)
  }

  /// What systemd says of a unit, but for programs that this machine does not have.
  private static func complaints(_ unit: String) throws -> [Substring] {
    let result = try run("/usr/bin/systemd-analyze", ["verify", "--man=no", unit])
    return (result.output + result.errors).split(separator: "\n").filter {
      !$0.contains("is not executable")
    }
  }

  /// What the unit does before and with its browser, without the compositor that needs a screen.
  @Test(.timeLimit(.minutes(3)))
  func `from power to the first number at its kiosk it takes less than a minute`() async throws {
    let unit = try String(
      contentsOfFile: Project.folder + "/systemd/halld-screen@.service", encoding: .utf8)
    let waiting = try #require(
      unit.split(separator: "\n").first { $0.hasPrefix("ExecStartPre=") }
    ).dropFirst("ExecStartPre=".count)
    let hall = try RunningHall()
    hall.wantedPort = UInt16.random(in: 20_000...30_000)
    try await onThread {
      let power = ContinuousClock.now
      let address = "http://127.0.0.1:\(hall.wantedPort)"
      let words = waiting.replacingOccurrences(of: "${HALL}", with: address)
        .replacingOccurrences(of: "%i", with: "kiosk").split(separator: " ").map(String.init)
      // The screen is first: it waits for a hall that is not there yet.
      let wait = try Child(words[0], Array(words.dropFirst()))
      try hall.start()
      #expect(wait.wait(.within(.seconds(30))) == .exit(0))
      let browser = try Browser(options: ["--autoplay-policy=no-user-gesture-required"])
      let kiosk = try browser.open("\(address)/kiosk", width: 1080, height: 1920)
      try browser.click(kiosk, "[data-domain=\"dat-dai\"]")
      try browser.until(
        kiosk, "the errands",
        "return document.querySelector('[data-errand=\"dat-dai\"]') && !document.body.matches('.resting')"
      )
      try browser.click(kiosk, "[data-errand=\"dat-dai\"]")
      let number = try browser.until(
        kiosk, "a number",
        "return document.querySelector('#result:not([hidden])')?.dataset.number")
      let took = power.duration(to: .now)
      print("power to \(number.text ?? "–") at the kiosk: \(took)")
      #expect(took < .seconds(60))
    }
    try hall.stop()
  }
}
