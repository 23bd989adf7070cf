import Dossiers
import Drivers
import Foundation
import Testing
import Ticketing

@testable import halld

/// `halld devices`, `halld test-print`, `halld pad`, and the profiles a technician adds.
@Suite final class `PrinterCommands · for the technician` {
  let folder = FileManager.default.temporaryDirectory.path + "/halld-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @Test func `every shipped profile is read without a problem`() throws {
    let demo = NSString.path(withComponents: Self.root + ["Config", "demo.yaml"])
    let readings = PrinterProfileFile.readAll(AssetFolders(configuration: demo))
    #expect(readings.flatMap(\.problems) == [])
    let profiles = readings.compactMap(\.profile)
    #expect(
      profiles.map { "\($0.id) \($0.dotsPerLine)" } == [
        "epson-tm-t20 576", "epson-tm-t88 512", "escpos-58mm 384", "escpos-80mm 576",
        "escpos-80mm-mute 576", "folder-58mm 384", "folder-80mm 576",
      ])
    #expect(profiles.filter { $0.escPos?.isMute == true }.map(\.id) == ["escpos-80mm-mute"])
  }

  @Test(arguments: [
    ("dotsPerLine: 577", "577 is not a multiple of 8; write 576 if that is what can be printed"),
    ("dotsPerLine: 100", "dotsPerLine"),
    ("paperWidthMillimetres: 8", "paperWidthMillimetres"),
    ("kind: laser", "kind"),
    ("id: other", "\"other\" is not the name of the file; write broken"),
    ("colour: true", "colour"),
  ])
  func `a broken profile is refused with file, line, key and remedy`(
    line: String, words: String
  ) throws {
    let key = line.prefix { $0 != ":" }
    let good = [
      "id: broken", "kind: folder", "model: PNG", "paperWidthMillimetres: 80", "dotsPerLine: 576",
    ]
    let lines = good.filter { !$0.hasPrefix("\(key):") } + [line]
    let path = "\(folder)/broken.yaml"
    try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    let reading = PrinterProfileFile.read(path)
    #expect(reading.profile == nil)
    #expect(reading.problems.count == 1)
    let problem = try #require(reading.problems.first).description
    #expect(problem.hasPrefix("\(path):\(lines.count): "), "\(problem)")
    #expect(problem.contains(words), "\(problem)")
  }

  @Test func `a printer takes its figures from the profile it names`() throws {
    let narrow = demo {
      $0.replacing("kind: folder", with: "kind: folder\n    profile: folder-58mm")
    }
    let printer = try #require(narrow.configuration?.printers.first)
    #expect(printer.dotsPerLine == 384)
    #expect(printer.paperWidthMillimetres == 58)
    let mistyped = demo {
      $0.replacing("kind: folder", with: "kind: folder\n    profile: folder-80")
    }
    #expect(mistyped.configuration == nil)
    let problem = mistyped.problems.map(\.description).joined(separator: "\n")
    #expect(problem.contains("printers[1].profile"), "\(problem)")
    #expect(problem.contains("did you mean \"folder-80mm\"?"), "\(problem)")
  }

  private func demo(_ change: (String) -> String) -> ConfigurationReader.Outcome {
    let path = NSString.path(withComponents: Self.root + ["Config", "demo.yaml"])
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return ConfigurationReader.read(path, text: change(text))
  }

  private static let root = Array(URL(fileURLWithPath: #filePath).pathComponents.dropLast(4))

  @Test func `a test page comes out of the printer that was named`() async throws {
    let answer = await PrinterCommands.testPrint(
      "left", among: [settings("left")], at: try now(), by: PrinterCommands.directly(folder))
    #expect(
      answer
        == .init(lines: ["Trang in thử / The test page: đã in / printed (left)"], succeeded: true))
    #expect(try pictures("left").count == 1)
  }

  @Test func `a mistyped printer is answered with the nearest one`() async throws {
    let answer = await PrinterCommands.testPrint(
      "lfet", among: [settings("left"), settings("entrance")], at: try now(),
      by: PrinterCommands.directly(folder))
    #expect(!answer.succeeded)
    #expect(
      answer.lines == [
        "Không có máy in \"lfet\". Có phải \"left\"? Các máy in: entrance, left.",
        "There is no printer \"lfet\". Did you mean \"left\"? Printers: entrance, left.",
      ])
  }

  @Test func `devices names what keeps a printer from printing`() async throws {
    try Data().write(to: URL(fileURLWithPath: "\(folder)/broken"))
    let answer = await PrinterCommands.devices(
      [settings("left"), settings("broken/slips")], dataFolder: folder)
    #expect(!answer.succeeded)
    #expect(answer.lines.count == 2)
    #expect(answer.lines[0] == "left  cạnh cửa  80 mm, 576 điểm/dots  sẵn sàng / ready")
    #expect(
      answer.lines[1].contains(
        "LỖI / FAULT: không sẵn sàng / offline: the folder \(folder)/broken/slips cannot"))
  }

  @Test func `a pad of 50 tickets is two sheets, and no number leaves its series`() async throws {
    let centre = BilingualName(vi: "Trung tâm", en: "Centre")
    let profile = settings("pad").profile
    let series = NumberSeries(prefix: "P", first: 1, last: 60)
    let good = await PrinterCommands.pad(
      centre: centre, series: series, from: 1, count: 50, profile: profile,
      into: "\(folder)/pad")
    #expect(good.succeeded)
    #expect(try pictures("pad") == ["padP001-P040.png", "padP041-P050.png"])
    for (from, count) in [(0, 5), (11, 51), (1, 0)] {
      let refused = await PrinterCommands.pad(
        centre: centre, series: series, from: from, count: count, profile: profile,
        into: "\(folder)/none")
      #expect(!refused.succeeded)
      #expect(refused.lines.last == "The pad's series runs from P001 to P060.")
    }
  }

  @Test func `intake forms are one sheet each, and their numbers stay in the series`() async throws
  {
    let centre = BilingualName(vi: "Trung tâm", en: "Centre")
    let series = HallRules().forms
    let good = await PrinterCommands.forms(
      centre: centre, series: series, from: 9_999, count: 2, into: "\(folder)/forms")
    #expect(
      good.lines.last
        == "2 intake forms on A5 in \(folder)/forms. Go on from SC-10001 next time.")
    #expect(try pictures("forms") == ["form-SC_10000.png", "form-SC_9999.png"])
    for (from, count) in [(0, 1), (99_999, 2), (1, 0), (1, 501)] {
      let refused = await PrinterCommands.forms(
        centre: centre, series: series, from: from, count: count, into: "\(folder)/none")
      #expect(!refused.succeeded)
      #expect(
        refused.lines.last
          == "Intake forms run from SC-0001 to SC-99999, 1 to 500 at a time.")
    }
  }

  private func settings(_ name: String) -> PrinterSettings {
    PrinterSettings(
      id: name, place: "cạnh cửa", kind: .folder(path: name, keep: 100, delaySeconds: 0),
      dotsPerLine: 576, paperWidthMillimetres: 80, language: .vietnameseAndEnglish)
  }

  private func now() throws -> CivilMoment { try #require(CivilMoment("2026-11-23T07:42")) }

  private func pictures(_ name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)").sorted()
  }
}
