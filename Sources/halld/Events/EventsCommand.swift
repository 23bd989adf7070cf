internal import ArgumentParser
internal import Foundation
internal import NIOCore
internal import Store

extension LogCommand {
  /// `halld log events --data DIR --after SEQ`: JSON lines, also while the hall runs.
  struct Events: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints what has happened after a sequence number, one JSON object a line.",
      discussion: """
        The same objects as GET /api/events. Whoever keeps the last seq reads on from there; nothing \
        is told twice and nothing is left out. Nothing personal stands in an event.
        """)

    @OptionGroup var options: DataOption
    @Option(help: "The sequence number after which to begin; 0 for the first event.")
    var after: Int64 = 0
    @Option(help: "How many events at most; all of them without it.")
    var limit: Int?

    func validate() throws {
      guard after >= 0 else { throw ValidationError("--after takes 0 or more.") }
      guard limit.map({ $0 > 0 }) ?? true else { throw ValidationError("--limit takes 1 or more.") }
    }

    func run() throws {
      let data = try HallData(options.data)
      var (seq, printed) = (after, 0)
      while printed < limit ?? .max {
        let entries = try data.events(after: seq, limit: 1_000)
        guard let last = entries.last else { return }
        for entry in entries where entry.event != nil && printed < limit ?? .max {
          var line = JSONText.object { $0.event(entry) }
          line.writeInteger(UInt8(ascii: "\n"))
          FileHandle.standardOutput.write(Data(line.readableBytesView))
          printed += 1
        }
        seq = last.seq
      }
    }
  }
}
