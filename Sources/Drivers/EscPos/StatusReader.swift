/// Tells apart what an ESC/POS printer says: everything comes mixed in one stream of bytes.
///
/// The fixed bits decide. Automatic status begins with a byte 0xx1_xx00 and goes on with three bytes
/// 0xx0_xxxx; an answer to `DLE EOT` is 0xx1_xx10; one to `GS r` is a lone 0xx0_xxxx.
struct StatusReader: Hashable, Sendable {
  enum Word: Hashable, Sendable {
    case automatic(AutomaticStatus)
    /// An answer to `DLE EOT`; which of the questions it answers only their order tells.
    case realTime(UInt8)
    /// What can only be an answer to `GS r`.
    case answer(UInt8)
    /// No printer says this: noise on the line, or another kind of device.
    case rubbish(UInt8)
  }

  /// The beginning of an automatic status of which bytes are missing.
  private var begun: [UInt8] = []

  /// The word that ends with this byte, if one does.
  mutating func read(_ byte: UInt8) -> Word? {
    // XON and XOFF of serial converters say nothing about the printer.
    if byte == 0x11 || byte == 0x13 { return nil }
    if byte & 0x90 == 0 {
      guard !begun.isEmpty else { return .answer(byte) }
      begun.append(byte)
      guard begun.count == 4 else { return nil }
      defer { begun = [] }
      return .automatic(AutomaticStatus(begun[0], begun[1], begun[2]))
    }
    // Four bytes come in one piece: something else between them means that some were lost.
    let wasBroken = !begun.isEmpty
    begun = []
    switch byte & 0x93 {
    case 0x10:
      begun = [byte]
      return wasBroken ? .rubbish(byte) : nil
    case 0x12: return .realTime(byte)
    default: return .rubbish(byte)
    }
  }

  /// A new connection begins: what was half said is forgotten.
  mutating func reset() { begun = [] }
}

/// The four bytes of `GS a`; the fourth says nothing that all makers agree on.
struct AutomaticStatus: Hashable, Sendable {
  var isOffline: Bool
  var isCoverOpen: Bool
  var hasCutterError: Bool
  /// Needs its power switched, or recovers by itself.
  var hasOtherError: Bool
  var isNearEnd: Bool
  var isPaperOut: Bool

  init(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    isOffline = first & 0x08 != 0
    isCoverOpen = first & 0x20 != 0
    hasCutterError = second & 0x08 != 0
    hasOtherError = second & 0x64 != 0
    isNearEnd = third & 0x03 != 0
    isPaperOut = third & 0x0C != 0
  }
}

/// What is known of a printer, gathered from all it says; the newest word on each point holds.
struct StatusPicture: Hashable, Sendable {
  private(set) var hasSpoken = false
  private var isOffline = false
  private var isCoverOpen = false
  private var isPaperOut = false
  private var isNearEnd = false
  private var hasCutterError = false
  private var hasOtherError = false
  private var port: PortStatus?

  mutating func learn(_ status: AutomaticStatus) {
    hasSpoken = true
    isOffline = status.isOffline
    isCoverOpen = status.isCoverOpen
    isPaperOut = status.isPaperOut
    isNearEnd = status.isNearEnd
    hasCutterError = status.hasCutterError
    hasOtherError = status.hasOtherError
  }

  /// An answer to `DLE EOT` and the question, 1 to 4, that it answers.
  mutating func learn(_ byte: UInt8, question: Int) {
    hasSpoken = true
    switch question {
    case 1: isOffline = byte & 0x08 != 0
    case 2:
      isCoverOpen = byte & 0x04 != 0
      if byte & 0x20 != 0 { isPaperOut = true }
    case 3:
      hasCutterError = byte & 0x08 != 0
      hasOtherError = byte & 0x60 != 0
    default:
      isNearEnd = byte & 0x0C != 0
      isPaperOut = byte & 0x60 != 0
    }
  }

  /// An answer to `GS r 1`: the paper, and that the printer works.
  mutating func learnPaper(_ byte: UInt8) {
    hasSpoken = true
    isNearEnd = byte & 0x03 != 0
    isPaperOut = byte & 0x0C != 0
  }

  mutating func learn(_ port: PortStatus?) { self.port = port }

  /// The one word for it; `unknown` as long as it has said nothing.
  func state(_ traits: EscPosTraits) -> PrinterState {
    if isCoverOpen { return .coverOpen }
    if isPaperOut || port?.isPaperEmpty == true { return .paperOut }
    if hasCutterError { return .cutterJammed }
    if hasOtherError || isOffline { return .offline }
    // A printer that speaks for itself is believed more than the byte of its port.
    if !hasSpoken { return port?.hasError == true ? .offline : .unknown }
    return isNearEnd && traits.nearEndSensor ? .paperLow : .ready
  }
}
