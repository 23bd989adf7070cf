import Testing
import Ticketing

@testable import Store

@Suite struct `Public tokens` {
  private let tokens = PublicTokens(key: Array(0..<32))
  private let others = PublicTokens(key: Array(1..<33))

  @Test(arguments: [1, 35, 36, 12_345_678, Int64.max] as [Int64])
  func `a ticket's token leads back to it, and is the same each time`(number: Int64) {
    let token = tokens.token(of: TicketID(number))
    #expect(token == tokens.token(of: TicketID(number)))
    #expect(tokens.ticket(of: token) == TicketID(number))
    #expect(token.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") })
  }

  @Test func `a token is a number in base 36 and sixteen signs`() {
    #expect(tokens.token(of: TicketID(1_296)).hasPrefix("100-"))
    #expect(tokens.token(of: TicketID(1)).count == 2 + 16)
  }

  @Test func `no token of another ticket, another hall or a guess is taken`() {
    let token = tokens.token(of: TicketID(5))
    let forged = [
      "", "-", "5", "5-", "5-0000000000000000", token + "0", String(token.dropLast()),
      "6" + token.dropFirst(), "05" + token.dropFirst(), "+5" + token.dropFirst(),
      "-5" + token.dropFirst(), token.uppercased(), token + "-" + token,
      others.token(of: TicketID(5)), String(repeating: "9", count: 10_000),
    ]
    for text in forged { #expect(tokens.ticket(of: text) == nil, "\(text.prefix(40))") }
  }

  @Test func `a dossier's proof is eight signs; capitals, blanks and likenesses are forgiven`() {
    let code = "000.00.12.H35-260302-0007"
    let proof = tokens.proof(ofDossier: code)
    #expect(proof.count == 8)
    let alike = proof.replacing("0", with: "O").replacing("1", with: "l")
    for typed in [proof, proof.uppercased(), " \(proof.prefix(4))-\(proof.dropFirst(4)) ", alike] {
      #expect(tokens.isProof(typed, ofDossier: code), "\(typed)")
    }
    for typed in ["", "00000000", others.proof(ofDossier: code), proof + "0"] {
      #expect(!tokens.isProof(typed, ofDossier: code), "\(typed)")
    }
    #expect(!tokens.isProof(proof, ofDossier: "000.00.12.H35-260302-0008"))
  }
}
