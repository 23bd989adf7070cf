import Foundation
import Testing

/// The order of imports, read from the source: a compiler accepts more than the design does.
@Suite struct `The order of imports` {
  /// What each module may import, besides the standard library.
  static let allowed: [String: Set<String>] = [
    "Dossiers": [],
    "Ticketing": ["Dossiers"],
    "Store": [
      "Ticketing", "Dossiers", "GRDB", "Crypto", "Foundation", "Synchronization", "Glibc",
      "Dispatch",
    ],
    "Drivers": [
      "Ticketing", "Dossiers", "CPango", "CQRencode", "CLibUSB", "CCUPS", "Foundation",
      "Synchronization", "Glibc", "Dispatch",
    ],
    "halld": [
      "Store", "Drivers", "Ticketing", "Dossiers", "CCrypt", "Foundation", "Synchronization",
      "Glibc", "Dispatch", "Hummingbird", "HummingbirdCore", "HummingbirdTLS", "NIOSSL", "Mustache",
      "Yams", "ArgumentParser",
      "Logging", "NIOCore", "NIOHTTP1", "NIOHTTPTypes", "NIOTLS", "HTTPTypes", "Crypto",
      "ServiceLifecycle",
      "UnixSignals",
    ],
  ]

  @Test(arguments: allowed.keys.sorted())
  func `a module imports only what stands below it`(module: String) throws {
    let permitted = try #require(Self.allowed[module])
    let files = try Repository.swiftFiles(in: "Sources/\(module)")
    #expect(!files.isEmpty)
    for file in files {
      for name in Self.imports(in: file.text) where !permitted.contains(name) {
        Issue.record("\(file.path) imports \(name), which \(module) may not see")
      }
    }
  }

  @Test func `the check sees a forbidden import when there is one`() {
    let text = """
      // import Comment
      public import Foundation
      internal import struct Glibc.timespec
      @testable import Store
      let text = "import Nothing"
      """
    #expect(Self.imports(in: text) == ["Foundation", "Glibc", "Store"])
  }

  /// The modules named by the import lines of a file.
  static func imports(in text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      var words = line.split(separator: " ").map(String.init)
      let modifiers: Set = [
        "public", "internal", "private", "fileprivate", "package", "@testable", "@preconcurrency",
        "@_exported",
      ]
      while let word = words.first, modifiers.contains(word) { words.removeFirst() }
      guard words.first == "import", words.count >= 2 else { return nil }
      let kinds: Set = ["struct", "class", "enum", "func", "var", "let", "protocol"]
      let path = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
      return path.split(separator: ".").first.map(String.init)
    }
  }

  /// Words by which a pure module would reach for a clock, a file, a thread or chance.
  static let impure = [
    "Date()", "ContinuousClock", "SuspendingClock", "clock_gettime", "FileManager", "fopen(",
    " print(", "random(", "SystemRandomNumberGenerator", "Task {", "UUID(", "getenv", "Mutex<",
  ]

  @Test(arguments: ["Dossiers", "Ticketing"])
  func `the pure modules reach for no clock, file, chance or thread`(module: String) throws {
    for file in try Repository.swiftFiles(in: "Sources/\(module)") {
      for (number, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        for word in Self.impure where line.contains(word) {
          Issue.record("\(file.path):\(number + 1) uses \(word)")
        }
      }
    }
  }
}
