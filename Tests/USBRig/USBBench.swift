import Foundation
import Synchronization
public import VirtualPrinter

/// Virtual printers on the ports of a bus, with hands that open covers and pull cables.
public final class USBBench: Sendable {
  /// A printer and the port it is plugged into.
  public struct Place: Sendable {
    public var printer: VirtualPrinter
    public var device: VirtualUSBDevice
    public var isPlugged = false
    /// The cable comes out after this many more bytes.
    public var unplugsAfter: Int?
    /// Bytes a second that its interface takes; 0 for all.
    public var bytesPerSecond = 0
    /// All bytes it ever took.
    public var bytes: [UInt8] = []
    /// Overrules what the printer would answer on the control pipe.
    public var portAnswer: PortAnswer?

    /// Bytes that the bus may pass on without asking again.
    fileprivate var credit = 0
    fileprivate var pace = 0.0
    fileprivate var told: PortAnswer?
    fileprivate var pulls = false
    /// Somebody's hand is at it: no credit is given before what was given is counted.
    fileprivate var isHeld = false
  }

  public let bus: any VirtualUSBBus
  private let places: Mutex<[Int: Place]>
  private let start = ContinuousClock.now
  private let stops = Atomic(false)

  public init(_ bus: any VirtualUSBBus) {
    self.bus = bus
    places = Mutex([:])
    bus.begin { [weak self] port, bytes in self?.take(bytes, on: port) }
    // The printers' own time; the thread goes with the bench.
    Thread.detachNewThread { [weak self] in
      while self?.tick() == true { usleep(2_000) }
    }
  }

  /// Ends the printers' time.
  public func close() { stops.store(true, ordering: .releasing) }

  public func plug(
    _ device: VirtualUSBDevice = .printer(), _ printer: VirtualPrinter = VirtualPrinter(),
    into port: Int
  ) throws {
    places.withLock { $0[port] = Place(printer: printer, device: device) }
    try plugAgain(port)
  }

  /// Plugs in again what was there, its paper as it was.
  public func plugAgain(_ port: Int) throws {
    guard let device = self[port]?.device else { throw RigTrouble("nothing was ever at \(port)") }
    try bus.plug(device, into: port)
    change(port) {
      $0.printer.restart()
      $0.isPlugged = true
      ($0.credit, $0.told, $0.unplugsAfter, $0.pulls) = (0, nil, nil, false)
    }
  }

  public func unplug(_ port: Int) throws {
    update(port) { $0.isPlugged = false }
    try bus.unplug(port)
  }

  /// Two printers change their ports, paper and all.
  public func swap(_ one: Int, _ other: Int) throws {
    try unplug(one)
    try unplug(other)
    // What was taken before belongs to the printer that took it.
    settle()
    places.withLock { places in
      (places[one], places[other]) = (places[other], places[one])
    }
    try plugAgain(one)
    try plugAgain(other)
  }

  /// A printer as it is when all that was sent has arrived.
  public subscript(port: Int) -> Place? {
    settle()
    return places.withLock { $0[port] }
  }

  /// Somebody does something to a printer; returns when the driver can see what comes of it.
  public func change(_ port: Int, _ hand: (inout Place) -> Void) {
    // What was promised before is taken back first, so that a fault begins at the byte it names.
    update(port) { $0.isHeld = true }
    bus.withdraw(from: port)
    settle()
    update(port) {
      ($0.credit, $0.isHeld) = (0, false)
      hand(&$0)
    }
    settle()
  }

  /// Returns when all bytes that the driver got rid of have reached their printers.
  public func settle() { bus.settle() }

  private func update(_ port: Int, _ what: (inout Place) -> Void) {
    places.withLock { places in
      // Taken out, so that its bytes and papers are not copied.
      guard var place = places.removeValue(forKey: port) else { return }
      what(&place)
      serve(&place, port)
      places[port] = place
    }
  }

  /// Papers that came out with ink on them.
  public func papers(_ port: Int) -> Int {
    self[port]?.printer.papers.count { $0.hasInk } ?? 0
  }

  private var elapsed: Duration { ContinuousClock.now - start }

  private func take(_ bytes: [UInt8], on port: Int) {
    update(port) { place in
      place.credit -= bytes.count
      place.bytes += bytes
      let taken = place.printer.take(bytes, at: elapsed)
      precondition(taken == bytes.count || place.printer.isDead, "credit was given for room only")
      if let left = place.unplugsAfter {
        place.unplugsAfter = left - bytes.count
        if left <= bytes.count { place.pulls = true }
      }
    }
  }

  private func tick() -> Bool {
    guard !stops.load(ordering: .acquiring) else { return false }
    var pulled: [Int] = []
    for port in places.withLock({ Array($0.keys) }) {
      update(port) { place in
        if place.pulls, place.isPlugged { pulled.append(port) }
        place.pulls = false
      }
    }
    for port in pulled { try? unplug(port) }
    return true
  }

  /// Lets the printer work, then passes on what it says, its port's state and the room it has.
  private func serve(_ place: inout Place, _ port: Int) {
    guard place.isPlugged else { return }
    place.printer.advance(to: elapsed)
    let words = place.printer.takeWords()
    if !words.isEmpty { bus.say(words, on: port) }
    let answer = place.portAnswer ?? .status(place.printer.portStatus)
    if answer != place.told {
      bus.answer(answer, on: port)
      place.told = answer
    }
    if place.isHeld { return }
    var room = place.printer.isDead ? 0 : place.printer.build.bufferBytes - place.printer.buffered
    if let left = place.printer.stopsTakingAfter { room = min(room, left) }
    if let left = place.unplugsAfter { room = min(room, max(0, left)) }
    if place.bytesPerSecond > 0 {
      let now = elapsed / .seconds(1)
      let earned = place.pace == 0 ? 0 : (now - place.pace) * Double(place.bytesPerSecond)
      guard place.pace == 0 || earned >= 16 else { return }
      place.pace = now
      room = min(room, Int(earned))
    }
    guard room > place.credit else { return }
    bus.grant(room - place.credit, to: port)
    place.credit = room
  }
}
