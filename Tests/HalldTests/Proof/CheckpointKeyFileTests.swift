import Foundation
import Store
import Testing

@testable import halld

@Suite struct `The key that signs checkpoints` {
  @Test func `comes from the configured file, or from systemd under its own name`() throws {
    try inFolder { folder in
      let key = CheckpointKey()
      try Self.write(key.pem, to: "\(folder)/checkpoint.key", mode: 0o600)
      let environment = ["CREDENTIALS_DIRECTORY": folder]
      let credential = CheckpointKeyFile.read(configured: nil, environment: environment)
      #expect(credential.key?.publicKey == key.publicKey)
      let configured = CheckpointKeyFile.read(
        configured: "\(folder)/checkpoint.key", environment: [:])
      #expect(configured.key?.publicKey == key.publicKey)
      // systemd's access list shows as a bit of the group.
      try Self.write(key.pem, to: "\(folder)/checkpoint.key", mode: 0o440)
      #expect(
        CheckpointKeyFile.read(configured: nil, environment: environment).key != nil)
    }
  }

  @Test func `is not asked for where nobody has given one`() throws {
    try inFolder { folder in
      for environment in [[:], ["CREDENTIALS_DIRECTORY": folder], ["CREDENTIALS_DIRECTORY": ""]] {
        guard case .none = CheckpointKeyFile.read(configured: nil, environment: environment) else {
          Issue.record("\(environment)")
          continue
        }
      }
    }
  }

  @Test(arguments: [
    (0o644, true, "Others may read it (mode 644)"),
    (0o640, true, "Others may read it (mode 640)"),
    (0o600, false, "no Ed25519 key"),
  ])
  func `is refused with a sentence when it is not what it should be`(
    mode: Int, isKey: Bool, sentence: String
  ) throws {
    try inFolder { folder in
      let path = "\(folder)/checkpoint.key"
      try Self.write(isKey ? CheckpointKey().pem : "Nguyễn", to: path, mode: mode)
      let reading = CheckpointKeyFile.read(configured: path, environment: [:])
      guard case .unusable(path, let why) = reading else {
        Issue.record("it was taken")
        return
      }
      #expect(why.contains(sentence), "\(why)")
    }
  }

  @Test func `a configured file that is not there, or is a folder, is said so`() throws {
    try inFolder { folder in
      for path in ["\(folder)/none.key", folder] {
        guard case .unusable = CheckpointKeyFile.read(configured: path, environment: [:]) else {
          Issue.record("\(path) was taken")
          continue
        }
      }
    }
  }

  private func inFolder(_ work: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "key-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try work(folder.path)
  }

  private static func write(_ text: String, to path: String, mode: Int) throws {
    try? FileManager.default.removeItem(atPath: path)
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }
}
