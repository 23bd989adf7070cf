import Drivers
import Foundation
import USBRig

/// Tries cases on a bus and says how each went.
///
///     USBCases SOCKET CASE       one, on the emulator that started this program
///     USBCases kernel [CASE...]  these or all, on the virtual host controller of this kernel
///     USBCases keys              a scanner, a keypad and a display, played by this kernel's gadgets
@main struct Cases {
  static func main() async {
    let words = Array(CommandLine.arguments.dropFirst())
    let named = words.dropFirst().compactMap { word in
      USBCase.allCases.first { "\($0)" == word }
    }
    guard let place = words.first, named.count == words.count - 1 else {
      print("USBCases SOCKET CASE, USBCases kernel [CASE...] or USBCases keys; the cases:")
      for one in USBCase.allCases { print("  \(one)  \(one.rawValue)") }
      exit(2)
    }
    do {
      if place == "keys" { exit(await runKeys() ? 0 : 1) }
      if place == "kernel" {
        exit(try await runAll(named.isEmpty ? USBCase.allCases : named) ? 0 : 1)
      }
      guard let one = named.first else { exit(2) }
      exit(await run(one, on: USBBench(try EmulatedBus(socketAt: place))) ? 0 : 1)
    } catch {
      print("USBCases: \(error)")
      exit(2)
    }
  }

  private static func runAll(_ cases: [USBCase]) async throws -> Bool {
    var isGood = true
    for one in cases {
      let bench = USBBench(try KernelBus())
      let start = ContinuousClock.now
      isGood = await run(one, on: bench) && isGood
      print("  \(ContinuousClock.now - start)")
      bench.close()
      for port in 0..<4 { try bench.unplug(port) }
    }
    return isGood
  }

  private static func runKeys() async -> Bool {
    var isGood = true
    for name in ["scanner", "keypad", "display"] {
      let start = ContinuousClock.now
      let trial = Trial()
      let keys = KeysOnUSB(trial: trial)
      do {
        switch name {
        case "scanner": try await keys.scanner()
        case "keypad": try await keys.keypad()
        default: try await keys.display()
        }
      } catch {
        trial.differ("\(error)")
      }
      for sentence in trial.differences { print("\(name): \(sentence)") }
      print("\(name) \(trial.differences.isEmpty ? "ok" : "FAILED")")
      print("  \(ContinuousClock.now - start)")
      isGood = isGood && trial.differences.isEmpty
    }
    return isGood
  }

  /// Says how a case went.
  static func run(_ one: USBCase, on bench: USBBench) async -> Bool {
    let trial = Trial()
    do {
      try await attempt(one, bench, trial)
    } catch {
      trial.differ("\(error)")
    }
    for sentence in trial.differences { print("\(one): \(sentence)") }
    print("\(one) \(trial.differences.isEmpty ? "ok" : "FAILED")")
    return trial.differences.isEmpty
  }

  private static func attempt(_ one: USBCase, _ bench: USBBench, _ trial: Trial) async throws {
    let bytes = BytesOnUSB(bench: bench, trial: trial)
    let paper = PaperOnUSB(bench: bench, trial: trial)
    switch one {
    case .found: try bytes.found()
    case .whole: try bytes.whole()
    case .resumed: try bytes.resumed()
    case .stalled: try bytes.stalled()
    case .slow: try bytes.slow()
    case .pulled: try bytes.pulled()
    case .replugged: try bytes.replugged()
    case .stranger: try bytes.stranger()
    case .ports: try bytes.ports()
    case .serials: try bytes.serials()
    case .claimed: try bytes.claimed()
    case .mute: try bytes.mute()
    case .rubbish: try bytes.rubbish()
    case .handles: try bytes.handles()
    case .printed: try await paper.printed()
    case .outBefore: try await paper.outBefore()
    case .outDuring: try await paper.outDuring()
    case .outAfter: try await paper.outAfter()
    case .nearEnd: try await paper.nearEnd()
    case .cover: try await paper.cover()
    case .cutter: try await paper.cutter()
    case .full: try await paper.full()
    case .halted: try await paper.halted()
    case .slowly: try await paper.slowly()
    case .absent: try await paper.absent()
    case .torn: try await paper.torn()
    case .gone: try await paper.gone()
    case .rebound: try await paper.rebound()
    case .other: try await paper.other()
    case .swapped: try await paper.swapped()
    case .liar: try await paper.liar()
    case .silent: try await paper.silent()
    case .noise: try await paper.noise()
    }
  }
}
