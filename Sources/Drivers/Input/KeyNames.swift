/// The keys that scanners type and keypads have, by the names of linux/input-event-codes.h.
public enum KeyNames {
  /// `kpenter` for KEY_KPENTER; `nil` for a code no profile can name.
  public static func name(of code: UInt16) -> String? { byCode[code] }

  /// The code of a name in lower case, without `KEY_`.
  public static func code(of name: String) -> UInt16? { codes[name] }

  /// Every name, in the order of the codes.
  public static var all: [String] { codes.sorted { $0.value < $1.value }.map(\.key) }

  /// What a key types on the US layout that scanners use, without and with Shift.
  static func signs(of code: UInt16) -> (plain: UInt8, shifted: UInt8)? { typed[code] }

  static let enter: UInt16 = 28
  static let tab: UInt16 = 15
  static let keypadEnter: UInt16 = 96
  static let shifts: Set<UInt16> = [42, 54]
  /// Ctrl, Alt, Meta: with them a key types no sign.
  static let modifiers: Set<UInt16> = [29, 56, 97, 100, 125, 126]
  /// Caps, Num and Scroll Lock, which some scanners press around a scan.
  static let locks: Set<UInt16> = [58, 69, 70]

  private static let rows: [(first: UInt16, plain: String, shifted: String)] = [
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", "ASDFGHJKL:\"~"),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
    // The keypad types its digits whatever Num Lock says: a scanner means digits.
    (71, "789-456+1230.", "789-456+1230."),
    (55, "*", "*"), (98, "/", "/"),
  ]

  private static let typed: [UInt16: (plain: UInt8, shifted: UInt8)] = {
    var typed: [UInt16: (plain: UInt8, shifted: UInt8)] = [:]
    for row in rows {
      for (place, signs) in zip(row.plain.utf8, row.shifted.utf8).enumerated() {
        typed[row.first + UInt16(place)] = signs
      }
    }
    return typed
  }()

  private static let codes: [String: UInt16] = {
    var codes: [String: UInt16] = [
      "esc": 1, "minus": 12, "equal": 13, "backspace": 14, "tab": 15, "enter": 28, "space": 57,
      "f11": 87, "f12": 88, "kpenter": 96, "kpslash": 98, "kpasterisk": 55, "kpminus": 74,
      "kpplus": 78, "kpdot": 83, "home": 102, "up": 103, "pageup": 104, "left": 105, "right": 106,
      "end": 107, "down": 108, "pagedown": 109, "insert": 110, "delete": 111, "comma": 51,
      "dot": 52, "slash": 53, "numlock": 69,
    ]
    for (place, digit) in "1234567890".enumerated() { codes[String(digit)] = 2 + UInt16(place) }
    for (place, number) in (1...10).enumerated() { codes["f\(number)"] = 59 + UInt16(place) }
    for (first, letters) in [(16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm")] {
      for (place, letter) in letters.enumerated() { codes[String(letter)] = UInt16(first + place) }
    }
    for (first, digits) in [(71, "789"), (75, "456"), (79, "1230")] {
      for (place, digit) in digits.enumerated() { codes["kp\(digit)"] = UInt16(first + place) }
    }
    return codes
  }()

  private static let byCode = Dictionary(
    codes.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
}
