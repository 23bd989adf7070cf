/// Tells an identity card, held under a scanner by mistake, from what was asked for.
///
/// Pure and total: any text is answered in one pass over at most `longest` bytes, and nothing of it is
/// kept. Known are the QR code of a chip card (căn cước công dân, căn cước), its machine-readable
/// zone, a passport's, and the bare number of a new (12 digits) or an old card (9 digits). Who asks
/// first reads the text as a dossier code: what a centre's own pattern reads is never a card.
/// Source: Law 91/2025/QH15 with NĐ 356/2025 (identity data is sensitive); TT 06/2021/TT-BCA (card).
public enum IdentityCard {
  /// Bytes that are looked at: a card's QR code is below 400.
  public static let longest = 4_096

  /// Whether the text is a card, or holds one's number.
  public static func isIn(_ text: String) -> Bool {
    let bytes = Array(text.utf8.prefix(longest))
    // The usual text is short and plain; a card has nine digits or a zone's fillers.
    guard bytes.count >= 9, bytes.count(where: isDigit) >= 9 || bytes.contains(filler) else {
      return false
    }
    return isBareNumber(bytes) || isScanned(bytes) || holdsNumber(bytes) || isZone(bytes)
  }

  // MARK: - The QR code

  /// `001099012345|012345678|Nguyễn Văn A|01011999|Nam|…|25042021`, with or without the old number
  /// and whatever later cards add behind it, also when a scanner puts its own signs before it.
  private static func isScanned(_ bytes: [UInt8]) -> Bool {
    let fields = bytes.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
    guard fields.count >= 2, let number = fields.first else { return false }
    return isCardNumber(number.suffix(12)) && number.count <= 12 + longestScannerSign
      || fields.count >= 4 && fields.contains { $0.count == 8 && isBirthday($0) }
  }

  /// An AIM identifier such as `]Q1`, with a sign or two more.
  private static let longestScannerSign = 6

  /// `ddMMyyyy`.
  private static func isBirthday(_ field: ArraySlice<UInt8>) -> Bool {
    guard let number = digits(field) else { return false }
    return CivilDate(
      year: number % 10_000, month: number / 10_000 % 100, day: number / 1_000_000) != nil
  }

  // MARK: - The number

  /// Nothing but 12 or 9 digits, perhaps in groups of three or four.
  private static func isBareNumber(_ bytes: [UInt8]) -> Bool {
    let text = trimmed(bytes[...])
    let count = text.count(where: isDigit)
    guard count == 12 || count == 9 else { return false }
    let separators = text.filter { !isDigit($0) }
    guard let separator = separators.first else { return true }
    guard isBlank(separator) || separator == UInt8(ascii: "."),
      separators.allSatisfy({ $0 == separator })
    else { return false }
    if isBlank(separator) { return true }
    // An address of the network, 192.168.100.200, is written likewise.
    guard count == 9 || isCardNumber(text.filter(isDigit)[...]) else { return false }
    let groups = text.split(separator: separator, omittingEmptySubsequences: false).map(\.count)
    return Set(groups).count == 1 && (3...4).contains(groups[0])
  }

  /// A card's number among other words, `CCCD: 001099012345`.
  private static func holdsNumber(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while let start = rest.firstIndex(where: isWord) {
      let word = rest[start...].prefix(while: isWord)
      if isCardNumber(unpunctuated(word)) { return true }
      rest = rest[word.endIndex...]
    }
    return false
  }

  /// Twelve digits: three of the province of birth (001 to 096), one of sex and century, two of the
  /// year of birth, six of chance.
  private static func isCardNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count == 12, bytes.allSatisfy(isDigit), let province = digits(bytes.prefix(3))
    else { return false }
    return (1...96).contains(province)
  }

  // MARK: - The machine-readable zone

  /// Lines of 30, 36 or 44 letters, digits and `<` (ICAO 9303), or what begins with `IDVNM`.
  ///
  /// A scanner may send each line by itself, or all without a break.
  private static func isZone(_ bytes: [UInt8]) -> Bool {
    let text = trimmed(bytes[...])
    if text.count >= 14, text.prefix(5).elementsEqual("IDVNM".utf8, by: { $0 & 0xDF == $1 }) {
      return true
    }
    return text.split(whereSeparator: isBlank).contains { line in
      line.count >= 30 && line.count(where: { $0 == filler }) >= 2
        && line.allSatisfy { isDigit($0) || isLetter($0) || $0 == filler }
    }
  }

  // MARK: - Signs

  private static let filler = UInt8(ascii: "<")

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF)
  }

  /// Whatever may stand in a token or a code beside a digit; a number next to it is part of that.
  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || isLetter(byte) || byte >= 0x80 || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// Without the full stop that ends a sentence.
  private static func unpunctuated(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    word.last == UInt8(ascii: ".") ? word.dropLast() : word
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = bytes.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return text
  }
}
