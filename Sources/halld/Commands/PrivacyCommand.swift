internal import ArgumentParser
internal import Dossiers
internal import Foundation
internal import Store
internal import Ticketing

struct PrivacyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "privacy", abstract: "What is kept of people, and erasing it.",
    subcommands: [Report.self, Erase.self])

  struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says what is kept, how much and since when, also while the hall runs.")

    @OptionGroup var options: DataOption

    func run() throws {
      for line in try HallData(options.data).privacyReport().lines { print(line) }
    }
  }

  struct Erase: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Erases what is known of a dossier's applicant; the log and the dossier stay.")

    @Argument(help: "The dossier's code, as on the slip.") var code: String
    @OptionGroup var options: DataOption

    func run() throws {
      let code = code.trimmingCharacters(in: .whitespaces).uppercased()
      if let reply = try ControlClient(dataFolder: options.data).ask(.erasePersonal(dossier: code))
      {
        return try reply.finish()
      }
      let now = HallClock(utcOffsetSeconds: 25_200, last: nil).now()
      let isErased = try HallData(options.data).erasePersonalData(
        ofDossier: code, by: ControlDesk.actor, at: now)
      try Erasure.reply(code, isErased).finish()
    }
  }
}

/// What the technician hears of an erasure.
enum Erasure {
  static func reply(_ code: String, _ isErased: Bool) -> ControlReply {
    isErased
      ? ControlReply(
        done: true,
        sentence:
          "Đã xóa dữ liệu cá nhân của hồ sơ \(code); hồ sơ và nhật ký còn nguyên. / What was "
          + "known of the applicant of \(code) is erased; the dossier and the log are whole.")
      : ControlReply(
        done: false,
        sentence:
          "Không có dữ liệu cá nhân nào của hồ sơ \(code); không có gì thay đổi. / Nothing is "
          + "kept of the applicant of \(code); nothing has changed.")
  }
}

extension PrivacyReport {
  fileprivate var lines: [String] {
    kept.map { kept in
      let since = kept.since.map { " từ / since \($0)" } ?? ""
      return "\(kept.what.name): \(kept.count)\(since)"
    } + [
      "Số lần đọc dữ liệu cá nhân / readings of personal data: \(readings)",
      "Số lần xóa theo yêu cầu / erased on request: \(erasures)",
      "Lần xóa theo quy tắc gần nhất / last erasure by rule: "
        + (lastRetention?.description ?? "chưa có / none yet"),
    ]
  }
}

extension PrivacyReport.What {
  fileprivate var name: String {
    switch self {
    case .personal: "Người nộp (tên, điện thoại, địa chỉ) / applicants (name, phone, address)"
    case .typedText: "Lý do, ghi chú do cán bộ nhập / reasons and notes typed by officers"
    case .idempotency: "Khóa chống lặp (chỉ mã băm) / idempotency keys (hashes only)"
    case .sessions: "Phiên đăng nhập / sessions"
    case .tickets: "Số thứ tự (không có tên) / tickets (no names)"
    case .dossiers: "Hồ sơ (không có tên) / dossiers (no names)"
    case .log: "Dòng nhật ký / rows of the log"
    }
  }
}
