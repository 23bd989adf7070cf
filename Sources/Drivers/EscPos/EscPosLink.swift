/// What lies between us and one ESC/POS printer: what it said, what it owes us and what we owe it.
///
/// Pure, as is `SlipTransfer`: bytes and failures go in, knowledge comes out. Whoever has a transport
/// turns it.
struct EscPosLink: Hashable, Sendable {
  let traits: EscPosTraits
  private var reader = StatusReader()
  private(set) var picture = StatusPicture()
  /// Questions of `DLE EOT` without an answer yet, oldest first.
  private var asked: [Int] = []
  /// Questions of `GS r` without an answer yet. One that comes late must not speak for a later slip.
  private(set) var owed = 0
  /// Answers of `GS r` and of `DLE EOT` heard so far.
  private(set) var answers = 0
  private(set) var realTimeAnswers = 0
  /// Words heard that no question explains; while they come, nothing is taken for evidence.
  private(set) var rubbish = 0
  /// Bytes that must go first: the printer waits for the rest of a command.
  private(set) var debt: [UInt8] = []
  /// A slip that was torn, until it is cut off.
  private var torn: Torn?
  private var mustEnableStatus = true
  /// Automatic status was switched on and has not come yet; only where nothing else is asked.
  private var awaitsFirstStatus = false

  private struct Torn: Hashable, Sendable {
    var largestBand: Int
    var hasInk: Bool
  }

  init(_ traits: EscPosTraits) { self.traits = traits }

  var state: PrinterState { picture.state(traits) }
  var hasOpenQuestions: Bool { !asked.isEmpty || awaitsFirstStatus }
  /// It should have said something by now, and no other question will tell.
  var isSilentAgainstItsKind: Bool {
    !traits.answers && !traits.isMute && !picture.hasSpoken
  }

  /// The device was opened anew: it may have been reset, or wait for bytes that got lost on the way.
  mutating func opened() {
    reader.reset()
    picture = StatusPicture()
    asked = []
    owed = 0
    mustEnableStatus = true
    debt = torn.map(ending) ?? []
  }

  /// A process before this one ended while it was sending: nobody knows after which byte.
  mutating func mayBeTorn(bytesPerRow: Int) {
    let torn = Torn(largestBand: traits.bandRows * bytesPerRow, hasInk: true)
    self.torn = torn
    debt = ending(torn)
  }

  // Zeros complete a raster command with white, and are nothing between commands.
  private func ending(_ torn: Torn) -> [UInt8] {
    [UInt8](repeating: 0, count: 8 + torn.largestBand) + EscPos.initialise
      + (torn.hasInk ? tearOff : [])
  }

  /// Takes in what the device said.
  mutating func hear(_ bytes: [UInt8]) {
    for byte in bytes {
      switch reader.read(byte) {
      case nil: break
      case .automatic(let status):
        awaitsFirstStatus = false
        picture.learn(status)
      case .realTime(let byte):
        // Dots of a picture can look like the question: answers to them tell nothing.
        guard !asked.isEmpty else { break }
        realTimeAnswers += 1
        picture.learn(byte, question: asked.removeFirst())
      case .answer(let byte):
        guard owed > 0 else {
          rubbish += 1
          break
        }
        owed -= 1
        answers += 1
        // Only this proves that the debt arrived: a broken line takes bytes too.
        if owed == 0, debt.isEmpty { torn = nil }
        picture.learnPaper(byte)
      case .rubbish: rubbish += 1
      }
    }
  }

  mutating func hear(_ port: PortStatus?) { picture.learn(port) }

  /// The questions that are answered at any time, preceded by the wish to be told of changes.
  mutating func questions() -> [UInt8] {
    var bytes: [UInt8] = []
    if mustEnableStatus, traits.automaticStatus {
      bytes += EscPos.automaticStatus
      awaitsFirstStatus = !traits.realTimeStatus
    }
    mustEnableStatus = false
    if traits.realTimeStatus {
      asked = [1, 2, 3, 4]
      bytes += EscPos.askInRealTime
    }
    return bytes
  }

  /// Questions that were not answered in time are no longer waited for.
  mutating func giveUpQuestions() {
    asked = []
    awaitsFirstStatus = false
  }

  /// A question of `GS r` has left.
  mutating func askedForPaper() { owed += 1 }

  /// It answered later questions and then fell silent: the older answers got lost.
  mutating func forgetOwed() { owed = 0 }

  /// The printer took this many bytes of the debt.
  mutating func paid(_ count: Int) {
    debt.removeFirst(min(count, debt.count))
  }

  /// Another slip has gone whole.
  mutating func handedOver() { torn = nil }

  /// A few bytes were cut short; the rest goes before anything else.
  mutating func owe(_ bytes: some Collection<UInt8>) { debt += bytes }

  /// A slip ended after `sent` of its bytes; what is out of it is cut off before the next one.
  mutating func tore(_ slip: EscPosSlip, after sent: Int) {
    guard sent > 0, sent < slip.bytes.count else { return }
    debt += slip.rest(from: sent)
    // The question at its end was begun, and the rest of it is among the debt.
    if traits.answers, sent > slip.bytes.count - EscPos.askForPaper.count { owed += 1 }
    let hasInk = sent > slip.inkStart
    if hasInk { debt += tearOff }
    torn = Torn(largestBand: slip.largestBand, hasInk: hasInk)
  }

  private var tearOff: [UInt8] {
    // Without a cutter, a finger's breadth between the torn slip and the next.
    traits.cut == .none ? EscPos.feed(dots: 160) : EscPos.cut(traits.cut)
  }
}
