internal import Dossiers
internal import Foundation
internal import Glibc
internal import HTTPTypes
internal import Store
internal import Synchronization

/// The first account of a new hall, made with a code that only the machine's owner can read.
///
/// No default password exists. While there is no account at all, a code lies in the data folder,
/// readable by the daemon's own user; whoever types it at `/setup` becomes the first administrator.
/// The code dies with its use, after a day, and after ten wrong tries; the next start makes another.
final class SetupDesk: Sendable {
  static let fileName = "setup.code"
  private static let lastsSeconds = 24 * 3_600
  private static let mostFailures = 10

  private struct Code {
    let text: String
    let madeAt: Moment
    var failures = 0
  }

  let path: String
  private let store: HallStore
  private let clock: HallClock
  private let code = Mutex<Code?>(nil)

  init(store: HallStore, clock: HallClock, dataFolder: String) {
    self.store = store
    self.clock = clock
    path = "\(dataFolder)/\(Self.fileName)"
  }

  /// Whether nobody can sign in yet.
  var isNeeded: Bool { (try? store.hasNoAccount()) ?? false }

  /// Makes a code when there is no account, and removes an old one in any case.
  /// - Returns: whether a code waits in the file.
  func prepare() throws -> Bool {
    unlink(path)
    guard isNeeded else { return false }
    let text = Self.make()
    // 0600 from its first moment, and never through a link somebody left there.
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw CommandFailure(
        "Không ghi được mã thiết lập vào \(path); chưa có tài khoản nào. / The setup code cannot be "
          + "written to \(path), and there is no account yet.")
    }
    defer { close(file) }
    let line = Array("\(text)\n".utf8)
    guard write(file, line, line.count) == line.count, fsync(file) == 0 else {
      unlink(path)
      throw CommandFailure(
        "Không ghi được mã thiết lập vào \(path). / The setup code cannot be written to \(path).")
    }
    code.withLock { $0 = Code(text: text, madeAt: clock.now()) }
    return true
  }

  /// Compares a code; the account may be made if this returns.
  /// - Throws: `setup-done`, `setup-code-dead`, `setup-code-wrong`.
  func check(_ given: String) throws(Problem) {
    guard isNeeded else {
      forget()
      throw .setupDone
    }
    let now = clock.now()
    let typed = Self.letters(given)
    let verdict = code.withLock { code -> Problem? in
      guard var present = code, now.seconds(since: present.madeAt) < Self.lastsSeconds else {
        code = nil
        return .setupCodeDead
      }
      guard Self.areSame(typed, Self.letters(present.text)) else {
        present.failures += 1
        code = present.failures < Self.mostFailures ? present : nil
        return .setupCodeWrong
      }
      return nil
    }
    if code.withLock({ $0 == nil }) { unlink(path) }
    if let verdict { throw verdict }
  }

  /// After the first account was made.
  func forget() {
    code.withLock { $0 = nil }
    unlink(path)
  }

  /// Four groups of four letters and digits, 80 bits.
  private static func make() -> String {
    let letters = Array(SecretToken.make().uppercased().prefix(16))
    return stride(from: 0, to: 16, by: 4).map { String(letters[$0..<$0 + 4]) }
      .joined(separator: "-")
  }

  /// What counts of a typed code: letters and digits.
  private static func letters(_ text: String) -> [UInt8] {
    Array(text.uppercased().utf8.filter { (48...57).contains($0) || (65...90).contains($0) })
  }

  /// In a time that tells nothing of where they differ.
  private static func areSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension Problem {
  static let setupDone = Problem(.conflict, "setup-done")
  static let setupCodeWrong = Problem(.forbidden, "setup-code-wrong")
  static let setupCodeDead = Problem(.forbidden, "setup-code-dead")
}
