import Drivers
import Foundation
import Testing
import Ticketing

@testable import halld

@Suite final class `Profiles of displays, scanners and keypads` {
  let folder = FileManager.default.temporaryDirectory.path + "/halld-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private static let assets = AssetFolders(configuration: Shipped.path("demo.yaml"))

  @Test func `every shipped one is read without a problem`() {
    #expect(ProfileFolder.problems(in: Self.assets) == [])
    #expect(
      ProfileFolder.displays.names(in: Self.assets) == ["cd5220", "epson-dm", "modbus-digits"])
    #expect(ProfileFolder.scanners.names(in: Self.assets).count == 3)
    #expect(ProfileFolder.keypads.names(in: Self.assets) == ["numeric"])
  }

  /// The bytes that the sources named in the profiles give for A012 at counter 5.
  static let rows: [(id: String, bytes: String)] = [
    ("cd5220", "\u{1B}QA      A012  Q5      \u{0D}\u{1B}QB        >>>>        \u{0D}"),
    ("epson-dm", "\u{1F}$\u{01}\u{01}      A012  Q5      \u{1F}$\u{01}\u{02}        >>>>        "),
    // The two bytes at its end are the CRC, reckoned by another program.
    ("modbus-digits", "\u{01}\u{10}\u{00}\u{00}\u{00}\u{04}\u{08}A012  Q5\u{89}\u{ED}"),
  ]

  @Test(arguments: rows.indices)
  func `a display is sent these bytes`(index: Int) throws {
    let (id, text) = Self.rows[index]
    let bytes = text.unicodeScalars.map { UInt8($0.value) }
    let path = try #require(ProfileFolder.displays.path(of: id, in: Self.assets))
    let profile = try #require(DisplayProfile.read(path).profile)
    let lines = CounterDisplay.called(label: "A012", attempt: 1)
      .lines(at: "5", columns: profile.columns, rows: profile.rows)
    let shown = profile.show.bytes(showing: lines)
    #expect(shown == bytes)
  }

  @Test(arguments: [
    ("displays", "show: 1B 5", "show", "word 2, \"5\""),
    ("displays", "show: 1B 51", "show", "nothing in it is ever different"),
    ("displays", "columns: 0", "columns", "1 to 80"),
    ("displays", "rows: 3", "rows", "1 to 2"),
    ("displays", "parity: mark", "parity", "none, even, odd"),
    ("displays", "baud: 300", "baud", "1200"),
    ("displays", "colour: red", "colour", "no such key"),
    ("scanners", "terminators: [enter, entr]", "terminators[2]", "did you mean \"enter\"?"),
    ("scanners", "terminators: []", "terminators", "nothing would end a scan"),
    ("scanners", "pauseMilliseconds: 5", "pauseMilliseconds", "20 to 5000"),
    ("scanners", "longest: 5000", "longest", "1 to 4096"),
    ("scanners", "id: other", "id", "is not the name of the file"),
    ("keypads", "keys: {kpentr: next}", "keys.kpentr", "did you mean \"kpenter\"?"),
    ("keypads", "keys: {kpenter: nxt}", "keys.kpenter", "did you mean \"next\"?"),
    ("keypads", "keys: {}", "keys", "there is no key"),
    ("keypads", "bounceMilliseconds: 2001", "bounceMilliseconds", "0 to 2000"),
  ])
  func `a broken one is refused with its place and its remedy`(
    kind: String, line: String, key: String, words: String
  ) throws {
    let good = [
      "displays": ["columns: 20", "rows: 2", "start: \"\"", "show: \"{upper}\""],
      "scanners": [
        "terminators: [enter]", "pauseMilliseconds: 500", "pauseEnds: false", "longest: 9",
      ],
      "keypads": ["keys: {kpenter: next}"],
    ]
    let name = line.prefix { $0 != ":" }
    let lines =
      (["id: broken", "model: M", "source: S"] + (good[kind] ?? []))
      .filter { !$0.hasPrefix("\(name):") } + [line]
    let path = "\(folder)/broken.yaml"
    try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    let place = try #require(ProfileFolder(rawValue: kind))
    let problems = place.problems(of: path)
    #expect(problems.count == 1, "\(problems)")
    #expect(problems.first?.key == key)
    #expect(problems.first?.line == lines.count)
    #expect(problems.first?.description.contains(words) == true, "\(problems)")
  }
}
