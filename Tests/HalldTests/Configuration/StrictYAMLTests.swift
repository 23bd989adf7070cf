import Dossiers
import Testing

@testable import halld

@Suite struct `Strict YAML` {
  @Test func `types come from the reader and not from the guesses of YAML 1·1`() {
    let file = StrictYAML.read(
      text: """
        country: no
        switch: on
        id: 010
        opens: 07:30
        closes: 24:00
        day: 2026-03-02
        negative: -5
        quoted: "1"
        """, as: "t.yaml")
    let root = file.root
    #expect(root.string("country") == "no")
    #expect(root.string("switch") == "on")
    #expect(root.string("id") == "010")
    #expect(root.time("opens") == CivilTime(hour: 7, minute: 30))
    #expect(root.time("closes") == .endOfDay)
    #expect(root.date("day") == CivilDate("2026-03-02"))
    #expect(root.int("negative", in: -10...10) == -5)
    #expect(root.string("quoted") == "1")
    #expect(file.problems == [])
  }

  @Test(
    arguments: [
      ("010", "decimal"), ("0x1F", "decimal"), ("1_000", "decimal"), ("\"5\"", "decimal"),
      ("1.5", "decimal"), ("11", "out of range"), ("99999999999999999999", "out of range"),
      ("", "is empty"), ("~", "is empty"), ("[1]", "is a list"), ("{a: 1}", "is a group"),
      ("!!int 5", "tags"),
    ])
  func `a number is refused unless it is plain, decimal and in range`(text: String, why: String) {
    let file = StrictYAML.read(text: "n: \(text)\n", as: "t.yaml")
    #expect(file.root.int("n", in: 0...10, default: 3) == 3)
    #expect(file.problems.map(\.line) == [1])
    #expect(file.problems.first?.finding.en.contains(why) == true)
  }

  @Test(arguments: ["yes", "no", "on", "True", "\"true\"", "1"])
  func `yes and no are not true and false`(text: String) {
    let file = StrictYAML.read(text: "b: \(text)\n", as: "t.yaml")
    #expect(file.root.bool("b", default: true))
    #expect(file.problems.map(\.remedy.en) == ["write true or false"])
  }

  @Test func `every problem of a file is told, each with its line, key and remedy`() {
    let file = StrictYAML.read(
      text: """
        port: 0
        naem: Hall
        deep:
          colour: red
          port: 7
          port: 8
        list:
          - kind: folder
          - kindd: folder
        """, as: "t.yaml")
    let root = file.root
    _ = root.int("port", in: 1...9)
    _ = root.string("name")
    let deep = root.mapping("deep")
    _ = deep.enumeration("colour", ["rod": 1, "green": 2])
    _ = deep.int("port", in: 1...9)
    for item in root.list("list") { _ = item.mapping?.string("kind") }
    let told = file.problems.map { "\($0.line) \($0.key) \($0.remedy.en)" }
    #expect(
      told == [
        "1 name write text of 1 to 200 characters",
        "1 port write a whole number from 1 to 9",
        "2 naem did you mean \"name\"? known keys: deep, list, name, port",
        "4 deep.colour did you mean \"rod\"? write one of: rod, green",
        "6 port keep one of the two",
        "9 list[2].kind write text of 1 to 200 characters",
        "9 list[2].kindd did you mean \"kind\"? known keys: kind",
      ])
  }

  @Test func `a line of a problem is Vietnamese first, then English`() {
    let file = StrictYAML.read(text: "\n\ncalls: 0\n", as: "Config/halld.yaml")
    _ = file.root.int("calls", in: 1...10)
    #expect(
      file.problems.map(\.description) == [
        "Config/halld.yaml:3: calls: «0» nằm ngoài khoảng cho phép; ghi số nguyên từ 1 đến 10 / "
          + "\"0\" is out of range; write a whole number from 1 to 10"
      ])
  }

  @Test(
    arguments: [
      ("a: &x 1\nb: *x\n", 1, "anchors"),
      ("a: 1\nb: &x 1\n", 2, "anchors"),
      ("a: *x\n", 1, "aliases"),
      ("a: 1\n---\nb: 2\n", 2, "second YAML document"),
      ("a: 1\n\tb: 2\n", 2, "tab"),
      ("a: b: c\n", 1, "\":\""),
      ("a: \"open\n", 2, "quotation"),
      ("? [a]\n: 1\n", 1, "plain text"),
      ("a: 1\nb: \u{7}\n", 2, "not allowed"),
      ("", 1, "empty"),
      ("# nothing\n", 1, "empty"),
      ("- a\n- b\n", 1, "is a list"),
      ("just text\n", 1, "is a single value"),
      ("a: !secret x\n", 1, "tags"),
      ("a: {b: 1, b: 2}\n", 1, "already stands"),
      (String(repeating: "[", count: 30) + String(repeating: "]", count: 30), 1, "nested"),
      (String(repeating: "[", count: 200_000), 1, "nested"),
      ("a: " + String(repeating: "- ", count: 100_000), 1, ""),
      (String(repeating: "#", count: StrictYAML.largestFile + 1), 0, "1 MiB"),
    ])
  func `what configuration does not need is refused where it stands`(
    text: String, line: Int, why: String
  ) {
    let file = StrictYAML.read(text: text, as: "t.yaml")
    for (_, value) in file.root.entries { _ = value.string() }
    #expect(file.problems.first?.line == line)
    #expect(
      file.problems.contains { why.isEmpty || $0.finding.en.contains(why) }, "\(file.problems)")
  }

  @Test func `a few aliases of aliases do not make the reader work for hours`() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...60 {
      text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
    }
    text += "[*a60]: 1\n"
    #expect(StrictYAML.read(text: text, as: "t.yaml").problems.map(\.line) == [1])
  }

  @Test(
    arguments: [
      ("prefx", "prefix"), ("Prefix", "prefix"), ("data_folder", "dataFolder"),
      ("dataFolde", "dataFolder"), ("perfix", "prefix"), ("zebra", nil), ("", nil),
    ] as [(String, String?)])
  func `the nearest key is suggested when it is near`(typed: String, meant: String?) {
    #expect(
      NearestName.suggestion(for: typed, among: ["prefix", "dataFolder", "counters"]) == meant)
  }

  @Test(arguments: ["/nonexistent/halld.yaml", "/", "/dev/null"])
  func `what is no file is refused without waiting`(path: String) {
    let problems = StrictYAML.read(path).problems
    #expect(problems.count == 1)
    #expect(problems.first?.line == 0)
  }
}
