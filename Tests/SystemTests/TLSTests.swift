import Foundation
import Testing

extension RealBinary {
  /// A real certificate and a client that checks it.
  @Suite struct `Doors with a certificate` {
    @Test func `a listener with certificate and key speaks TLS, and its cookie is Secure`() throws {
      let papers = try TemporaryFolder("tls")
      let (certificate, key) = try Self.papers(papers)
      let hall = try RunningHall(config: try Self.config(certificate, key))
      try hall.start()
      #expect(hall.child?.output.contains("ready https://127.0.0.1:") == true)
      let address = "https://127.0.0.1:\(hall.port)"
      let board = try run(
        "/usr/bin/curl", ["-sS", "--cacert", certificate, "\(address)/api/board"])
      #expect(board.output.contains("\"counters\""), "\(board.errors)")
      let session = try run(
        "/usr/bin/curl",
        [
          "-sS", "-i", "--cacert", certificate, "-H", "Content-Type: application/json", "-d",
          #"{"account":"can-bo","password":"can-bo-2026"}"#, "\(address)/api/session",
        ])
      #expect(session.output.contains("; Secure"), "\(session.output)")
      #expect(session.output.lowercased().contains("strict-transport-security: max-age="))
      // A client that trusts somebody else is not let down into plain text.
      let stranger = try run("/usr/bin/curl", ["-sS", "\(address)/api/board"])
      #expect(stranger.ending != .exit(0))
      let plain = try run(
        "/usr/bin/curl", ["-sS", "-m", "5", "http://127.0.0.1:\(hall.port)/api/board"])
      #expect(plain.ending != .exit(0))
      try hall.stop()
    }

    @Test func `a certificate with another's key opens no door and says so`() throws {
      let papers = try TemporaryFolder("tls")
      let broken = "\(papers.path)/broken.pem"
      try "no certificate".write(toFile: broken, atomically: true, encoding: .utf8)
      let config = try Self.config(broken, broken)
      let result = try run(
        Project.binary,
        ["serve", "--config", config.file, "--data", papers.path + "/data", "--port", "0"])
      #expect(result.ending == .exit(1))
      #expect(result.errors.contains("does not serve port"), "\(result.errors)")
      #expect(!result.output.contains("ready"))
    }

    @Test func `a handshake that goes on forever is hung up on; others come in`() throws {
      let papers = try TemporaryFolder("tls")
      let (certificate, key) = try Self.papers(papers)
      let hall = try RunningHall(
        config: try Self.config(certificate, key, ("limits:\n", "limits:\n  headSeconds: 1\n")))
      try hall.start()
      let crowd = Crowd(hall)
      try crowd.join(100, clients: 256...295)
      // A ClientHello of 16 kB is announced and comes byte by byte.
      crowd.send("\u{16}\u{3}\u{1}\u{3F}\u{0}\u{1}\u{0}\u{3E}")
      crowd.drip("", every: .milliseconds(100), until: .within(.seconds(6)))
      #expect(crowd.closedCount == 100)
      let board = try run(
        "/usr/bin/curl",
        ["-sS", "--cacert", certificate, "https://127.0.0.1:\(hall.port)/api/board"])
      #expect(board.output.contains("\"counters\""), "\(board.errors)")
      // Nor does the end wait for those who are in the middle of it.
      let late = Crowd(hall)
      try late.join(50, clients: 256...295)
      late.send("\u{16}\u{3}\u{1}\u{3F}\u{0}\u{1}\u{0}\u{3E}")
      #expect(try hall.stop() < .seconds(2))
    }

    /// A certificate for this machine, and its key.
    private static func papers(_ folder: TemporaryFolder) throws -> (
      certificate: String, key: String
    ) {
      let (certificate, key) = ("\(folder.path)/hall.pem", "\(folder.path)/hall.key")
      let made = try run(
        "/usr/bin/openssl",
        [
          "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=hall",
          "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
        ])
      #expect(made.ending == .exit(0), "\(made.errors)")
      return (certificate, key)
    }

    private static func config(
      _ certificate: String, _ key: String, _ more: (String, String)...
    ) throws -> HallConfig {
      let doors = "doors: [staff, devices, public]"
      let tls = "tls: {certificate: \"\(certificate)\", key: \"\(key)\"}"
      return try HallConfig([(doors, "\(doors)\n    \(tls)")] + more)
    }
  }
}
