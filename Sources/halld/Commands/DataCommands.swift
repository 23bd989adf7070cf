internal import ArgumentParser
internal import Foundation
internal import Store

struct DataOption: ParsableArguments {
  @Option(help: "The data folder.", completion: .directory)
  var data: String
}

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Writes a checked copy of the data, also while the hall runs.")

  @Argument(help: "The new file.", completion: .file()) var file: String
  @OptionGroup var options: DataOption

  func run() async throws {
    let path = URL(filePath: file).path
    if let reply = try ControlClient(dataFolder: options.data).ask(.backup(file: path)) {
      return try reply.finish()
    }
    print(try HallData(options.data).backup(to: path).sentence(file: path))
  }
}

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Puts a backup into an empty data folder.",
    discussion: "On a spare machine in place of a lost one, give --numbers-ahead: more than the "
      + "numbers any series has given since the backup. Never start the lost machine again.")

  @Argument(help: "The backup.", completion: .file()) var file: String
  @OptionGroup var options: DataOption
  @Option(help: "Numbers of each series to leave out today, 1 to 100000.")
  var numbersAhead: Int?

  func validate() throws {
    guard numbersAhead.map({ SeriesMove.allowed.contains($0) }) ?? true else {
      throw ValidationError("--numbers-ahead takes 1 to 100000.")
    }
  }

  func run() throws {
    // The hall's own offset is in its log; the moment itself has none.
    let now = HallClock(utcOffsetSeconds: 0, last: nil).now()
    let move = numbersAhead.map { SeriesMove(ahead: $0, at: now, by: ControlDesk.actor) }
    let report = try HallData.restore(from: file, to: options.data, moving: move)
    print(report.sentence(file: file))
    if let day = report.movedDay, let move {
      print(
        "Ngày \(day) mỗi dãy số bỏ qua \(move.ahead) số; không bật lại máy cũ. / On \(day) each "
          + "series leaves out \(move.ahead) numbers; never start the old machine again.")
    } else {
      print(
        "Nếu sau bản sao này sảnh đã phát số, hãy khôi phục lại với --numbers-ahead. / If the hall "
          + "has given numbers after this backup, restore again with --numbers-ahead.")
    }
  }
}

struct ClockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clock", abstract: "The machine's date.", subcommands: [Confirm.self])

  struct Confirm: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says that staff have looked and the machine's date is right.")

    @OptionGroup var options: DataOption

    func run() throws {
      guard let reply = try ControlClient(dataFolder: options.data).ask(.confirmClock) else {
        throw CommandFailure(
          "Không có dịch vụ nào chạy trên \(options.data), không cần xác nhận. / No daemon runs "
            + "on \(options.data); there is nothing to confirm.")
      }
      try reply.finish()
    }
  }
}

extension ControlReply {
  /// Prints the sentence; a refusal ends with exit code 1.
  func finish() throws {
    guard done else { throw CommandFailure(sentence) }
    print(sentence)
  }
}

extension BackupReport {
  func sentence(file: String) -> String {
    let secret =
      hasSecret
      ? "" : " Thiếu khóa bí mật: mã trên phiếu cũ sẽ không dùng được. / The secret key is missing."
    return "Đã kiểm tra \(file): \(rows) dòng nhật ký. / \(file) is checked: \(rows) rows of the "
      + "log." + secret
  }
}
