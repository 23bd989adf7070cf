import Dossiers
import Drivers
import Testing
import Ticketing

@testable import halld

/// Which printer gets which slip, in time that only this test moves.
@Suite struct `PrintQueues · who prints what` {
  static let noPaper = PrintFailure(.unwritable, "There is no paper.")
  static let ugly = PrintFailure(.notDrawn, "The code has no room.")

  @Test func `slips come out in the order in which they were asked for`() {
    var queues = PrintQueues(printers: ["left"])
    for id in 1...3 { #expect(queues.accept(slip(id)) == nil) }
    #expect([1, 2, 3].map { _ in printed(&queues, "left") } == [1, 2, 3])
    #expect(queues.next("left", now: .zero) == .wait)
  }

  @Test func `what the first printer cannot, the next in order prints`() {
    var queues = PrintQueues(printers: ["left", "right"])
    _ = queues.accept(slip(1, order: ["left", "right"]))
    guard case .print(let slip) = queues.next("left", now: .zero) else {
      Issue.record("left has the slip")
      return
    }
    guard
      case .again(let again, "right") = queues.ended(
        slip, at: "left", .failed(Self.noPaper), now: .zero)
    else {
      Issue.record("right is next in order")
      return
    }
    queues.putBack(again, at: "right")
    #expect(queues.next("left", now: .zero) == .wait)
    #expect(printed(&queues, "right") == 1)
  }

  @Test func `a printer that failed twice rests, and its slips go to the next`() {
    var queues = PrintQueues(printers: ["left", "right"])
    for id in 1...5 { _ = queues.accept(slip(id, order: ["left", "right"])) }
    fail(&queues, "left")
    fail(&queues, "left")
    #expect(queues.standing(of: "left")?.isResting == true)
    #expect(queues.standing(of: "left")?.waiting == 0)
    #expect([1, 2, 3, 4, 5].map { _ in printed(&queues, "right") } == [1, 2, 3, 4, 5])
    _ = queues.accept(slip(6, order: ["left", "right"]))
    #expect(printed(&queues, "right") == 6)
  }

  @Test func `a rested printer is asked before it gets a slip again`() {
    var queues = PrintQueues(printers: ["left"])
    _ = queues.accept(slip(1))
    fail(&queues, "left")
    #expect(queues.next("left", now: .seconds(4)) == .wait)
    #expect(queues.next("left", now: .seconds(5)) == .probe)
    queues.probed("left", trouble: Self.noPaper, now: .seconds(5))
    #expect(queues.next("left", now: .seconds(9)) == .wait)
    #expect(queues.next("left", now: .seconds(10)) == .probe)
    queues.probed("left", trouble: nil, now: .seconds(10))
    #expect(printed(&queues, "left", now: .seconds(10)) == 1)
  }

  @Test func `a slip nobody can print waits for paper 60 s and no longer`() {
    var queues = PrintQueues(printers: ["left"])
    _ = queues.accept(slip(1))
    _ = queues.accept(slip(2, arrived: .seconds(30)))
    fail(&queues, "left")
    queues.probed("left", trouble: nil, now: .seconds(61))
    guard case .giveUp(let stale, let why) = queues.next("left", now: .seconds(61)) else {
      Issue.record("the first slip is stale")
      return
    }
    #expect(stale.job.id == JobID(1))
    #expect(
      why
        == PrintFailure(
          .stale,
          "The slip waited longer than 60 s; its owner has left, so it was not printed unasked. "
            + "The number stays valid."))
    #expect(printed(&queues, "left", now: .seconds(61)) == 2)
  }

  @Test func `exactly 60 s old is still printed`() {
    var queues = PrintQueues(printers: ["left"])
    _ = queues.accept(slip(1))
    #expect(printed(&queues, "left", now: .seconds(60)) == 1)
  }

  @Test func `a full queue has a name`() {
    var rules = PrintQueues.Rules()
    rules.queueMax = 2
    var queues = PrintQueues(printers: ["left", "right"], rules: rules)
    let order = ["left", "right"]
    for id in 1...4 { #expect(queues.accept(slip(id, order: order)) == nil) }
    #expect(
      queues.accept(slip(5, order: order))
        == PrintFailure(
          .queueFull,
          "2 slips wait for \"left\" and for \"right\" already. The number stays valid; print it again "
            + "when the queue is shorter."))
    #expect(
      queues.accept(slip(6, order: ["gone"]))
        == PrintFailure(
          .noPrinter, "No printer is configured for kiosk-1. The number stays valid."))
  }

  @Test func `a slip that cannot be drawn fails alone and blames no printer`() {
    var queues = PrintQueues(printers: ["left"])
    for id in 1...3 { _ = queues.accept(slip(id)) }
    for _ in 1...2 {
      guard case .print(let slip) = queues.next("left", now: .zero) else { return }
      #expect(
        queues.ended(slip, at: "left", .failed(Self.ugly), now: .zero)
          == .record(.failed(reason: "The code has no room.")))
    }
    #expect(printed(&queues, "left") == 3)
  }

  @Test func `what somebody took back at one printer comes out of no other`() {
    var queues = PrintQueues(printers: ["left", "right"])
    _ = queues.accept(slip(1, order: ["left", "right"]))
    guard case .print(let slip) = queues.next("left", now: .zero) else { return }
    let taken = PrintFailure(.cancelled, "Somebody cancelled it.")
    #expect(
      queues.ended(slip, at: "left", .failed(taken), now: .zero)
        == .record(.failed(reason: "Somebody cancelled it.")))
    // The printer itself is well.
    #expect(queues.standing(of: "left")?.trouble == nil)
  }

  @Test func `what may be out already is never sent again by itself`() {
    var queues = PrintQueues(printers: ["left", "right"])
    _ = queues.accept(slip(1, order: ["left", "right"]))
    guard case .print(let slip) = queues.next("left", now: .zero) else { return }
    #expect(
      queues.ended(slip, at: "left", .unknown(reason: "no answer"), now: .zero)
        == .record(.unknown(printer: "left", reason: "no answer")))
    #expect(queues.next("left", now: .zero) == .wait)
    #expect(queues.next("right", now: .zero) == .wait)
  }

  /// A seed that fails is printed with the test's name.
  @Test(arguments: 1...200) func `whatever the printers do, each slip ends once`(seed: UInt64) {
    var dice = Dice(state: seed)
    let names = ["a", "b", "c"]
    var rules = PrintQueues.Rules()
    rules.queueMax = 8
    var queues = PrintQueues(printers: names, rules: rules)
    var now = Duration.zero
    var ended: [JobID: Int] = [:]
    var given = 0
    for round in 0..<600 {
      now += .milliseconds(Int(dice.next() % 3_000))
      if round < 300, dice.next() % 2 == 0 {
        given += 1
        let order = names.shuffled(using: &dice)
        if queues.accept(slip(given, order: order, arrived: now)) != nil {
          ended[JobID(Int64(given)), default: 0] += 1
        }
      }
      for name in names {
        switch queues.next(name, now: now) {
        case .wait: break
        case .probe: queues.probed(name, trouble: nil, now: now)
        case .giveUp(let slip, _): ended[slip.job.id, default: 0] += 1
        case .print(let slip):
          let outcomes: [PrintOutcome] = [
            .printed, .handedOver, .unknown(reason: "?"), .failed(Self.noPaper),
            .failed(Self.ugly),
          ]
          let outcome = outcomes[Int(dice.next() % 5)]
          switch queues.ended(slip, at: name, outcome, now: now) {
          case .record: ended[slip.job.id, default: 0] += 1
          case .again(let slip, let next): queues.putBack(slip, at: next)
          }
        }
      }
    }
    #expect(ended.count == given)
    #expect(ended.values.allSatisfy { $0 == 1 })
  }

  @Test func `a printer seen without paper gives its slips away before one fails`() {
    var queues = PrintQueues(printers: ["left", "right"])
    #expect(queues.accept(slip(1, order: ["left", "right"])) == nil)
    queues.looked("left", .paperOut)
    #expect(queues.next("left", now: .zero) == .wait)
    #expect(printed(&queues, "right") == 1)
    #expect(queues.accept(slip(2, order: ["left", "right"])) == nil)
    #expect(printed(&queues, "right") == 2)
    #expect(queues.standing(of: "left")?.trouble?.code == .paperOut)
    queues.looked("left", .ready)
    #expect(queues.standing(of: "left")?.trouble == nil)
    #expect(queues.accept(slip(3, order: ["left", "right"])) == nil)
    #expect(printed(&queues, "left") == 3)
  }

  @Test func `with no paper anywhere slips wait, and the first printer that has some prints them`()
  {
    var queues = PrintQueues(printers: ["left", "right"])
    queues.looked("left", .paperOut)
    queues.looked("right", .coverOpen)
    #expect(queues.accept(slip(1, order: ["left", "right"])) == nil)
    #expect(queues.next("left", now: .seconds(5)) == .wait)
    queues.looked("right", .ready)
    #expect(printed(&queues, "right", now: .seconds(6)) == 1)
  }

  @Test func `paper that comes after a minute prints nobody's slip`() {
    var queues = PrintQueues(printers: ["left"])
    queues.looked("left", .paperOut)
    #expect(queues.accept(slip(1)) == nil)
    queues.looked("left", .ready)
    guard case .giveUp(let old, let why) = queues.next("left", now: .seconds(61)) else {
      Issue.record("printed for somebody who has left")
      return
    }
    #expect(old.job.id.rawValue == 1)
    #expect(why.code == .stale)
  }

  private func slip(
    _ id: Int, order: [String] = ["left"], arrived: Duration = .zero
  ) -> PrintQueues.Waiting {
    PrintQueues.Waiting(job: .sample(id), order: order, arrived: arrived)
  }

  private func printed(
    _ queues: inout PrintQueues, _ printer: String, now: Duration = .zero
  ) -> Int64? {
    guard case .print(let slip) = queues.next(printer, now: now) else { return nil }
    #expect(
      queues.ended(slip, at: printer, .printed, now: now) == .record(.printed(printer: printer)))
    return slip.job.id.rawValue
  }

  private func fail(_ queues: inout PrintQueues, _ printer: String) {
    guard case .print(let slip) = queues.next(printer, now: .zero) else {
      Issue.record("\(printer) has no slip")
      return
    }
    guard
      case .again(let again, let next) = queues.ended(
        slip, at: printer, .failed(Self.noPaper), now: .zero)
    else {
      Issue.record("nothing came out, so it waits again")
      return
    }
    queues.putBack(again, at: next)
  }
}

/// A small generator whose seed tells everything.
private struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
