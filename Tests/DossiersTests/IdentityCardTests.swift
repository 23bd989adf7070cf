import Dossiers
import Testing

@Suite struct `Identity cards` {
  /// Invented people; the shapes are those of real cards.
  static let cards = [
    // QR code of a chip card: with the old number, without it, and with later cards' parents.
    "001099012345|012345678|Nguyễn Văn An|01011999|Nam|Số 5, ngõ 3/2, Phường Tân Phong, Lai Châu|25042021",
    "012188000001||Lò Thị Páo|15081988|Nữ|Bản Nà Củng, xã Phong Thổ|10122023",
    "012188000001|Lò Thị Páo|15081988|Nữ|Bản Nà Củng, xã Phong Thổ|10122023",
    "096203004567||Trần B|29022004|Nam|Đất Mũi|01072024||Trần C|Lê D|1",
    "]Q1001099012345|012345678|Nguyễn Văn An|01011999|Nam|Lai Châu|25042021",
    "  001099012345|012345678|Nguyen Van An|01011999|Nam|Lai Chau|25042021\r\n",
    // A scanner that lost the beginning, or the end.
    "099012345|012345678|Nguyễn Văn An|01011999|Nam|Lai Châu|25042021",
    "001099012345|0123",
    // Bare numbers, new and old.
    "001099012345", " 001099012345\n", "001 099 012 345", "0010 9901 2345", "001.099.012.345",
    "012345678", "012 345 678", "012.345.678", "999999999999",
    // Among words.
    "CCCD 001099012345", "Căn cước: 001099012345, ông An", "số 001099012345.",
    // Machine-readable zones: the card's three lines together, without a break, one by one.
    "IDVNM0990123451001099012345<<3\n9901016M3901019VNM<<<<<<<<<<<8\nNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<",
    "IDVNM0990123451001099012345<<39901016M3901019VNM<<<<<<<<<<<8NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<",
    "IDVNM0990123451001099012345<<3", "idvnm0990123451001099012345<<3",
    "9901016M3901019VNM<<<<<<<<<<<8", "NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<",
    "P<VNMNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<<<<<<<<<<<",
    "C1234567<8VNM9901016M3001017001099012345<<04",
  ]

  @Test(arguments: cards)
  func `are known by their QR code, number or machine-readable zone`(card: String) {
    #expect(IdentityCard.isIn(card))
  }

  static let others = [
    "", " ", "|", "||||", "<", "A012", "P001", "SC-0001", "dat-dai", "kiosk-1", "1.001193",
    "000.00.12.H35-261121-0007", "000.00.12.h35-261121-0007 ", "H35.12-261121-0001", "261121-0007",
    // Typing mistakes of a code, and codes of other shapes.
    "000.00.12.135-261121-0007", "00000123526112100070", "2611210007", "26112100", "35-261121-0007",
    // Telephone numbers, dates, times, versions.
    "0912345678", "+84912345678", "02133876501", "84912345678", "2026-11-21T14:00:00.123+07:00",
    "21/11/2026", "192.168.100.200", "10.0.0.1", "2001:db8::1",
    // Tokens: a phone's link, a proof, a session, a device, a UUID whose last group is of digits.
    "7k-0123456789abcdef", "12-0123456789012345", "12345678", "abcd-1234", "thb3yz-k2m9",
    "6f1c2a34-9b1d-4c55-8d21-001099012345", "001099012345abcd", "a001099012345",
    // No province has this number, and the text says more than the number.
    "mã 999999999999", "lần 097000000000",
    "Khách đợi quá lâu | đã báo lãnh đạo | lúc 9 giờ", "a|b|c|d|12345678",
    "Nguyễn Văn An", "<<<<<<<<<<", "x << 3 && y << 4", String(repeating: "9", count: 5_000),
  ]

  @Test(arguments: others)
  func `are not seen in codes, tokens, telephone numbers and ordinary words`(text: String) {
    #expect(!IdentityCard.isIn(text))
  }

  @Test func `are never seen in the codes this hall's rule makes`() throws {
    var generator = SeededGenerator(seed: 71)
    for unit in ["000.00.12.H35", "H35.12", "000.00.00.H61", "012.345.678.H01"] {
      var rule = `Dossier codes`.rule
      rule.unit = unit
      for _ in 0..<2_000 {
        let day = CivilDate(daysSinceEpoch: 18_000 + Int(generator.next() % 20_000))
        let code = try rule.code(receivedOn: day, ordinal: 1 + Int(generator.next() % 9_999))
        #expect(!IdentityCard.isIn(code.text), "\(code.text)")
        #expect(!IdentityCard.isIn(code.text.lowercased()), "\(code.text)")
      }
    }
  }

  @Test func `are known whatever the province, sex, century, year and chance`() {
    var generator = SeededGenerator(seed: 72)
    for _ in 0..<5_000 {
      let province = 1 + Int(generator.next() % 96)
      let rest = Int(generator.next() % 1_000_000_000)
      let number = padded(province, 3) + padded(rest, 9)
      #expect(IdentityCard.isIn(number))
      #expect(IdentityCard.isIn("\(number)||Nguyễn \(rest)|01011999|Nữ|Xã \(province)|01012024"))
    }
  }

  @Test func `any bytes are answered`() {
    var generator = SeededGenerator(seed: 73)
    let signs = Array("0123456789|<. -IDVNMabcễ\n".unicodeScalars)
    for _ in 0..<20_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<(generator.next() % 60) {
        text.append(signs[Int(generator.next() % UInt64(signs.count))])
      }
      _ = IdentityCard.isIn(String(text))
    }
  }

  private func padded(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
