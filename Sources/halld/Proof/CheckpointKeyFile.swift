internal import Foundation
internal import Store

/// Where the hall's signing key comes from, and what came of reading it.
///
/// A key that cannot be used never keeps the hall closed: its checkpoints are unsigned and `/health`
/// says why.
enum CheckpointKeyFile {
  /// The name under which systemd hands the key over (`LoadCredential=checkpoint.key:...`).
  static let credential = "checkpoint.key"

  enum Reading: Sendable {
    case key(CheckpointKey)
    /// Nobody has given the hall a key.
    case none
    /// A file is there and is no key; the sentence goes on after its path.
    case unusable(path: String, why: String)

    var key: CheckpointKey? {
      if case .key(let key) = self { key } else { nil }
    }
  }

  /// The configured file, else systemd's credential, else nothing.
  static func read(configured: String?, environment: [String: String]) -> Reading {
    if let configured {
      // Readable by its owner alone: whoever can read it can sign.
      return read(configured, forbidden: 0o077)
    }
    guard let folder = environment["CREDENTIALS_DIRECTORY"], !folder.isEmpty else { return .none }
    let path = "\(folder)/\(credential)"
    guard FileManager.default.fileExists(atPath: path) else { return .none }
    // systemd grants access by an access list, whose mask shows as the group's bits.
    return read(path, forbidden: 0o007)
  }

  private static func read(_ path: String, forbidden: Int) -> Reading {
    func unusable(_ why: String) -> Reading { .unusable(path: path, why: why) }
    let real = URL(filePath: path).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: real) else {
      return unusable("There is no such file, or this user may not look there.")
    }
    guard attributes[.type] as? FileAttributeType == .typeRegular,
      let size = attributes[.size] as? Int, size <= 8_192,
      let mode = attributes[.posixPermissions] as? Int
    else { return unusable("It is no file of a key's size.") }
    guard mode & forbidden == 0 else {
      return unusable(
        "Others may read it (mode \(String(mode, radix: 8))): run chmod 600, and make a new key if "
          + "it was readable for long.")
    }
    guard let data = FileManager.default.contents(atPath: real),
      let text = String(data: data, encoding: .utf8)
    else { return unusable("This user may not read it, or it is no text.") }
    do throws(StoreFailure) {
      return .key(try CheckpointKey(pem: text))
    } catch {
      return unusable(error.sentence)
    }
  }
}
