import Dossiers
import Testing

@testable import Dossiers
@testable import halld

@Suite struct `Fuzzing codes and times` {
  @Test func `a dossier code is read as it would be written, by any pattern`() async throws {
    try await Fuzzer(
      name: "codes", longest: 400,
      words: [
        "{unit}", "{yymmdd}", "{ordinal:4}", "{digits:3}", "{letters:2}", "{ordinal:9}", "-",
        "000.00.12.H35", "261121", "0001", "991231", "000229", "\n", "{", "}", ":",
      ],
      make: Self.make, check: Self.codes
    ).run()
  }

  @Test func `days and times are read as they are written`() async throws {
    try await Fuzzer(
      name: "times", longest: 60,
      words: [
        "2026-11-21", "T", "07:30", "24:00", "23:59:59", ".123456789", "Z", "+07:00", "-14:00",
        "9999-12-31", "1600-01-01", "0000-00-00", "2028-02-29", "60", "+23:59",
      ],
      make: { random in
        let day =
          "\(random.pick(["2026", "1600", "9999", "1969"]))-\(random.pick(["01", "02", "12"]))"
        let time = random.pick(["00:00:00", "23:59:59", "07:30:00", "24:00:00", "07:30"])
        let rest = random.pick(["", ".5", ".000001", ".9999999"])
        let zone = random.pick(["", "Z", "z", "+07:00", "-11:30", "+23:59", "-23:59"])
        return Array("\(day)-\(random.pick(["01", "28", "29", "31"]))T\(time)\(rest)\(zone)".utf8)
      },
      check: Self.times
    ).run()
  }

  /// A pattern, a unit and codes, a line each.
  @Sendable private static func make(_ random: inout SplitMix) -> [UInt8] {
    let parts = ["{unit}", "{digits:2}", "{letters:1}", "-", "H", "."]
    var pattern =
      (0..<random.below(4)).map { _ in random.pick(parts) } + ["{yymmdd}", "{ordinal:4}"]
    pattern.insert(random.pick(parts), at: random.below(pattern.count))
    let codes = [
      "H35-261121-0007", "000.00.12.H35-261121-0001", " h35-261121-0007\t", "261121-0007",
    ]
    return Array("\(pattern.joined())\nH35\n\(random.pick(codes))\n\(random.pick(codes))".utf8)
  }

  @Sendable private static func codes(_ input: [UInt8]) throws {
    let lines = String(decoding: input, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count > 2, let pattern = CodePattern(lines[0]) else { return }
    let rule = CodeRule(source: .hall, unit: lines[1], pattern: pattern)
    for text in lines.dropFirst(2) {
      do {
        let code = try rule.read(text)
        try demand(code.text.utf8.count <= DossierCode.greatestLength, "too long")
        try demand((2000...2099).contains(code.day.year) && code.ordinal >= 1, "\(code)")
        try demand(try rule.read(code.text) == code, "read again: \(code.text)")
        if pattern.canWrite {
          let written = try rule.code(receivedOn: code.day, ordinal: code.ordinal)
          try demand(written == code, "written: \(written.text), read: \(code.text)")
        }
      } catch let refusal as DossierRefusal {
        try demand(refusal.code == "code-unreadable", refusal.code)
        try demand(!refusal.arguments.values.contains { $0.count > 100 }, "a long echo")
      }
      _ = try? rule.lookup(text)
    }
    guard pattern.canWrite, rule.unit.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      rule.unit == rule.unit.uppercased(), let day = CivilDate("2026-11-21")
    else { return }
    let code = try rule.code(receivedOn: day, ordinal: pattern.greatestOrdinal)
    guard code.text.utf8.count <= DossierCode.greatestLength else { return }
    let read = try? rule.read(code.text)
    try demand(read == code, "made \(code.text), read \(read?.text ?? "nothing")")
  }

  @Sendable private static func times(_ input: [UInt8]) throws {
    let text = String(decoding: input, as: UTF8.self)
    if let date = CivilDate(text) {
      try demand(date.description == text, "\(date)")
      try demand(CivilDate(daysSinceEpoch: date.daysSinceEpoch).description == text, "\(date)")
    }
    if let time = CivilTime(text) {
      try demand(CivilTime(time.description) == time, "\(time)")
    }
    if let civil = CivilMoment(text) {
      try demand(CivilMoment(civil.description) == civil, "\(civil)")
    }
    guard let moment = Moment(rfc3339: text) else { return }
    // The same moment on the hall's own clock, as every route shows it.
    for moment in [moment, moment.at(utcOffsetSeconds: 25_200)] {
      let again = Moment(rfc3339: moment.rfc3339)
      let isAtTheEdge = !(1601...9998).contains(moment.date.year)
      try demand(
        isAtTheEdge || again?.microseconds == moment.microseconds / 1_000 * 1_000
          || moment.microseconds < 0, "\(moment.rfc3339)")
    }
  }
}
