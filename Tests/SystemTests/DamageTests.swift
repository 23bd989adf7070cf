import Foundation
import Testing

extension RealBinary {
  /// A disk that gives back other bytes than were written: the hall refuses, and a backup brings it back.
  @Suite struct `Damaged data` {
    /// What is done to the stopped hall's database, and a word of the sentence that must name it.
    static let damages:
      [(name: String, damage: @Sendable (inout Data) throws -> Void, says: String)] =
        [
          (
            "one letter of a row of the log",
            { file in
              // The last one lies in the day that a start replays.
              let kind = try #require(
                file.range(of: Data("ticket.issued".utf8), options: .backwards))
              file[kind.upperBound - 1] = UInt8(ascii: "D")
            }, "row"
          ),
          (
            "the pages behind the first",
            { file in
              for index in stride(from: 4_096, to: file.count, by: 64) { file[index] ^= 0xFF }
            }, "database"
          ),
          ("the head of the file", { file in for index in 0..<64 { file[index] = 0 } }, "database"),
        ]

    @Test(arguments: damages.indices)
    func `is refused in words and never served, and a backup goes on`(row: Int) throws {
      let hall = try RunningHall()
      try hall.start()
      let kiosk = Kiosk(hall, errands: [try Places(hall, counters: 1).errands[0]])
      for _ in 0..<20 { _ = try kiosk.ask() }
      let backup = hall.data + "-backup"
      #expect(try hall.command("backup", backup).ending == .exit(0))
      try hall.stop()

      let file = URL(fileURLWithPath: hall.data + "/hall.sqlite")
      var bytes = try Data(contentsOf: file)
      try Self.damages[row].damage(&bytes)
      try bytes.write(to: file)
      try hall.launch()
      // 65 is what systemd does not restart.
      #expect(hall.child?.wait(.within(.seconds(20))) == .exit(65))
      let said = hall.child?.errors ?? ""
      #expect(said.contains("halld restore"), "\(said)")
      #expect(said.contains(Self.damages[row].says), "\(said)")
      #expect(hall.child?.output.contains("ready") == false)

      try FileManager.default.moveItem(atPath: hall.data, toPath: hall.data + "-damaged")
      #expect(try hall.command("restore", backup).ending == .exit(0))
      try hall.start()
      let open = OpenRequest(key: kiosk.promises[0].key, errand: kiosk.promises[0].errand)
      #expect(try Kiosk.ask(open, hall.connect()) == kiosk.promises[0])
      try hall.stop()
      #expect(try hall.soundness() == [])
    }
  }
}
