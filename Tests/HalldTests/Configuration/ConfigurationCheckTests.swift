import Dossiers
import Foundation
import Testing

@testable import halld

@Suite struct `Checking a configuration` {
  @Test func `a good file is summed up, and the exit code is 0`() {
    let report = ConfigurationCheck.run(Shipped.path("demo.yaml"))
    #expect(report.exitCode == 0)
    #expect(
      report.lines.last
        == "Trung tâm Phục vụ hành chính công tỉnh Lai Châu (trình diễn) "
        + "(bản trình diễn / demonstration): 14 lĩnh vực, 70 việc, 8 quầy, 2 máy in, 1 kiosk, "
        + "1 bảng, 50 thủ tục, loa / voice: vi + en")
  }

  @Test func `a bad file is told problem by problem, and the exit code is 1`() throws {
    try inFolder { folder in
      let path = "\(folder)/halld.yaml"
      let text = try Shipped.text("halld.yaml")
        .replacing("  maxCalls: 3", with: "  maxCalls: 0")
        .replacing("logLevel: info\n", with: "logLevel: loud\n")
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      let report = ConfigurationCheck.run(path)
      #expect(report.exitCode == 1)
      #expect(
        report.lines.count == 3 && report.lines.allSatisfy { $0.hasPrefix(path) }, "\(report)")
      #expect(
        report.lines.first?.hasSuffix(
          ": rules.maxCalls: «0» nằm ngoài khoảng cho phép; ghi số nguyên từ 1 đến 10 / "
            + "\"0\" is out of range; write a whole number from 1 to 10") == true)
      #expect(report.lines.last == "\(path): 2 lỗi / 2 problems")
    }
  }

  @Test func `missing templates of papers are a warning, a broken one is told by its line`()
    throws
  {
    try inFolder { folder in
      let path = "\(folder)/halld.yaml"
      try Shipped.text("halld.yaml").write(toFile: path, atomically: true, encoding: .utf8)
      let template = "\(folder)/documents/receipt-slip.yaml"
      let text = try String(contentsOfFile: template, encoding: .utf8)
      try text.replacing("title:", with: "titel:")
        .write(toFile: template, atomically: true, encoding: .utf8)
      let broken = ConfigurationCheck.run(path)
      #expect(broken.exitCode == 1)
      #expect(
        broken.lines.contains { $0.hasPrefix("\(template):") && $0.contains("titel: ") },
        "\(broken)")
      try FileManager.default.removeItem(atPath: "\(folder)/documents")
      let missing = ConfigurationCheck.run(path)
      #expect(missing.exitCode == 0)
      #expect(missing.lines.count { $0.contains("cảnh báo (warning)") } == 1, "\(missing)")
      #expect(missing.lines.first?.hasPrefix("\(folder)/documents, ") == true, "\(missing)")
      #expect(missing.lines.first?.hasSuffix("copy the folder Config/documents") == true)
    }
  }

  @Test func `a line nobody serves is a warning, and the exit code stays 0`() throws {
    let text = try Shipped.text("demo.yaml").replacing("[noi-vu, can-cuoc]", with: "[noi-vu]")
    let outcome = Shipped.read(text)
    #expect(outcome.configuration != nil)
    #expect(outcome.problems.map(\.severity) == [.warning])
    #expect(outcome.problems.first?.key == "counters")
    #expect(outcome.problems.first?.finding.en == "no counter serves the line \"can-cuoc\"")
  }

  @Test func `a demonstration open to the network is a warning`() throws {
    let text = try Shipped.text("demo.yaml")
      .replacing("address: 127.0.0.1", with: "address: 0.0.0.0")
    #expect(
      Shipped.read(text).problems.map(\.finding.en) == ["a demonstration is open to other machines"]
    )
  }

  @Test(
    arguments: [
      ("    days: 20", "    days: 0", "procedures[1].days", "1 to 3650"),
      ("    days: 20\n", "", "procedures[1].days", "1 to 3650"),
      ("domain: dat-dai", "domain: dat-da", "procedures[1].domain", "did you mean \"dat-dai\"?"),
      ("id: vd-dat-02", "id: vd-dat-01", "procedures[2].id", "choose another"),
      ("id: vd-dat-02", "id: vd dat", "procedures[2].id", "points and hyphens"),
      ("    online:", "    onlin:", "procedures[1].onlin", "did you mean \"online\"?"),
      (
        "Chi nhánh Văn phòng Đăng ký đất đai", "Trung tâm Hành chính công huyện",
        "procedures[1].agency", "name the agency that decides"
      ),
      ("days: 7}", "days: 17}", "procedures[1].linked", "within the whole term"),
    ])
  func `a broken catalogue is refused under its own name`(
    found: String, written: String, key: String, remedy: String
  ) throws {
    try inFolder { folder in
      let path = "\(folder)/procedures/dat-dai.yaml"
      let text = try Shipped.text("procedures/dat-dai.yaml")
      let place = try #require(text.range(of: found))
      try text.replacingCharacters(in: place, with: written)
        .write(toFile: path, atomically: true, encoding: .utf8)
      let outcome = ConfigurationReader.read(
        "\(folder)/demo.yaml", text: try Shipped.text("demo.yaml"))
      #expect(outcome.configuration == nil)
      #expect(outcome.problems.map(\.file) == [path])
      #expect(outcome.problems.first?.key == key)
      #expect(outcome.problems.first?.remedy.en.contains(remedy) == true)
      #expect((outcome.problems.first?.line ?? 0) > 0)
    }
  }

  @Test func `every problem of several is told in the order of the lines`() throws {
    let text = try Shipped.text("demo.yaml")
      .replacing("hall: demo", with: "hall: Demo")
      .replacing("keep: 1000", with: "keep: 1")
      .replacing("port: 8080", with: "port: x")
    let problems = Shipped.read(text).problems
    #expect(problems.map(\.key) == ["hall", "printers[1].keep", "listeners[1].port"])
    #expect(problems.map(\.line) == problems.map(\.line).sorted())
  }

  @Test func `a password is never repeated in a problem`() throws {
    let text = try Shipped.text("demo.yaml")
      .replacing("password: le-tan-2026", with: "password: [hunter2]")
      .replacing("password: quay-1-2026", with: "password: hunter3")
    let told = Shipped.read(text).problems.map(\.description).joined(separator: "\n")
    #expect(told.contains("demo.accounts[1].password"))
    #expect(told.contains("demo.accounts[2].password"))
    #expect(!told.contains("hunter"))
  }

  /// A folder of its own, with the shipped regulations and calendars beside it.
  private func inFolder(_ work: (String) throws -> Void) throws {
    let manager = FileManager.default
    let folder = manager.temporaryDirectory.appending(path: "halld-check-\(UUID().uuidString)")
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? manager.removeItem(at: folder) }
    for name in ["regulations", "calendars", "procedures", "documents", "speech"] {
      try manager.copyItem(
        at: URL(filePath: Shipped.path(name)), to: folder.appending(path: name))
    }
    try work(folder.path)
  }
}
