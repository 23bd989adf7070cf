import Drivers
import Testing

@testable import halld

@Suite struct `What is held under a kiosk's scanner` {
  static let token = "Zk3-9xQw_7LmN2pR"

  /// A scan and what the kiosk may know of it.
  static let rows: [(scan: KeyReader.Scan, reading: ScanReading)] = [
    (.text("H35-261121-0007"), .dossier(code: "H35-261121-0007", proof: nil)),
    (.text("  h35-261121-0007 "), .dossier(code: "H35-261121-0007", proof: nil)),
    (
      .text("https://hall.example/lookup#code=H35-261121-0007&proof=AB12-CD34"),
      .dossier(code: "H35-261121-0007", proof: "AB12-CD34")
    ),
    (
      .text("https://hall.example/lookup?at=phone&code=H35%2D261121%2D0007"),
      .dossier(code: "H35-261121-0007", proof: nil)
    ),
    // The QR code of a receipt, as a scanner types it: nothing behind the code is passed on.
    (
      .text("H35-261121-0007|1.012753|001099012345|Giy tip nhn|2026-11-21T08:15"),
      .dossier(code: "H35-261121-0007", proof: nil)
    ),
    (
      .rubbish("H35-261121-0007|1.012753|001099012345|Giy"),
      .dossier(code: "H35-261121-0007", proof: nil)
    ),
    // What is no proof is not passed on, whatever stands there.
    (
      .text("https://hall.example/lookup#code=H35-261121-0007&proof=%3Cscript%3E"),
      .dossier(code: "H35-261121-0007", proof: nil)
    ),
    (.text(token), .ticket(token: token)),
    (.text("https://hall.example/t/\(token)"), .ticket(token: token)),
    // Only the token is taken of somebody else's link, and only one that this hall gave out.
    (.text("https://elsewhere.example/t/\(token)"), .ticket(token: token)),
    (.text("https://hall.example/t/another-token"), .refused("scan-unknown")),
    (.text("https://hall.example/x/\(token)"), .refused("scan-unknown")),
    (.text("https://hall.example/lookup#code=none"), .refused("scan-unknown")),
    (.text("4001686390049"), .refused("scan-unknown")),
    (.text(""), .refused("scan-unknown")),
    (
      .text("001099012345||Nguyn Vn A|01011999|Nam|Lai Chu|25042021"), .refused("identity-card")
    ),
    (.text("001099012345"), .refused("identity-card")),
    (.rubbish("001099012345|012345678|Nguy"), .refused("identity-card")),
    (.tooLong("001099012345|012345678|Nguyn Vn A|01011999|Nam|"), .refused("identity-card")),
    // Half a code is no code.
    (.rubbish("H35-261121-0007"), .refused("scan-unreadable")),
    (.tooLong("H35-261121-0007"), .refused("scan-unreadable")),
  ]

  @Test(arguments: rows.indices)
  func `opens what it stands for, or is forgotten`(index: Int) {
    let row = Self.rows[index]
    let reading = ScanReading(
      row.scan,
      code: { text in
        let code = text.uppercased()
        return code.hasPrefix("H35-") && code.count == 15 ? code : nil
      }, isTicket: { $0 == Self.token })
    #expect(reading == row.reading)
  }
}
