import Foundation
import Glibc
import Testing

/// What a parser must never do, found with one input.
struct Finding: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Stops at the first property that does not hold.
func demand(_ holds: Bool, _ what: @autoclosure () -> String) throws {
  guard holds else { throw Finding(what()) }
}

/// One parser under random input: its corpus is read first, then changed by a seeded hand.
///
///     HALLD_FUZZ_SECONDS=10 swift test --skip-build --filter FuzzTests
///
/// A finding names its seed (`HALLD_FUZZ_SEED` begins with it again) and saves the input, made as
/// small as a second allows, in `.build/fuzz`; mended, it moves into `Corpus/<parser>`. An input that
/// ends the whole process lies there too: the next run finds it and begins with it.
struct Fuzzer: Sendable {
  /// The folder of its corpus.
  let name: String
  /// Longest input that is made, in bytes.
  var longest = 2_048
  /// Processor time one input may cost in a debug build, in seconds.
  var slowest = 1.0
  /// Whether it mostly waits for another process, and takes no turn of those that compute.
  var waits = false
  /// Texts that mean something to this parser.
  var words: [String] = []
  /// Inputs besides the corpus's files.
  var more: [[UInt8]] = []
  /// Makes an input from nothing; half of all inputs when there is one.
  var make: (@Sendable (inout SplitMix) -> [UInt8])?
  /// Tries one input.
  /// - Throws: `Finding`, or anything else a parser should have kept to itself.
  let check: @Sendable ([UInt8]) throws -> Void

  /// Runs for `FuzzSettings.seconds`, three parsers at a time, off the threads others need.
  func run() async throws {
    let corpus = try Corpus.inputs(of: name) + more
    #expect(!corpus.isEmpty, "Corpus/\(name) is empty")
    let run = FuzzRun(fuzzer: self, corpus: corpus)
    let report = waits ? await Turns.aside { run.run() } : await Turns.take { run.run() }
    if let finding = report { Issue.record("\(finding)") }
  }
}

/// How long, and from which seed.
enum FuzzSettings {
  private static func number(_ name: String) -> Double? {
    ProcessInfo.processInfo.environment[name].flatMap { Double($0) }
  }

  /// Six in `make test`, more in `make soak`; by themselves the tests only look in.
  static let seconds = number("HALLD_FUZZ_SECONDS") ?? 0.3
  /// The same inputs in every run, unless another seed is asked for; 0 asks for one of the moment.
  static let seed: UInt64 = {
    let asked = UInt64(number("HALLD_FUZZ_SEED") ?? 1)
    return asked == 0 ? UInt64.random(in: 1...9_000_000_000) : asked
  }()
}

/// One run of one fuzzer, on a thread of its own.
private struct FuzzRun {
  let fuzzer: Fuzzer
  let corpus: [[UInt8]]

  /// What was found, as a sentence; `nil` when nothing.
  func run() -> String? {
    guard let running = RunningInput(fuzzer.name) else {
      return "\(fuzzer.name): .build/fuzz cannot be written"
    }
    var pool = corpus
    // First what ended the process before, then what was ever found.
    for input in running.leftOver.map({ [$0] + corpus }) ?? corpus {
      if let what = trial(input, running) { return told(what, input, "from the corpus", running) }
    }
    let memory = Self.peakKilobytes
    let began = ContinuousClock.now
    let limit = Duration.seconds(FuzzSettings.seconds)
    var count: UInt64 = 0
    while ContinuousClock.now - began < limit {
      let seed = FuzzSettings.seed &+ count
      let input = input(seed, pool)
      Coverage.begin()
      if let what = trial(input, running) {
        return told(what, input, "HALLD_FUZZ_SEED=\(seed)", running)
      }
      // Only a build that counts its branches says so.
      if Coverage.isNew() {
        pool.append(input)
        Corpus.keep(input, of: fuzzer.name)
      }
      count += 1
    }
    running.end()
    let grown = Self.peakKilobytes - memory
    print(
      "fuzz \(fuzzer.name): \(count) inputs, \(corpus.count) in the corpus"
        + (Coverage.isCounting ? ", \(pool.count - corpus.count) with something new" : "")
        + ", seed \(FuzzSettings.seed)")
    guard grown < 400_000 else { return "\(fuzzer.name): the process grew by \(grown) kB" }
    return nil
  }

  private func input(_ seed: UInt64, _ pool: [[UInt8]]) -> [UInt8] {
    var random = SplitMix(state: seed &* 0x9E37_79B9_7F4A_7C15)
    if let make = fuzzer.make, Bool.random(using: &random) {
      let made = Array(make(&random).prefix(fuzzer.longest))
      return Int.random(in: 0..<3, using: &random) == 0
        ? made : Mutator.changed(made, fuzzer, pool, using: &random)
    }
    let start = pool.randomElement(using: &random) ?? []
    return Mutator.changed(start, fuzzer, pool, using: &random)
  }

  /// What is wrong with this input, if anything is.
  private func trial(_ input: [UInt8], _ running: RunningInput) -> String? {
    running.note(input)
    let before = Self.threadSeconds
    do {
      try fuzzer.check(input)
    } catch {
      return "\(error)"
    }
    let spent = Self.threadSeconds - before
    return spent <= fuzzer.slowest ? nil : "it took \(spent) s"
  }

  /// The sentence of a finding, with the smallest input that still shows it on disk.
  private func told(
    _ what: String, _ input: [UInt8], _ how: String, _ running: RunningInput
  ) -> String {
    let small = smaller(input, running)
    running.end()
    let file = Corpus.save(small, of: fuzzer.name)
    return """
      \(fuzzer.name): \(what)
      \(how); the input (\(input.count) bytes, now \(small.count)) is \(file):
      \(String(decoding: small.prefix(400), as: UTF8.self))
      """
  }

  /// Leaves out pieces, halves first, for a second.
  private func smaller(_ input: [UInt8], _ running: RunningInput) -> [UInt8] {
    var input = input
    let end = ContinuousClock.now + .seconds(1)
    var piece = input.count / 2
    while piece > 0 {
      var start = 0
      while start < input.count {
        guard ContinuousClock.now < end else { return input }
        var shorter = input
        shorter.removeSubrange(start..<min(input.count, start + piece))
        if trial(shorter, running) != nil { input = shorter } else { start += piece }
      }
      piece /= 2
    }
    return input
  }

  private static var threadSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static var peakKilobytes: Int {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage.ru_maxrss
  }
}
