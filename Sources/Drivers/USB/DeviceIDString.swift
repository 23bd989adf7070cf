/// What a printer answers to GET_DEVICE_ID: `MFG:EPSON;MDL:TM-T20II;CMD:ESC/POS;…` (IEEE 1284).
public struct DeviceIDString: Hashable, Sendable {
  public var maker: String
  public var model: String
  /// The languages it says it speaks, such as `ESC/POS`.
  public var commands: [String]
  public var serial: String?

  /// Longest answer that is read: the longest seen in print queues is a quarter of it.
  public static let bytesMax = 1_024

  /// Reads the answer with its two bytes of length, or the text alone; `nil` when neither name is there.
  ///
  /// Makers count the length with or without its own two bytes, some with the low byte first: it only
  /// ever shortens what arrived. Keys come in any case; unknown ones are passed over, the first of two wins.
  public init?(answer: [UInt8]) {
    var bytes = answer.prefix(Self.bytesMax)
    if bytes.count >= 2, bytes[0] < 0x20 || bytes[1] < 0x20 {
      let lengths = [Int(bytes[0]) << 8 | Int(bytes[1]), Int(bytes[1]) << 8 | Int(bytes[0])]
      let length = lengths.first { $0 >= 3 && $0 <= answer.count } ?? answer.count
      bytes = bytes.prefix(length).dropFirst(2)
    }
    self.init(text: String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self))
  }

  /// Reads the text of an answer, as the kernel shows it in `ieee1284_id`.
  public init?(text: String) {
    var values: [String: String] = [:]
    // By scalars: a combining mark behind a separator would hide it inside a letter.
    for pair in text.unicodeScalars.split(separator: ";") {
      guard let colon = pair.firstIndex(of: ":") else { continue }
      let key = Self.plain(pair[..<colon]).uppercased()
      let value = Self.plain(pair[pair.index(after: colon)...])
      if !value.isEmpty, values[key] == nil { values[key] = value }
    }
    func first(_ keys: String...) -> String? { keys.lazy.compactMap { values[$0] }.first }
    let maker = first("MFG", "MANUFACTURER")
    let model = first("MDL", "MODEL", "DES", "DESCRIPTION")
    guard maker != nil || model != nil else { return nil }
    self.maker = maker ?? ""
    self.model = model ?? ""
    let commands = first("CMD", "COMMAND SET") ?? ""
    self.commands = commands.unicodeScalars.split(separator: ",").map { Self.plain($0) }
      .filter { !$0.isEmpty }
    serial = first("SN", "SERN", "SERIALNUMBER")
  }

  /// Whether it says that it understands the commands of receipt printers.
  public var speaksEscPos: Bool {
    commands.contains { word in
      let letters = word.uppercased().filter { $0.isLetter }
      return letters.hasPrefix("ESCPOS")
    }
  }

  /// A device is not believed to send text: control characters go, and length is bounded.
  static func plain(_ text: some StringProtocol) -> String {
    plain(text.unicodeScalars)
  }

  private static func plain(_ text: some Sequence<Unicode.Scalar>) -> String {
    let kept = text.filter { $0.value >= 0x20 && $0.value != 0x7F && $0.value < 0xFFFD }
    let blank: (Unicode.Scalar) -> Bool = { $0 == " " }
    let words = kept.prefix(80).drop(while: blank)
    let end = words.lastIndex { !blank($0) }.map { $0 + 1 } ?? words.startIndex
    return String(String.UnicodeScalarView(words[words.startIndex..<end]))
  }
}
