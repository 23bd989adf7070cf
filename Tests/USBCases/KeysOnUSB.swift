import Drivers
import Foundation
import Glibc
import Ticketing
import USBRig

/// A scanner, a keypad and a display on a real kernel's USB, each plugged in, used and pulled out.
struct KeysOnUSB {
  let trial: Trial

  /// Reads for a while and says how the device was last.
  private func listen(
    _ device: InputDevice, until isEnough: (InputDevice.Reading) -> Bool
  ) async -> DeviceStanding {
    let deadline = ContinuousClock.now + .seconds(5)
    var last = DeviceStanding.unknown
    while ContinuousClock.now < deadline {
      let reading = await device.read(within: .milliseconds(50))
      last = reading.standing
      if isEnough(reading) { break }
    }
    return last
  }

  private func opened(_ device: InputDevice, line: Int = #line) async {
    let start = ContinuousClock.now
    let standing = await listen(device) { $0.standing == .ready }
    trial.equal(standing, .ready, line: line)
    trial.equal(ContinuousClock.now - start < .seconds(2), true, line: line)
  }

  private func lost(_ device: InputDevice, line: Int = #line) async {
    let start = ContinuousClock.now
    let standing = await listen(device) { $0.standing == .absent }
    trial.equal(standing, .absent, line: line)
    trial.equal(ContinuousClock.now - start < .seconds(2), true, line: line)
  }

  func scanner() async throws {
    let scanner = try KernelGadget(
      .keyboard, named: "SCANNER", vendor: 0x0C2E, product: 0x0B61, port: 0)
    let device = InputDevice(
      name: "scanner", path: scanner.path,
      expecting: InputDevice.Model(vendor: 0x0C2E, product: 0x0B61))
    await lost(device)
    try scanner.plug()
    await opened(device)

    // Somebody else who has the device open: a console, a browser.
    let other = open(scanner.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { close(other) }
    // Patient: an emulated machine on a busy one may pause itself.
    var reader = KeyReader(KeyReader.Settings(pauseMilliseconds: 5_000))
    /// What is read of this: a few keys at a time, for what nobody reads in time is lost.
    func scan(_ text: String, line: Int = #line) async throws -> KeyReader.Scan? {
      var scans: [KeyReader.Scan] = []
      var rest = text[...]
      while !rest.isEmpty {
        let some = rest.prefix(3)
        rest = rest.dropFirst(3)
        try scanner.type(String(some), end: rest.isEmpty)
        let keys = some.count + some.count(where: \.isUppercase) + (rest.isEmpty ? 1 : 0)
        var heard = 0
        _ = await listen(device) { reading in
          heard += reading.news.count
          for news in reading.news { scans += reader.read(news, at: .now) }
          // Each goes down and up.
          return heard >= 2 * keys
        }
      }
      trial.equal(scans.count, 1, line: line)
      return scans.first
    }
    func next(line: Int = #line) async -> KeyReader.Scan? {
      var scans: [KeyReader.Scan] = []
      _ = await listen(device) { reading in
        for news in reading.news { scans += reader.read(news, at: .now) }
        return !scans.isEmpty
      }
      trial.equal(scans.count, 1, line: line)
      return scans.first
    }
    let code = "000.00.12.H35-261121-0007"
    let first = try await scan(code)
    trial.equal(first, .text(code))
    trial.equal(Self.bytes(other), 0)
    // EVIOCGRAB: it is held, and nobody else can take it.
    trial.equal(ioctl(other, 0x4004_4590, 1), -1)
    trial.equal(errno, EBUSY)

    // Nobody listens for so long that the kernel has no room: refused, and no half of it is taken.
    try scanner.type(code)
    let late = await next()
    if case .rubbish = late {} else { trial.differ("lost keys are read as \(late as Any)") }

    // Pulled out in the middle of a code: the half is gone with it.
    try scanner.type("000.00", end: false)
    _ = await listen(device) { reading in
      for news in reading.news { _ = reader.read(news, at: .now) }
      return reading.news.isEmpty
    }
    trial.equal(reader.isReading, true)
    try scanner.unplug()
    await lost(device)
    reader.reset()
    try scanner.plug()
    await opened(device)
    let again = try await scan(code)
    trial.equal(again, .text(code))

    // The control: whoever does not hold it hears all of it.
    await device.close()
    let listener = open(scanner.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { close(listener) }
    try scanner.type("A1")
    trial.until("another reader hears what nobody holds") { Self.bytes(listener) > 0 }
    let wrong = InputDevice(
      name: "scanner", path: scanner.path,
      expecting: InputDevice.Model(vendor: 0x0C2E, product: 0x0B62))
    let taken = await wrong.read(within: .milliseconds(10)).standing
    trial.equal(taken, .wrongDevice)
    try scanner.unplug()
  }

  /// How many bytes of events have come.
  private static func bytes(_ file: Int32) -> Int {
    var some = [UInt8](repeating: 0, count: 4_096)
    return max(0, read(file, &some, some.count))
  }

  func keypad() async throws {
    let keypad = try KernelGadget(
      .keyboard, named: "KEYPAD", vendor: 0x04D9, product: 0x1702, port: 1)
    // The keys of Devices/keypads/numeric.yaml.
    let profile = KeypadProfile(
      id: "numeric", model: "USB numeric keypad",
      keys: [96: .next, 78: .recall, 55: .start, 74: .noShow, 83: .finish],
      bounceMilliseconds: 400)
    let device = InputDevice(name: "keypad", path: keypad.path)
    for _ in 1...2 {
      try keypad.plug()
      await opened(device)
      var reader = KeypadReader(profile)
      var acts: [KeypadAct] = []
      // Enter, plus, asterisk, minus, point and one that means nothing, of the HID usage tables.
      for key: UInt8 in [0x58, 0x57, 0x55, 0x56, 0x63, 0x59] { try keypad.press(key) }
      _ = await listen(device) { reading in
        acts += reading.news.compactMap { reader.read($0, at: .now) }
        return acts.count == 5
      }
      trial.equal(acts, [.next, .recall, .start, .noShow, .finish])
      try keypad.unplug()
      await lost(device)
    }
  }

  func display() async throws {
    let gadget = try KernelGadget(
      .serial, named: "LINEDISPLAY", vendor: 0x067B, product: 0x2303, port: 2)
    // The frames of Devices/displays/cd5220.yaml.
    let profile = DisplayProfile(
      id: "cd5220", model: "CD5220", columns: 20, rows: 2, line: SerialLine(),
      start: try DisplayFrame("1B 40 0C"),
      show: try DisplayFrame("1B 51 41 {upper} 0D 1B 51 42 {lower} 0D"))
    let display = LineDisplay(name: "display", profile: profile, at: .device(gadget.path))
    func lines(_ number: String) -> DisplayLines {
      CounterDisplay.called(label: number, attempt: 1).lines(at: "5", columns: 20, rows: 2)
    }
    func shows(_ number: String, isNew: Bool, line: Int = #line) async {
      let frame = profile.show.bytes(showing: lines(number))
      let standing = await display.show(lines(number))
      trial.equal(standing, .ready, line: line)
      let heard = gadget.heard(until: frame)
      trial.equal(heard, (isNew ? [0x1B, 0x40, 0x0C] : []) + frame, line: line)
    }
    let before = await display.show(lines("A012"))
    trial.equal(before, .absent)
    try gadget.plug()
    await shows("A012", isNew: true)
    await shows("A013", isNew: false)
    try gadget.unplug()
    let start = ContinuousClock.now
    let after = await display.show(lines("A014"))
    trial.equal(after, .absent)
    trial.equal(ContinuousClock.now - start < .seconds(2), true)
    try gadget.plug()
    await shows("A014", isNew: true)
    try gadget.unplug()
  }
}
