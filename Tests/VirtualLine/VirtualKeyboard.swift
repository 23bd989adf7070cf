internal import Glibc

/// A scanner or keypad on a pseudo terminal: says what the kernel's evdev interface would say.
public final class VirtualKeyboard {
  public let line: PseudoTerminal

  public init(on line: PseudoTerminal) { self.line = line }

  /// Types letters, digits, `-`, `_`, `.` and `|` as a scanner does, then Enter.
  public func scan(_ text: String, end: Bool = true) {
    for sign in text.utf8 {
      let isShifted = (0x41...0x5A).contains(sign) || "|_".utf8.contains(sign)
      if isShifted { key(42, 1) }
      press(Self.codes[(0x41...0x5A).contains(sign) ? sign | 0x20 : sign] ?? 183)
      if isShifted { key(42, 0) }
    }
    if end { press(28) }
  }

  /// One key down and up, by its code in linux/input-event-codes.h.
  public func press(_ code: UInt16) {
    key(code, 1)
    key(code, 0)
  }

  private func key(_ code: UInt16, _ value: Int32) {
    event(1, code, value)
    event(0, 0, 0)
  }

  /// `struct input_event`: two times of 64 bits, type, code, value.
  private func event(_ type: UInt16, _ code: UInt16, _ value: Int32) {
    var bytes = [UInt8](repeating: 0, count: 16)
    withUnsafeBytes(of: type.littleEndian) { bytes += $0 }
    withUnsafeBytes(of: code.littleEndian) { bytes += $0 }
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    line.write(bytes)
  }

  private static let codes: [UInt8: UInt16] = {
    var codes: [UInt8: UInt16] = [
      UInt8(ascii: "."): 52, UInt8(ascii: "|"): 43, UInt8(ascii: "_"): 12,
    ]
    for (first, signs) in [
      (2, "1234567890-"), (16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm"),
    ] {
      for (place, sign) in signs.utf8.enumerated() { codes[sign] = UInt16(first + place) }
    }
    return codes
  }()
}
