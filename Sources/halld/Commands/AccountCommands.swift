internal import ArgumentParser
internal import Foundation
internal import Store
internal import Ticketing

struct AccountCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: "Personal accounts (LC 3.3).",
    subcommands: [Add.self, List.self, Disable.self, Enable.self, Password.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Adds an account, or gives the one with this name a new password and role.",
      discussion: "The password is read from standard input, up to the end of its first line.")

    @Argument(help: "Lower-case letters, digits, dots and hyphens.") var name: String
    @Option(help: "One of: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
    var role: String
    @Option(help: "The counters it may work at, such as 1,2.") var counters: String = ""
    @Option(help: "The person's name, as the board shows it (LC 4.6).") var fullName: String = ""
    @Option(help: "The person's title, such as \"Chuyên viên\".") var title: String = ""
    @Option(help: "The agency the person comes from.") var agency: String = ""
    @Flag(help: "The password must be changed at the first signing in.") var oneTime = false
    @OptionGroup var options: DataOption

    func run() async throws {
      let account = try AccountForm(
        name: name, fullName: fullName, title: title, agency: agency, role: role,
        counters: counters, password: readLine() ?? "", oneTime: oneTime)
      let client = ControlClient(dataFolder: options.data)
      if let reply = try client.ask(.addAccount(account)) { return try reply.finish() }
      try HallData.put(
        account.account, in: options.data, by: ControlDesk.actor, at: HallClock.commandLine)
      print(account.added)
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the accounts: name, role, counters, person, state.")

    @OptionGroup var options: DataOption

    func run() throws {
      for account in try HallData(options.data).accounts() {
        let state =
          !account.isActive ? "disabled" : account.mustChangePassword ? "one-time" : "active"
        let columns = [
          account.name, account.role,
          account.counters.isEmpty ? "-" : account.counters.map(\.rawValue).joined(separator: ","),
          state,
          [account.fullName, account.title, account.agency].filter { !$0.isEmpty }
            .joined(separator: ", "),
        ]
        print(columns.joined(separator: "\t"))
      }
    }
  }

  struct Disable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Disables an account and ends its sessions; what it did stays in the log.")

    @Argument var name: String
    @OptionGroup var options: DataOption

    func run() async throws {
      try AccountEdit(name: name, kind: .disable).carryOut(in: options.data)
    }
  }

  struct Enable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lets a disabled account in again.")

    @Argument var name: String
    @OptionGroup var options: DataOption

    func run() async throws {
      try AccountEdit(name: name, kind: .enable).carryOut(in: options.data)
    }
  }

  struct Password: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sets a password, to be changed at the next signing in.",
      discussion: "The password is read from standard input, up to the end of its first line.")

    @Argument var name: String
    @OptionGroup var options: DataOption

    func run() async throws {
      let hash = try AccountForm.hash(of: readLine() ?? "")
      try AccountEdit(name: name, kind: .password(hash: hash)).carryOut(in: options.data)
    }
  }
}

/// An account as somebody wrote it, checked.
struct AccountForm: Codable, Sendable {
  let name: String
  let fullName: String
  let title: String
  let agency: String
  let role: String
  let counters: [String]
  let passwordHash: String
  let oneTime: Bool

  /// - Throws: what is wrong with it, as a sentence.
  init(
    name: String, fullName: String = "", title: String = "", agency: String = "", role: String,
    counters: String, password: String, oneTime: Bool = false
  ) throws(CommandFailure) {
    guard AccountFields.isName(name) else {
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
    for text in [fullName, title, agency] {
      guard text.unicodeScalars.count <= 120,
        !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
      else {
        throw CommandFailure(
          "Họ tên, chức danh và cơ quan dài nhất 120 ký tự, trên một dòng. / Name, title and agency "
            + "have at most 120 characters each, on one line.")
      }
    }
    self.name = name
    self.fullName = fullName
    self.title = title
    self.agency = agency
    self.role = role
    self.counters = counters.split(separator: ",").map { word in
      String(word.filter { $0 != " " })
    }
    passwordHash = try Self.hash(of: password)
    self.oneTime = oneTime
  }

  /// The hash of a password typed at the command line.
  ///
  /// Whoever can type there owns the machine and answers for it: only the length is asked. A
  /// person who chooses an own password on a page is held to `PasswordRules`.
  static func hash(of password: String) throws(CommandFailure) -> String {
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
    return hash
  }

  var account: Account {
    Account(
      name: name, fullName: fullName, title: title, agency: agency, role: role,
      counters: counters.map { CounterID($0) }, passwordHash: passwordHash,
      mustChangePassword: oneTime)
  }

  var added: String { "Đã có tài khoản \(name) (\(role)). / Account \(name) is ready." }
}

/// A change to an account that exists, running hall or not.
struct AccountEdit: Codable, Sendable {
  enum Kind: Codable, Sendable {
    case disable, enable
    case password(hash: String)
  }

  let name: String
  let kind: Kind

  func carryOut(in folder: String) throws {
    if let reply = try ControlClient(dataFolder: folder).ask(.editAccount(self)) {
      return try reply.finish()
    }
    _ = try HallData(folder)
    print(
      try sentence(
        HallData.change(
          name, in: folder, by: ControlDesk.actor, at: HallClock.commandLine, apply)))
  }

  func apply(to account: inout Account) {
    switch kind {
    case .disable: account.isActive = false
    case .enable: account.isActive = true
    case .password(let hash):
      account.passwordHash = hash
      account.mustChangePassword = true
    }
  }

  /// - Throws: why it was not done, as a sentence.
  func sentence(_ outcome: AccountOutcome) throws(CommandFailure) -> String {
    switch outcome {
    case .done:
      switch kind {
      case .disable: "Đã khóa tài khoản \(name). / Account \(name) is disabled."
      case .enable: "Đã mở lại tài khoản \(name). / Account \(name) is enabled."
      case .password:
        "Đã đặt mật khẩu dùng một lần cho \(name). / \(name) has a one-time password."
      }
    case .lastAdministrator:
      throw CommandFailure(
        "\(name) là quản trị cuối cùng, chưa khóa. Hãy thêm một tài khoản quản trị khác trước. / "
          + "\(name) is the last administrator and was not disabled. Add another one first.")
    case .unknown, .exists:
      throw CommandFailure("Không có tài khoản «\(name)». / There is no account \"\(name)\".")
    }
  }
}
