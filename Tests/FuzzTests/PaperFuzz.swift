import Dossiers
import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import Store
@testable import halld

@Suite struct `Fuzzing what a scanner, a proxy or a safe brings` {
  @Test func `an identity card is known, and a dossier code is never taken for one`() async throws {
    try await Fuzzer(
      name: "cards", longest: 5_000,
      words: [
        "|", "001099012345", "012345678", "01011999", "Nguyễn Văn A", "Nam", "IDVNM", "<", "<<",
        "]Q1",
        "H35-261121-0001", "000.00.12.", "CCCD: ", " ", "192.168.100.200", ".", "-",
      ],
      make: { random in
        let number =
          "0\(random.below(9) + 1)\(random.below(10))\(100_000_000 + random.below(899_999_999))"
        let fields = [
          number, random.pick(["", "012345678"]), "Trần Thị B", "0\(random.below(9) + 1)061975",
          "Nữ",
          "Tổ 3, phường Đoàn Kết", "25042021",
        ]
        return Array(fields.joined(separator: "|").utf8)
      },
      check: Self.card
    ).run()
  }

  @Sendable private static func card(_ input: [UInt8]) throws {
    let text = String(decoding: input, as: UTF8.self)
    let isCard = IdentityCard.isIn(text)
    // Nine digits, or a zone's fillers: without them nothing is a card.
    let digits = text.utf8.count { (0x30...0x39).contains($0) }
    try demand(!isCard || digits >= 9 || text.contains("<"), "a card without a number")
    let fields = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    if fields.count == 7, fields[0].utf8.count == 12, text.utf8.count < IdentityCard.longest,
      fields[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let province = Int(fields[0].prefix(3)), (1...96).contains(province)
    {
      try demand(isCard, "a chip card's code")
    }
    // What is a code of the pattern most centres have: a unit with its point, a day, an ordinal.
    guard let pattern = CodePattern("{unit}-{yymmdd}-{ordinal:4}") else { return }
    let rule = CodeRule(source: .hall, unit: "000.00.12.H35", pattern: pattern)
    if let code = try? rule.read(text) {
      try demand(!IdentityCard.isIn(code.text), "a dossier code: \(code.text)")
    }
  }

  @Test func `a header never makes a client of this machine, nor hides one behind no proxy`()
    async throws
  {
    let proxy = try SocketAddress(ipAddress: "10.0.0.1", port: 1)
    let stranger = try SocketAddress(ipAddress: "192.0.2.7", port: 2)
    let proxies = Set([ClientAddress(proxy)].compactMap { $0 })
    try await Fuzzer(
      name: "addresses", longest: 3_000,
      words: [
        "127.0.0.1", "::1", "::ffff:127.0.0.1", "[2001:db8::1]:443", "10.0.0.1", ", ", ",", "\t",
        "192.0.2.1:80", "%lo", "localhost", "0x7f.1", "2130706433", "\n",
      ]
    ) { input in
      var headers = HTTPFields()
      for line in String(decoding: input, as: UTF8.self).split(separator: "\n") {
        headers.append(HTTPField(name: .forwardedFor, value: String(line)))
      }
      let direct = ClientAddress.of(stranger, headers: headers, behind: proxies)
      try demand(direct == ClientAddress(stranger), "believed without a proxy: \(direct.name)")
      let told = ClientAddress.of(proxy, headers: headers, behind: proxies)
      try demand(!told.isLoopback, "a header made it this machine")
      try demand(told.name.utf8.count <= 16, "a name of \(told.name.utf8.count) bytes")
    }.run()
  }

  @Test func `a checkpoint or a key is read as it was written, or refused by line`() async throws {
    try await Fuzzer(
      name: "checkpoint",
      words: [
        "halld checkpoint 1\n", "centre: ", "hall: ", "day: 2026-03-02", "rows: 7", "hash: ",
        String(repeating: "ab", count: 32), "previous: none", "key: none", "signature: none\n",
        "# ",
        "\r\n", "-----BEGIN PRIVATE KEY-----\n", "-----END PRIVATE KEY-----\n",
        "-----BEGIN PUBLIC KEY-----\n", "=", "MC4CAQAwBQYDK2VwBCIEIA",
      ],
      check: Self.checkpoint
    ).run()
  }

  @Sendable private static func checkpoint(_ input: [UInt8]) throws {
    let text = String(decoding: input, as: UTF8.self)
    try told(text) { () throws(StoreFailure) in
      let read = try Checkpoint(file: text)
      // Line ends of another system are forgiven, so a name cannot keep half of one.
      guard !read.text.utf8.contains(0x0D) else { return nil }
      return try Checkpoint(file: read.file) == read ? nil : "read again: \(read.file)"
    }
    try told(text) { () throws(StoreFailure) in
      let key = try CheckpointPublicKey(pem: text)
      return try CheckpointPublicKey(pem: key.pem) == key ? nil : "a public key read again"
    }
    try told(text) { () throws(StoreFailure) in
      let key = try CheckpointKey(pem: text)
      guard !key.description.contains(key.pem.dropFirst(40).prefix(30)) else { return "its secret" }
      return try CheckpointKey(pem: key.pem).publicKey == key.publicKey ? nil : "a key read again"
    }
  }

  /// A refusal is a short sentence and repeats nothing that could be a key.
  private static func told(
    _ text: String, _ read: () throws(StoreFailure) -> String?
  ) throws {
    do throws(StoreFailure) {
      if let wrong = try read() { throw StoreFailure(.damaged, "BUG \(wrong)") }
    } catch {
      try demand(!error.sentence.hasPrefix("BUG"), error.sentence)
      try demand(error.sentence.utf8.count < 400, "\(error.sentence.utf8.count) bytes")
      for line in text.split(whereSeparator: \.isNewline) where line.utf8.count >= 24 {
        let isKey = line.utf8.allSatisfy { $0 > 0x2A && $0 < 0x7B && $0 != 0x3A }
        try demand(!isKey || !error.sentence.contains(line), "a key is told: \(line)")
      }
    }
  }
}
