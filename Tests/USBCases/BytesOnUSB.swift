import Drivers
import Foundation
import USBRig
import VirtualPrinter

/// The transport alone: what a printer gets, byte by byte.
struct BytesOnUSB {
  let bench: USBBench
  let trial: Trial

  private func transport(port: Int? = nil, serial: String? = nil) -> USBTransport {
    USBTransport(
      USBPrinterMatch(
        vendor: port == nil ? nil : 0x0416, product: port == nil ? nil : 0x5011, serial: serial,
        port: port.map { bench.bus.name(of: $0) }))
  }

  private func pattern(_ count: Int) -> [UInt8] {
    // No command of a printer: only zeros, which do nothing, and a count that tells the place.
    (0..<count).map { $0 % 7 == 0 ? UInt8(truncatingIfNeeded: $0 / 7) & 0x07 : 0 }
  }

  private func got(_ port: Int = 0) -> [UInt8] { bench[port]?.bytes ?? [] }

  func found() throws {
    try bench.plug(.printer(serial: "SN42"), into: 0)
    let usb = transport()
    let who = try usb.identify(before: .now + .seconds(2))
    trial.equal(who.maker, "FAKE")
    trial.equal(who.model, "TICKET-80")
    trial.equal(who.place.contains(bench.bus.name(of: 0)), true)
    trial.equal(who.place.contains("SN42"), true)
    try trial.equal(usb.portStatus(before: .now + .seconds(1))?.byte, 0x18)
    bench.change(0) { $0.printer.leavePaper(rows: 0) }
    try trial.equal(usb.portStatus(before: .now + .seconds(1))?.isPaperEmpty, true)
    usb.close()
    if bench.bus is EmulatedBus {
      trial.until("usblp is attached again") { bench.bus.log.contains("usblp attached") }
      trial.equal(
        bench.bus.log.filter { !$0.hasPrefix("halt") },
        ["usblp detached", "claimed", "released", "usblp attached"])
    }
    _ = try usb.identify(before: .now + .seconds(2))
    trial.equal(usb.openings, 2)
  }

  func whole() throws {
    try bench.plug(into: 0)
    let usb = transport()
    _ = try usb.identify(before: .now + .seconds(2))
    let bytes = pattern(200_000)
    try usb.write(bytes[...], before: .now + .seconds(20))
    trial.equal(got() == bytes, true)
  }

  func resumed() throws {
    try bench.plug(into: 0)
    bench.change(0) { $0.printer.stopsTakingAfter = 5_000 }
    let usb = transport()
    _ = try usb.identify(before: .now + .seconds(2))
    let bytes = pattern(60_000)
    let start = ContinuousClock.now
    let failure = trial.failure { () throws(TransportFailure) in
      try usb.write(bytes[...], before: .now + .milliseconds(300))
    }
    trial.equal(failure?.code, .timedOut)
    trial.equal(failure?.bytesTaken, 5_000)
    trial.equal(ContinuousClock.now - start < .seconds(2), true)
    trial.equal(got().count, 5_000)
    // Bulk OUT is closed; the control pipe still answers.
    try trial.equal(usb.portStatus(before: .now + .seconds(1))?.byte, 0x18)
    bench.change(0) { $0.printer.stopsTakingAfter = nil }
    try usb.write(bytes[5_000...], before: .now + .seconds(5))
    trial.equal(got() == bytes, true)
  }

  func stalled() throws {
    try bench.plug(into: 0)
    let usb = transport()
    _ = try usb.identify(before: .now + .seconds(2))
    let bytes = pattern(40_000)
    try usb.write(bytes[..<10_000], before: .now + .seconds(2))
    bench.bus.stall(0)
    try usb.write(bytes[10_000...], before: .now + .seconds(5))
    trial.equal(got() == bytes, true)
  }

  func slow() throws {
    try bench.plug(into: 0)
    bench.change(0) { $0.bytesPerSecond = 10_000 }
    let usb = transport()
    _ = try usb.identify(before: .now + .seconds(2))
    let bytes = pattern(3_000)
    let start = ContinuousClock.now
    try usb.write(bytes[...], before: .now + .seconds(8))
    let took = ContinuousClock.now - start
    trial.equal(took > .milliseconds(150), true)
    trial.equal(got() == bytes, true)
    let failure = trial.failure { () throws(TransportFailure) in
      try usb.write(pattern(20_000)[...], before: .now + .milliseconds(300))
    }
    trial.equal(failure?.code, .timedOut)
    trial.equal(failure.map { $0.bytesTaken + 3_000 }, got().count)
  }

  func pulled() throws {
    try bench.plug(into: 0)
    let usb = transport()
    _ = try usb.identify(before: .now + .seconds(2))
    bench.change(0) { $0.unplugsAfter = 1_000 }
    let failure = trial.failure { () throws(TransportFailure) in
      try usb.write(pattern(50_000)[...], before: .now + .seconds(5))
    }
    trial.equal(failure?.code, .gone)
    trial.equal(got().count, 1_000)
    trial.equal((1_000..<50_000).contains(failure?.bytesTaken ?? 0), true)
    let absent = trial.failure { () throws(TransportFailure) in
      _ = try usb.identify(before: .now + .seconds(1))
    }
    trial.equal(absent?.code, .absent)
    let closed = trial.failure { () throws(TransportFailure) in
      _ = try usb.readStatus(before: .now)
    }
    trial.equal(closed?.code, .gone)

    try bench.plugAgain(0)
    trial.until("it is found again") { (try? usb.identify(before: .now + .seconds(1))) != nil }
    let start = ContinuousClock.now
    try bench.unplug(0)
    let read = trial.failure { () throws(TransportFailure) in
      _ = try usb.readStatus(before: .now + .seconds(5))
    }
    trial.equal(read?.code, .gone)
    trial.equal(ContinuousClock.now - start < .seconds(2), true)
  }

  func replugged() throws {
    try bench.plug(into: 0)
    let usb = transport()
    for round in 1...3 {
      trial.until("it is found, round \(round)") {
        (try? usb.identify(before: .now + .seconds(1))) != nil
      }
      try usb.write([0, 0, 0], before: .now + .seconds(1))
      try bench.unplug(0)
      trial.until("it is lost") {
        trial.failure { () throws(TransportFailure) in
          _ = try usb.readStatus(before: .now)
        } != nil
      }
      try bench.plugAgain(0)
    }
    trial.equal(got().count, 9)
  }

  func stranger() throws {
    try bench.plug(into: 0)
    let usb = transport(port: 0)
    _ = try usb.identify(before: .now + .seconds(2))
    try bench.unplug(0)
    try bench.plug(.stick, into: 0)
    let failure = trial.failure { () throws(TransportFailure) in
      try usb.write([0x1B, 0x40], before: .now + .seconds(1))
    }
    trial.equal(failure?.code, .gone)
    let absent = trial.failure { () throws(TransportFailure) in
      _ = try usb.identify(before: .now + .seconds(1))
    }
    trial.equal(absent?.code, .absent)
    trial.equal(absent?.cause.contains("holds another device"), true)
    trial.equal(got(), [])
  }

  func ports() throws {
    try bench.plug(into: 0)
    try bench.plug(into: 1)
    let any = trial.failure { () throws(TransportFailure) in
      _ = try transport().identify(before: .now + .seconds(1))
    }
    trial.equal(any?.code, .refused)
    trial.equal(any?.cause.contains("add \"serial\" or \"port\""), true)
    let second = transport(port: 1)
    try trial.equal(second.identify(before: .now + .seconds(2)).place, bench.bus.name(of: 1))
    try second.write([0, 0], before: .now + .seconds(1))
    trial.equal([got(0).count, got(1).count], [0, 2])
    try bench.swap(0, 1)
    trial.until("the first printer is found at the second port") {
      (try? second.identify(before: .now + .seconds(1))) != nil
        && (try? second.write([0], before: .now + .seconds(1))) != nil
    }
    // Whatever hangs at the port is this station's printer.
    trial.equal([got(0).count, got(1).count], [2, 1])
  }

  func serials() throws {
    try bench.plug(.printer(serial: "A"), into: 0)
    try bench.plug(.printer(serial: "B"), into: 1)
    let usb = transport(serial: "B")
    _ = try usb.identify(before: .now + .seconds(2))
    try usb.write([0, 0], before: .now + .seconds(1))
    try bench.swap(0, 1)
    trial.until("it is found where it is now") {
      (try? usb.identify(before: .now + .seconds(1))) != nil
        && (try? usb.write([0], before: .now + .seconds(1))) != nil
    }
    trial.equal([got(0).count, got(1).count], [3, 0])
  }

  func claimed() throws {
    try bench.plug(into: 0)
    let first = transport()
    let second = transport()
    _ = try first.identify(before: .now + .seconds(2))
    let failure = trial.failure { () throws(TransportFailure) in
      _ = try second.identify(before: .now + .seconds(2))
    }
    trial.equal(failure?.code, .busy)
    first.close()
    trial.until("it is free") { (try? second.identify(before: .now + .seconds(1))) != nil }
  }

  func mute() throws {
    var device = VirtualUSBDevice.printer()
    device.speaks = false
    device.kind.2 = 1
    device.deviceID = nil
    try bench.plug(device, into: 0)
    bench.change(0) { $0.portAnswer = .silence }
    let usb = transport()
    try trial.equal(usb.identify(before: .now + .seconds(2)).model, "TICKET-80")
    let start = ContinuousClock.now
    let failure = trial.failure { () throws(TransportFailure) in
      _ = try usb.portStatus(before: .now + .milliseconds(200))
    }
    trial.equal(failure?.code, .timedOut)
    try trial.equal(usb.readStatus(before: .now + .milliseconds(100)), [])
    let took = ContinuousClock.now - start
    trial.equal(took < .seconds(1), true)
    try usb.write([0, 0], before: .now + .seconds(1))
    trial.equal(got().count, 2)
    bench.change(0) { $0.portAnswer = .stall }
    try trial.equal(usb.portStatus(before: .now + .seconds(1)), nil)
  }

  func rubbish() throws {
    try bench.plug(into: 0)
    let usb = transport()
    _ = try usb.identify(before: .now + .seconds(2))
    // The last bytes are what counts: state now, not state then.
    for _ in 0..<64 { bench.bus.say([UInt8](repeating: 0xFF, count: 1_024), on: 0) }
    bench.bus.say([0x12], on: 0)
    var read: [UInt8] = []
    trial.until("the last byte is read") {
      let some = (try? usb.readStatus(before: .now + .milliseconds(50))) ?? []
      if some.count > 4_096 { trial.differ("\(some.count) bytes were kept") }
      read = some.isEmpty ? read : some
      return read.last == 0x12
    }
    try usb.write([0], before: .now + .seconds(1))
    trial.equal(got().count, 1)
  }

  func handles() throws {
    try bench.plug(into: 0)
    let usb = transport()
    func count(_ folder: String) -> Int {
      (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/\(folder)").count) ?? -1
    }
    func open(_ times: Int) throws {
      for _ in 0..<times {
        _ = try usb.identify(before: .now + .seconds(2))
        usb.close()
      }
    }
    try open(20)
    let before = [count("fd"), count("task")]
    let start = ContinuousClock.now
    // A kernel in an emulated machine takes its time.
    let times = bench.bus is EmulatedBus ? 1_000 : 100
    try open(times)
    print("\(times) openings took \(ContinuousClock.now - start)")
    trial.until("files and threads are back at \(before)") {
      let now = [count("fd"), count("task")]
      return now[0] <= before[0] && now[1] <= before[1] + 1
    }
    trial.equal(usb.openings, 20 + times)
  }
}
