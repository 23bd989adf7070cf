import Dossiers
import FaultDisk
import Store
import Ticketing

@testable import Drivers
@testable import halld

/// A scanner: receipts, slips, identity cards, rubbish, and a cable that is pulled out in the middle.
final class Scanner: HallActor, @unchecked Sendable {
  let name = "scanners"
  private var random: SeededRandom
  private var isAtWork = false
  private var events = KeyEventReader()
  private var reader = KeyReader()
  /// What was held under it as a whole, and must come out so.
  private var awaited: (text: String, reading: ScanReading)?

  init(at place: String, seed: UInt64) {
    random = SeededRandom(seed: seed, for: "scanner-\(place)")
  }

  func begin(day: Int, in world: World) {
    guard !isAtWork else { return }
    isAtWork = true
    work(world)
  }

  private func work(_ world: World) {
    world.time.after(seconds: random.gap(mean: 300)) { self.work(world) }
    guard let machine = world.machine, !machine.isDead else { return }
    // What was left half done is over since long.
    hear([], world)
    let (text, reading) = something(machine, world)
    let bytes = KeyBytes.typed(text)
    switch random.within(0...9) {
    case 0:
      // Pulled out in the middle: what comes next begins anew.
      hear(bytes.prefix(random.within(0...bytes.count)), world)
      events = KeyEventReader()
      reader.reset()
    case 1:
      // Held away in the middle: half of it is nothing, and the pause ends it.
      let events = max(0, bytes.count / KeyEventReader.size - 4)
      hear(bytes.prefix(random.within(0...events) * KeyEventReader.size), world)
    case 2:
      // The kernel ends what it has thrown away with a report.
      let events = bytes.count / KeyEventReader.size - 1
      let cut = random.within(0...events) * KeyEventReader.size
      hear(bytes.prefix(cut) + KeyBytes.dropped + bytes.dropFirst(cut), world)
    default:
      awaited = (text, reading)
      hear(bytes[...], world)
      if awaited != nil { world.complain("a scan of \(text.utf8.count) signs came to nothing") }
    }
  }

  /// What somebody holds under it, and what the screen may learn of that.
  private func something(_ machine: Machine, _ world: World) -> (String, ScanReading) {
    let number = random.within(0...99)
    if number < 35, let code = world.record.dossierCodes.randomElement(using: &random) {
      let isLink = random.chance(50)
      return (
        isLink ? "https://hall.example/lookup#code=\(code)&proof=AB12-CD34" : code,
        .dossier(code: code, proof: isLink ? "AB12-CD34" : nil)
      )
    }
    if number < 60, let ticket = world.crowd.tickets.suffix(20).randomElement(using: &random) {
      let token = machine.store.tokens.token(of: ticket)
      return (random.chance(50) ? "https://hall.example/t/\(token)" : token, .ticket(token: token))
    }
    if number < 85 {
      let card = world.cards.next(&random)
      return (card, .refused("identity-card"))
    }
    if number < 97 { return ("4001686390049", .refused("scan-unknown")) }
    let endless = String(repeating: "x", count: random.within(513...700))
    return (endless, .refused("scan-unreadable"))
  }

  private func hear(_ bytes: ArraySlice<UInt8>, _ world: World) {
    let now = world.time.instant
    var scans: [KeyReader.Scan] = []
    if let ended = reader.passTime(to: now) { scans.append(ended) }
    for news in events.read(bytes) { scans += reader.read(news, at: now) }
    for scan in scans { read(scan, world) }
  }

  private func read(_ scan: KeyReader.Scan, _ world: World) {
    guard let machine = world.machine, !machine.isDead else { return awaited = nil }
    let code = PlannedHall.code
    let tokens = machine.store.tokens
    let reading = ScanReading(
      scan, code: { world.scenario.sabotage == .readCard ? $0 : try? code.read($0).text },
      isTicket: { tokens.ticket(of: $0) != nil })
    world.tally.scans += 1
    let expected = awaited
    awaited = nil
    if let expected {
      guard reading == expected.reading else {
        return world.complain("a scan was read as \(Self.kind(reading)), not \(expected.reading)")
      }
    } else if case .dossier(let code, _) = reading, !world.record.dossierCodes.contains(code) {
      return world.complain("half a scan was read as a dossier's code")
    }
    if world.scenario.sabotage == .keptCard, reading == .refused("identity-card") {
      return keep(scan, machine, world)
    }
    open(reading, machine, world)
  }

  /// What must never be done: writes down who somebody is.
  private func keep(_ scan: KeyReader.Scan, _ machine: Machine, _ world: World) {
    guard case .text(let card) = scan else { return }
    world.thread.start {
      try? await machine.store.put(
        Account(name: card, role: Role.officer.rawValue, counters: [], passwordHash: "-"),
        by: .system, at: machine.clock.now())
    }
  }

  /// The kiosk's screen does what it was told.
  private func open(_ reading: ScanReading, _ machine: Machine, _ world: World) {
    switch reading {
    case .dossier(let code, _):
      let faults = world.disk.faults
      do {
        guard try machine.store.dossier(code: code) == nil else { return }
        world.complain("dossier \(code) was scanned and is not found")
      } catch {
        if world.disk.faults == faults { world.complain("\(code) cannot be looked up: \(error)") }
      }
    case .ticket(let token):
      guard let ticket = machine.store.tokens.ticket(of: token) else { return }
      if world.crowd.people[ticket] == nil { world.complain("a slip opened nobody's number") }
    case .refused: break
    }
  }

  // A card that was taken for something else shall not stand in a test's output either.
  private static func kind(_ reading: ScanReading) -> String {
    switch reading {
    case .dossier: "a dossier"
    case .ticket: "a slip"
    case .refused(let code): code
    }
  }
}

/// Identity cards of people who do not exist; all of them are to be forgotten.
struct Cards {
  private(set) var numbers: [String] = []

  /// The first of these numbers that stands in some bytes, as a file has them.
  func found(in bytes: [UInt8]) -> String? {
    let all = Set(numbers)
    return bytes.withUnsafeBufferPointer { bytes in
      // Twelve digits cannot lie between two places that are twelve apart.
      var place = Self.digits - 1
      while place < bytes.count {
        defer { place += Self.digits }
        guard Self.isDigit(bytes[place]) else { continue }
        var first = place
        while first > 0, Self.isDigit(bytes[first - 1]) { first -= 1 }
        while place + 1 < bytes.count, Self.isDigit(bytes[place + 1]) { place += 1 }
        guard place - first + 1 >= Self.digits else { continue }
        for start in first...(place + 1 - Self.digits) {
          let text = String(decoding: bytes[start..<(start + Self.digits)], as: UTF8.self)
          if all.contains(text) { return text }
        }
      }
      return nil
    }
  }

  private static let digits = 12

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// A card's QR code, or its number alone.
  mutating func next(_ random: inout SeededRandom) -> String {
    let number = "0" + (0..<11).map { _ in "\(random.within(0...9))" }.joined()
    numbers.append(number)
    return switch random.within(0...2) {
    case 0: number
    case 1: "\(number)|012345678|Nguyen Van Mo Phong|01011990|Nam|Hue|25042021"
    default: "\(number)||Tran Thi Mo Phong|02021985|Nu|Lai Chau|25042021"
    }
  }
}
