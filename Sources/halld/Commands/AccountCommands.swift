internal import ArgumentParser
internal import Foundation
internal import Store
internal import Ticketing

struct AccountCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: "Personal accounts (LC 3.3).", subcommands: [Add.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Adds an account, or gives the one with this name a new password and role.",
      discussion: "The password is read from standard input, up to the end of its first line.")

    @Argument(help: "Lower-case letters, digits, dots and hyphens.") var name: String
    @Option(help: "One of: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
    var role: String
    @Option(help: "The counters it may work at, such as 1,2.") var counters: String = ""
    @OptionGroup var options: DataOption

    func run() async throws {
      let account = try AccountForm(
        name: name, role: role, counters: counters, password: readLine() ?? "")
      let client = ControlClient(dataFolder: options.data)
      if let reply = try client.ask(account.request) { return try reply.finish() }
      try HallData.put(account.account, in: options.data)
      print(AccountForm.added(account.account))
    }
  }
}

/// An account as somebody wrote it, checked.
struct AccountForm {
  let account: Account

  /// - Throws: what is wrong with it, as a sentence.
  init(name: String, role: String, counters: String, password: String) throws(CommandFailure) {
    let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789.-")
    guard (1...40).contains(name.count), name.allSatisfy({ letters.contains($0) }) else {
      throw CommandFailure(
        "Tên tài khoản «\(name)» không hợp lệ: dùng 1 đến 40 chữ thường, số, dấu chấm, gạch nối. / "
          + "The account name \"\(name)\" does not serve: use 1 to 40 lower-case letters, digits, "
          + "dots and hyphens.")
    }
    guard Role(rawValue: role) != nil else {
      let known = Role.allCases.map(\.rawValue)
      let nearest = NearestName.suggestion(for: role, among: known)
      throw CommandFailure(
        "Không có vai trò «\(role)». / There is no role \"\(role)\""
          + (nearest.map { "; did you mean \($0)?" } ?? ".")
          + " Roles: \(known.joined(separator: ", ")).")
    }
    guard PasswordHash.allowedBytes.contains(password.utf8.count) else {
      throw CommandFailure(
        "Mật khẩu phải dài \(PasswordHash.allowedBytes.lowerBound) đến "
          + "\(PasswordHash.allowedBytes.upperBound) byte, nhập qua đầu vào chuẩn. / The password "
          + "on standard input must have \(PasswordHash.allowedBytes.lowerBound) to "
          + "\(PasswordHash.allowedBytes.upperBound) bytes.")
    }
    guard let hash = PasswordHash.make(of: password) else {
      throw CommandFailure(
        "Hệ thống không tạo được mã băm yescrypt. / This system cannot make a yescrypt hash.")
    }
    let ids = counters.split(separator: ",").map { word in
      CounterID(String(word.filter { $0 != " " }))
    }
    account = Account(name: name, role: role, counters: ids, passwordHash: hash)
  }

  var request: ControlRequest {
    .addAccount(
      name: account.name, role: account.role, counters: account.counters.map(\.rawValue),
      passwordHash: account.passwordHash)
  }

  static func added(_ account: Account) -> String {
    "Đã có tài khoản \(account.name) (\(account.role)). / Account \(account.name) is ready."
  }
}

struct DeviceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "device", abstract: "Kiosks and boards.", subcommands: [Add.self])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes a token; the screen that shows /pair and is given it becomes this device.")

    @Argument(help: "The device's id in the configuration, such as kiosk-2.") var name: String
    @Option(help: "kiosk or board.") var kind: String
    @OptionGroup var options: DataOption

    func run() throws {
      let request = ControlRequest.addDevice(name: name, kind: kind)
      guard let reply = try ControlClient(dataFolder: options.data).ask(request) else {
        throw CommandFailure(
          "Hãy chạy halld serve trên \(options.data) trước khi ghép thiết bị. / Start halld serve "
            + "on \(options.data) before pairing a device.")
      }
      try reply.finish()
    }
  }
}
