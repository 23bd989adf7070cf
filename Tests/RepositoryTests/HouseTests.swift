import Foundation
import Testing

@Suite struct `The house is in order` {
  @Test func `no file has outgrown one thought`() throws {
    for folder in ["Sources", "Tests"] {
      for file in try Repository.swiftFiles(in: folder) where file.lines > 350 {
        Issue.record("\(file.path) has \(file.lines) lines; split it by thought")
      }
    }
  }

  @Test func `sources hold no forced unwrap, no crash by hand and nothing left for later`() throws {
    let words = ["try!", "as!", "fatalError(", "TODO", "FIXME", "XXX"]
    for file in try Repository.swiftFiles(in: "Sources") {
      for word in words where file.text.contains(word) {
        Issue.record("\(file.path) contains \(word)")
      }
    }
  }

  @Test func `tests do not sleep and are not switched off`() throws {
    // Written apart, so that this file does not find itself.
    let words = ["Task." + "sleep", "Thread." + "sleep", "." + "disabled(", "withKnown" + "Issue"]
    for file in try Repository.swiftFiles(in: "Tests") {
      for word in words where file.text.contains(word) {
        Issue.record("\(file.path) contains \(word)")
      }
    }
  }

  @Test func `every dependency is pinned to one version`() throws {
    let package = try String(
      contentsOf: Repository.root.appending(path: "Package.swift"), encoding: .utf8)
    let declared = package.components(separatedBy: ".package(").dropFirst()
    #expect(declared.count >= 8)
    for dependency in declared {
      #expect(dependency.contains("exact: \""), "not pinned: \(dependency.prefix(80))")
    }
  }

  @Test func `the unit file keeps its sandbox`() throws {
    let unit = try String(
      contentsOf: Repository.root.appending(path: "systemd/halld.service"), encoding: .utf8)
    for line in [
      "Type=notify", "User=halld", "ProtectSystem=strict", "NoNewPrivileges=yes",
      "StateDirectory=halld", "DevicePolicy=closed", "MemoryMax=",
    ] {
      #expect(unit.contains(line), "systemd/halld.service lacks \(line)")
    }
  }
}
