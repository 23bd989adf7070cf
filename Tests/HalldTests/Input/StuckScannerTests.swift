import Drivers
import Testing

@testable import halld

/// A scanner under a bag, a key that is held down, a cable that rubs: keys without end.
@Suite struct `A stuck scanner` {
  @Test func `that types without end fills no memory, and is no code when it stops`() {
    var reader = KeyReader(KeyReader.Settings(longest: 64))
    let start = ContinuousClock.now
    var scans: [KeyReader.Scan] = []
    for count in 0..<500_000 {
      let change: KeyEvent.Change =
        count % 3 == 2 ? .repeated : count % 3 == 1 ? .released : .pressed
      let event = KeyEvent(code: 2 + UInt16(count / 3 % 10), change: change)
      scans += reader.read(.key(event), at: start + .milliseconds(count))
    }
    #expect(scans == [])
    let end = reader.read(
      .key(KeyEvent(code: 28, change: .pressed)), at: start + .milliseconds(500_001))
    guard case .tooLong(let kept)? = end.first, end.count == 1 else {
      Issue.record("\(end)")
      return
    }
    #expect(kept.utf8.count == 64)
  }

  @Test func `that reads one code without end is passed on as often as a hand could`() {
    var pace = ScanPace()
    let start = ContinuousClock.now
    // A hundred scans a second for a minute.
    let passed = (0..<6_000).count { pace.admits(at: start + .milliseconds($0 * 10)) }
    #expect(passed == ScanPace.burst + 119)
    #expect(pace.heldBack > 0)
    // It is freed, and a moment later scans like any other.
    let later = start + .seconds(63)
    let next = (0..<ScanPace.burst).count { pace.admits(at: later + .milliseconds($0)) }
    #expect(next == ScanPace.burst)
    #expect(pace.heldBack == 0)
  }

  @Test func `a hand is never held back`() {
    var pace = ScanPace()
    let start = ContinuousClock.now
    for count in 0..<200 {
      let isPassedOn = pace.admits(at: start + .milliseconds(count * 600))
      #expect(isPassedOn)
    }
  }

  @Test func `a keypad's key that is held down acts once`() {
    var reader = KeypadReader(
      KeypadProfile(id: "k", model: "k", keys: [96: .next], bounceMilliseconds: 300))
    let start = ContinuousClock.now
    var acts = 0
    for count in 0..<100_000 {
      let event = KeyEvent(code: 96, change: count == 0 ? .pressed : .repeated)
      if reader.read(.key(event), at: start + .milliseconds(count * 33)) != nil { acts += 1 }
    }
    #expect(acts == 1)
  }
}
