internal import ArgumentParser
internal import Dossiers
internal import Foundation
internal import Store

struct CheckpointCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "What the log was at the end of each day, to be carried away from the hall.",
    subcommands: [Show.self, Print.self, Export.self, Key.self])

  /// Which checkpoint is meant.
  struct Choice: ParsableArguments {
    @Option(help: "The service day, such as 2026-03-02; without it the latest checkpoint.")
    var day: String?

    func find(in folder: String) throws -> Checkpoint {
      try CheckpointCommand.find(try day.map(CheckpointCommand.day), in: folder)
    }
  }

  static func day(_ text: String) throws -> CivilDate {
    guard let day = CivilDate(text) else {
      throw ValidationError("--day takes a date YYYY-MM-DD, such as 2026-03-02.")
    }
    return day
  }

  /// The checkpoint of a service day, or the latest one.
  static func find(_ wanted: CivilDate?, in folder: String) throws -> Checkpoint {
    let found = try HallData(folder).checkpoints(through: wanted).first
    guard let found, wanted.map({ $0 == found.day }) ?? true else {
      let which = wanted.map { " \($0)" } ?? ""
      throw CommandFailure(
        "Chưa có mốc kiểm chứng\(which); mỗi mốc được ghi khi ngày phục vụ kết thúc. / There is no "
          + "checkpoint\(which); one is made when a service day ends.")
    }
    return found
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the latest checkpoints and shows one.")

    @OptionGroup var options: DataOption
    @OptionGroup var choice: Choice

    func run() throws {
      let chosen = try choice.find(in: options.data)
      for checkpoint in try HallData(options.data).checkpoints(limit: 14).reversed() {
        let key = checkpoint.key.map { "khóa/key \($0)" } ?? "chưa ký/unsigned"
        print("\(checkpoint.day)  \(checkpoint.rows)  \(checkpoint.hash.prefix(16))…  \(key)")
      }
      print("\n" + chosen.signedText, terminator: "")
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes a checkpoint as a text file, for a safe elsewhere.")

    @OptionGroup var options: DataOption
    @OptionGroup var choice: Choice
    @Option(help: "The new file; without it standard output.", completion: .file()) var out: String?

    func run() throws {
      let checkpoint = try choice.find(in: options.data)
      guard let out else { return print(checkpoint.file, terminator: "") }
      try NewFile.write(checkpoint.file, to: out, mode: 0o644)
      print(
        "Đã ghi \(out): \(checkpoint.day), \(checkpoint.rows) dòng. Cất ở nơi khác máy này. / Written: "
          + "\(checkpoint.day), \(checkpoint.rows) rows. Keep it away from this machine.")
    }
  }

  struct Print: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints a checkpoint on one of the hall's printers.")

    @OptionGroup var choice: Choice
    @Option(help: "The printer's id in the configuration.") var printer: String
    @OptionGroup var options: ConfigurationOption

    func run() async throws {
      let (configuration, folder) = try options.load()
      let checkpoint = try choice.find(in: folder)
      let request = ControlRequest.printCheckpoint(day: "\(checkpoint.day)", printer: printer)
      try await PrinterCommands.asked(request, of: folder) {
        await PrinterCommands.checkpoint(
          checkpoint, on: printer, among: configuration.printers,
          by: PrinterCommands.directly(folder))
      }.finish()
    }
  }

  struct Key: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes the pair of keys by which checkpoints are signed and checked.",
      discussion: "Keep a copy of the public key outside of the hall. The private key goes to "
        + "systemd: LoadCredential=checkpoint.key:/etc/halld/checkpoint.key.")

    @Option(help: "The new file with the private key, mode 0600; - for standard output.")
    var `private` = CheckpointKeyFile.credential
    @Option(help: "The new file with the public key.") var `public` = "checkpoint.pub"

    func run() throws {
      let key = CheckpointKey()
      if `private` == "-" {
        try NewFile.write(key.publicKey.pem, to: `public`, mode: 0o644)
        print(key.pem, terminator: "")
        return
      }
      try NewFile.write(key.pem, to: `private`, mode: 0o600)
      try NewFile.write(key.publicKey.pem, to: `public`, mode: 0o644)
      print(
        "Khóa \(key.publicKey.id): \(`private`) (bí mật), \(`public`) (công khai, cất một bản ở nơi "
          + "khác). / Key \(key.publicKey.id): \(`private`) is secret, \(`public`) is public; keep a "
          + "copy of it elsewhere.")
    }
  }
}

/// A file that a command makes; it never replaces another one.
enum NewFile {
  static func write(_ text: String, to path: String, mode: Int) throws(CommandFailure) {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure(
        "Đã có tệp \(path); lệnh này không ghi đè. / \(path) exists already and is not replaced.")
    }
    // Made with its mode: a secret is never readable for a moment.
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
    else {
      throw CommandFailure("Không ghi được tệp \(path). / \(path) cannot be written.")
    }
  }
}

extension Checkpoint {
  /// A checkpoint in a file somebody has kept.
  static func load(_ path: String) throws(CommandFailure) -> Checkpoint {
    do throws(StoreFailure) {
      return try Checkpoint(file: try EvidenceFile.text(path))
    } catch {
      throw CommandFailure("\(path): không phải mốc kiểm chứng. / \(error.sentence)")
    }
  }
}

extension CheckpointPublicKey {
  static func load(_ path: String) throws(CommandFailure) -> CheckpointPublicKey {
    do throws(StoreFailure) {
      return try CheckpointPublicKey(pem: try EvidenceFile.text(path))
    } catch {
      throw CommandFailure("\(path): không phải khóa công khai. / \(error.sentence)")
    }
  }
}

private enum EvidenceFile {
  static func text(_ path: String) throws(StoreFailure) -> String {
    guard let handle = FileHandle(forReadingAtPath: path),
      let data = try? handle.read(upToCount: Checkpoint.fileLimit + 1),
      let text = String(data: data, encoding: .utf8)
    else { throw StoreFailure(.files, "The file cannot be read as UTF-8 text.") }
    return text
  }
}
