import Dossiers
import Foundation
import HTTPTypes
import Testing

@testable import halld

@Suite struct `Fuzzing what officers do to a dossier` {
  private static let words = [
    #"{"slip":"12/PC"}"#, #""items":[{"item":"don"}]"#, #""checked":[]"#, #""finding":"held""#,
    #""reason":"other""#, #""text":"BIMAT7""#, #""bag":"T1""#, #""carrier":"publicPost""#,
    #""proofs":["slip"]"#, #""amount":5"#, #""newDate":"2026-12-01""#, #""number":1"#,
    #""parts":[{"agency":"A","days":3}]"#, "true", "null", "012345678901",
    #""round":"2026-11-20T16:00:00+07:00""#,
  ]

  @Test func `each act reads its body whole, or refuses it by a member's name`() async throws {
    try await Fuzzer(
      name: "acts", words: Self.words, make: { Array(Self.line(&$0).utf8) }, check: Self.check
    ).run()
  }

  /// The word of an act, and a body with the members it knows, their values from any type.
  @Sendable private static func line(_ random: inout SplitMix) -> String {
    let act = DossierAct.all[random.below(DossierAct.all.count)]
    var members: [String] = []
    for name in act.members + ActBody.common where random.below(4) > 0 {
      let value = random.pick([
        #""12/PC""#, "1", "true", #"["don"]"#, #"[{"item":"don"}]"#, #""other""#, #""BIMAT7""#,
        #"[{"id":"don","finding":"complete"}]"#, #""2026-11-20""#, #""2026-11-20T16:00:00+07:00""#,
        #"["slip"]"#, #""publicPost""#, #""counter""#, "null", "[]", "{}",
        #"[{"agency":"A","days":3}]"#,
      ])
      members.append("\"\(name)\":\(value)")
    }
    return "\(act.path) {\(members.joined(separator: ","))}"
  }

  @Sendable private static func check(_ input: [UInt8]) throws {
    let parts = input.split(separator: UInt8(ascii: " "), maxSplits: 1)
    guard parts.count == 2, let act = DossierAct.named(String(decoding: parts[0], as: UTF8.self))
    else { return }
    do throws(Problem) {
      let fields = try Fields(Array(parts[1]), known: ActBody.common + act.members)
      let body = ActBody(fields: fields, account: "tester", utcOffsetSeconds: 25_200)
      let command = try act.read(body)
      guard command.name == act.command else { throw .unexpected }
    } catch {
      try demand((400...422).contains(error.status.code), "\(error)")
      for (name, told) in error.arguments where name != "known" && name != "expected" {
        try demand(told.unicodeScalars.count <= 41, "a long echo: \(told)")
        try demand(name == "member" || !told.contains("BIMAT7"), "told: \(error)")
      }
    }
  }
}
