/// A ticket printer made of rules: bytes go in, paper and words of status come out.
///
/// It has a roll that ends, a cover, a cutter that jams, a buffer that fills and a mechanism that takes
/// its time; it can die, fall silent, lie and talk nonsense. Time is what the caller says it is.
public struct VirtualPrinter: Sendable {
  /// How this one is built.
  public struct Build: Hashable, Sendable {
    public var dotsPerLine = 576
    public var bufferBytes: Int
    /// Rows a second, 0 for a mechanism that needs no time; 1,600 are 200 mm.
    public var rowsPerSecond: Int
    /// Bytes a second that its interface takes, 0 for all.
    public var bytesPerSecond: Int
    /// Rows between the head and the cutter.
    public var rowsToCutter = 100
    /// Rows of paper at which the near-end sensor sees the core.
    public var nearEndRows = 40_000
    public var answersStatus = true
    public var answersRealTime = true
    public var tellsChanges = true

    public init(bufferBytes: Int = 65_536, rowsPerSecond: Int = 0, bytesPerSecond: Int = 0) {
      self.bufferBytes = bufferBytes
      self.rowsPerSecond = rowsPerSecond
      self.bytesPerSecond = bytesPerSecond
    }

    /// One that speaks only some of its languages.
    public init(answersStatus: Bool, answersRealTime: Bool, tellsChanges: Bool) {
      self.init()
      self.answersStatus = answersStatus
      self.answersRealTime = answersRealTime
      self.tellsChanges = tellsChanges
    }
  }

  public let build: Build
  /// All paper that is out, the oldest first.
  public private(set) var papers: [VirtualPaper] = []
  /// What hangs at the head, not cut yet.
  public private(set) var strip: VirtualPaper
  public private(set) var complaints: [EscPosInterpreter.Complaint] = []
  /// Bytes that were taken since it exists.
  public private(set) var received = 0

  // MARK: What can be wrong with it

  /// Rows left on the roll.
  public private(set) var paperRows = 1_000_000
  public private(set) var isCoverOpen = false
  public private(set) var isCutterJammed = false
  /// The next cut jams the cutter.
  public var cutterJamsNext = false
  /// Something that happens by itself once this many more rows were printed.
  public var misfortune: (rows: Int, what: Misfortune)?
  public enum Misfortune: Hashable, Sendable { case coverOpens, fallsSilent }
  /// It is dead after this many more bytes.
  public var diesAfter: Int?
  /// It takes this many more bytes and then, though nothing seems wrong, no more (NAK).
  public var stopsTakingAfter: Int?
  public private(set) var isDead = false
  /// Says nothing whatever happens.
  public var isSilent = false
  /// Says that all is well and that it has printed, and prints nothing without paper.
  public var lies = false
  /// Talks nonsense between its words, as this seed has it.
  public var nonsense: UInt64?
  /// Loses bytes when its buffer is full, as cheap ones do, instead of letting the computer wait.
  public var losesBytesWhenFull = false

  private var interpreter: EscPosInterpreter
  private var window: (UInt8, UInt8) = (0, 0)
  private var words: [UInt8] = []
  private var told: UInt8 = 0
  private var lastTold: [UInt8] = []
  private var feedLeft = 0
  private var cutLeft: EscPosInterpreter.Cut?
  private var now: Duration = .zero
  private var rowBudget = 0.0
  private var byteBudget = 0.0

  public init(_ build: Build = Build()) {
    self.build = build
    interpreter = EscPosInterpreter(dotsPerLine: build.dotsPerLine)
    strip = VirtualPaper(bytesPerRow: build.dotsPerLine / 8)
  }

  public var isPaperOut: Bool { paperRows <= 0 }
  public var isNearEnd: Bool { paperRows <= build.nearEndRows }
  public var isOffline: Bool { isPaperOut || isCoverOpen || isCutterJammed }
  /// Bytes that it took and has not worked off.
  public var buffered: Int { interpreter.waiting }
  /// All that it took is done.
  public var isDone: Bool { interpreter.isAtRest && feedLeft == 0 && cutLeft == nil }

  /// The answer to GET_PORT_STATUS of the USB printer class.
  public var portStatus: UInt8 {
    if lies { return 0x18 }
    return (isPaperOut ? 0x20 : 0) | 0x10 | (isOffline ? 0 : 0x08)
  }
}

// MARK: - The computer's side

extension VirtualPrinter {
  /// Takes bytes at this time and says how many: fewer than offered when there is no room.
  public mutating func take(_ bytes: some Collection<UInt8>, at time: Duration) -> Int {
    advance(to: time)
    var taken = 0
    for byte in bytes {
      if isDead || stopsTakingAfter == 0 { break }
      if build.bytesPerSecond > 0, byteBudget < 1 { break }
      let isFull = interpreter.waiting >= build.bufferBytes
      if isFull, !losesBytesWhenFull { break }
      taken += 1
      received += 1
      byteBudget -= 1
      stopsTakingAfter? -= 1
      noticeRealTime(byte)
      if !isFull { interpreter.take(CollectionOfOne(byte)) }
      if interpreter.waiting >= 4_096 { work() }
      if let left = diesAfter {
        diesAfter = left - 1
        if left <= 1 { isDead = true }
      }
    }
    work()
    return taken
  }

  /// Whether it would take a byte at this time.
  public mutating func hasRoom(at time: Duration) -> Bool {
    advance(to: time)
    return !isDead && stopsTakingAfter != 0
      && (build.bytesPerSecond == 0 || byteBudget >= 1)
      && (losesBytesWhenFull || interpreter.waiting < build.bufferBytes)
  }

  /// What it has said since the last time.
  public mutating func takeWords() -> [UInt8] {
    defer { words = [] }
    return words
  }

  /// Lets the mechanism run until this time.
  public mutating func advance(to time: Duration) {
    let passed = max(.zero, time - now) / .seconds(1)
    now = max(now, time)
    rowBudget = min(rowBudget, 1) + passed * Double(build.rowsPerSecond)
    byteBudget = min(byteBudget + passed * Double(build.bytesPerSecond), 4_096)
    work()
  }
}

// MARK: - The hands of people

extension VirtualPrinter {
  /// Leaves this many rows on the roll; 0 is no paper.
  public mutating func leavePaper(rows: Int) { change { $0.paperRows = rows } }

  /// Puts a full roll in; what was printed on the old one is a piece of its own.
  public mutating func loadPaper(rows: Int = 1_000_000) {
    if isPaperOut { endPaper(.ranOut) }
    change { $0.paperRows = rows }
  }

  public mutating func openCover() { change { $0.isCoverOpen = true } }
  public mutating func closeCover() { change { $0.isCoverOpen = false } }
  public mutating func jamCutter() { change { $0.isCutterJammed = true } }
  public mutating func freeCutter() { change { $0.isCutterJammed = false } }

  /// Switched off and on: it forgets everything but its paper.
  public mutating func restart() {
    isDead = false
    diesAfter = nil
    stopsTakingAfter = nil
    interpreter.forget()
    feedLeft = 0
    cutLeft = nil
    told = 0
    words = []
  }

  private mutating func change(_ what: (inout VirtualPrinter) -> Void) {
    what(&self)
    tellChange()
    work()
  }
}

// MARK: - The mechanism

extension VirtualPrinter {
  private mutating func work() {
    while !isDead, !isOffline || lies {
      if feedLeft > 0 {
        guard move([]) else { return }
        feedLeft -= 1
      } else if let cut = cutLeft {
        perform(cut)
      } else {
        guard build.rowsPerSecond == 0 || rowBudget >= 1 else { return }
        guard let event = interpreter.next() else { return }
        follow(event)
      }
    }
  }

  private mutating func follow(_ event: EscPosInterpreter.Event) {
    switch event {
    case .initialise, .nothing: break
    case .row(let row): _ = move(row)
    case .feed(let rows): feedLeft = rows
    case .cut(let cut): cutLeft = cut
    case .automaticStatus(let kinds):
      guard build.tellsChanges else { return }
      told = kinds
      if kinds != 0 {
        lastTold = automaticStatus
        say(lastTold)
      }
    case .ask(let question):
      guard build.answersStatus else { return }
      let paper: UInt8 = lies ? 0 : (isNearEnd ? 0x03 : 0) | (isPaperOut ? 0x0C : 0)
      say([question == 1 ? paper : 0])
    case .complaint(let complaint): complaints.append(complaint)
    }
  }

  /// Moves the paper by one row with these dots; `false` when the mechanism needs time.
  private mutating func move(_ dots: [UInt8]) -> Bool {
    if build.rowsPerSecond > 0 {
      guard rowBudget >= 1 else { return false }
      rowBudget -= 1
    }
    guard !isPaperOut else { return true }
    strip.rows += dots
    strip.rows += [UInt8](repeating: 0, count: strip.bytesPerRow - dots.count)
    let (wasNear, wasOut) = (isNearEnd, isPaperOut)
    paperRows -= 1
    if let (rows, what) = misfortune {
      misfortune = rows > 1 ? (rows - 1, what) : nil
      if rows <= 1 { suffer(what) }
    }
    if (wasNear, wasOut) != (isNearEnd, isPaperOut) { tellChange() }
    return true
  }

  private mutating func suffer(_ what: Misfortune) {
    switch what {
    case .coverOpens:
      isCoverOpen = true
      tellChange()
    case .fallsSilent: isSilent = true
    }
  }

  private mutating func perform(_ cut: EscPosInterpreter.Cut) {
    if cutterJamsNext {
      cutterJamsNext = false
      change { $0.isCutterJammed = true }
      return
    }
    cutLeft = nil
    if cut.feedsRows == nil,
      strip.rows.suffix(build.rowsToCutter * strip.bytesPerRow).contains(where: { $0 != 0 })
    {
      complaints.append(.init(offset: received, sentence: "a cut through what was just printed"))
    }
    endPaper(cut.isFull ? .cut : .partlyCut)
  }

  private mutating func endPaper(_ ending: VirtualPaper.Ending) {
    guard !strip.rows.isEmpty else { return }
    strip.ending = ending
    papers.append(strip)
    strip = VirtualPaper(bytesPerRow: strip.bytesPerRow)
  }
}

// MARK: - Its words

extension VirtualPrinter {
  private var automaticStatus: [UInt8] {
    if lies { return [0x10, 0, 0, 0] }
    return [
      0x10 | (isOffline ? 0x08 : 0) | (isCoverOpen ? 0x20 : 0), isCutterJammed ? 0x08 : 0,
      (isNearEnd ? 0x03 : 0) | (isPaperOut ? 0x0C : 0), 0,
    ]
  }

  private mutating func tellChange() {
    let status = automaticStatus
    guard told != 0, status != lastTold else { return }
    lastTold = status
    say(status)
  }

  // Real printers look for the question in all that arrives, also among the dots of a picture.
  private mutating func noticeRealTime(_ byte: UInt8) {
    defer { window = (window.1, byte) }
    guard window == (0x10, 0x04), (1...4).contains(byte), build.answersRealTime else { return }
    var answer: UInt8 = 0x12
    if !lies {
      switch byte {
      case 1: if isOffline { answer |= 0x08 }
      case 2:
        if isCoverOpen { answer |= 0x04 }
        if isPaperOut { answer |= 0x20 }
        if isCutterJammed { answer |= 0x40 }
      case 3: if isCutterJammed { answer |= 0x08 }
      default:
        if isNearEnd { answer |= 0x0C }
        if isPaperOut { answer |= 0x60 }
      }
    }
    say([answer])
  }

  private mutating func say(_ bytes: [UInt8]) {
    guard !isSilent, !isDead else { return }
    if var seed = nonsense {
      for _ in 0..<(seed % 5) {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        words.append(UInt8(truncatingIfNeeded: seed >> 33))
      }
      nonsense = seed &* 6_364_136_223_846_793_005 &+ 1
    }
    words += bytes
  }
}
