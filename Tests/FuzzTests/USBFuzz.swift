import Drivers
import Testing

@Suite struct `Fuzzing what USB devices say` {
  @Test func `a device id is read whatever a device says, and says nothing unprintable`()
    async throws
  {
    try await Fuzzer(
      name: "device-ids", longest: 2_000,
      words: [
        "MFG:", "MDL:", "CMD:", "ESC/POS", "SN:", ";", ":", "MANUFACTURER:", "COMMAND SET:", ",",
        "\u{0}", "\u{1B}[2J", "\n", " ",
      ],
      make: { random in
        let text =
          "MFG:\(random.pick(["EPSON", "", "ÉCOLE"]));\(random.pick(["MDL", "model"])):T\(random.below(99));"
          + "CMD:\(random.pick(["ESC/POS", "escpos,bxl", "PCL"]));"
        let length = text.utf8.count + (random.below(2) == 0 ? 2 : random.below(700))
        return [UInt8(truncatingIfNeeded: length >> 8), UInt8(truncatingIfNeeded: length)]
          + Array(text.utf8)
      },
      check: Self.deviceID
    ).run()
  }

  @Sendable private static func deviceID(_ input: [UInt8]) throws {
    guard let id = DeviceIDString(answer: input) else { return }
    for text in [id.maker, id.model, id.serial ?? ""] + id.commands {
      try demand(text.unicodeScalars.count <= 80, "\(text.count) letters")
      try demand(
        text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }, "unprintable")
    }
    try demand(!(id.maker.isEmpty && id.model.isEmpty), "neither maker nor model")
    // What was read, written down again, reads the same.
    let names = [id.maker, id.model].joined().unicodeScalars
    guard !names.contains(";") else { return }
    let again = DeviceIDString(
      text: "MFG:\(id.maker);MDL:\(id.model);CMD:\(id.commands.joined(separator: ","));")
    try demand(
      again?.maker == id.maker && again?.model == id.model, "\(id) reads as \(again as Any)")
    try demand(again?.speaksEscPos == id.speaksEscPos, "commands \(id.commands)")
  }
}
