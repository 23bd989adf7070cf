import Dossiers
import Testing

@testable import halld

@Suite struct `The lock-outs` {
  private func moment(_ seconds: Int) -> Moment {
    Moment(microseconds: 1_795_244_400_000_000, utcOffsetSeconds: 25_200).adding(seconds: seconds)
  }

  @Test func `grow with each wrong password after the first ones, up to a quarter of an hour`() {
    let guardian = SignInGuard(free: 3)
    var now = 0
    for _ in 0..<2 {
      #expect(guardian.failed("tung", "10.0.0.7", at: moment(now)) == nil)
      now += 1
    }
    var delays: [Int] = []
    for _ in 0..<7 {
      #expect(guardian.wait("tung", "10.0.0.7", at: moment(now)) == nil)
      let delay = guardian.failed("tung", "10.0.0.7", at: moment(now))
      #expect(guardian.wait("tung", "10.0.0.7", at: moment(now)) == delay)
      delays.append(delay ?? 0)
      now += delay ?? 1
    }
    #expect(delays == [60, 120, 240, 480, 900, 900, 900])
  }

  @Test func `hold for the account at that address, for nobody else`() {
    let guardian = SignInGuard(free: 3)
    for _ in 0..<3 { _ = guardian.failed("tung", "10.0.0.7", at: moment(0)) }
    #expect(guardian.wait("tung", "10.0.0.7", at: moment(1)) != nil)
    #expect(guardian.wait("tung", "10.0.0.8", at: moment(1)) == nil)
    #expect(guardian.wait("lan", "10.0.0.7", at: moment(1)) == nil)
  }

  @Test func `are forgotten after the right password, and after an hour's peace`() {
    let guardian = SignInGuard(free: 3)
    for _ in 0..<2 { _ = guardian.failed("tung", "a", at: moment(0)) }
    guardian.succeeded("tung", "a")
    #expect(guardian.failed("tung", "a", at: moment(1)) == nil)
    for _ in 0..<3 { _ = guardian.failed("lan", "a", at: moment(0)) }
    let later = 60 + 3_601
    #expect(guardian.failed("lan", "a", at: moment(later)) == nil, "begins anew")
  }

  @Test func `an account tried from everywhere gives each new address one try`() {
    let guardian = SignInGuard(free: 10)
    guardian.succeeded("tung", "counter-1")
    for number in 0..<SignInGuard.watchedFrom {
      #expect(guardian.failed("tung", "bot-\(number)", at: moment(number)) == nil)
    }
    #expect(guardian.failed("tung", "bot-new", at: moment(40)) == 60, "one try, then it waits")
    // The officer's own machine has its ten tries, and a new one the first: nobody is locked out.
    #expect(guardian.failed("tung", "counter-1", at: moment(41)) == nil)
    #expect(guardian.wait("tung", "counter-1", at: moment(42)) == nil)
    #expect(guardian.wait("tung", "counter-2", at: moment(42)) == nil)
  }

  @Test func `a flood of names does not fill the memory`() {
    let guardian = SignInGuard(free: 3, mostNames: 100)
    for number in 0..<10_000 {
      _ = guardian.failed("name-\(number)", "a", at: moment(0))
    }
    for _ in 0..<3 { _ = guardian.failed("tung", "b", at: moment(1)) }
    #expect(guardian.wait("tung", "b", at: moment(2)) != nil)
  }
}

@Suite struct `The rules for passwords` {
  private static let rules = PasswordRules(file: Shipped.path("passwords.txt"))

  @Test(
    arguments: [
      // Long, and nobody else's.
      ("một con vịt xòe ra", nil), ("correct horse 7 battery", nil), ("quán phở góc phố cũ", nil),
      ("kẹo dừa Bến Tre", nil), ("áo dài trắng sân trường", nil),
      // Too short, whatever it is made of.
      ("Xk9!mQ2@vL", "password-short"), ("ngắn quá", "password-short"),
      // Everybody's: as it is, with digits around it, in capitals, with diacritics.
      ("password1234", "password-common"), ("Matkhau@2026!!", "password-common"),
      ("mật khẩu 2026", "password-common"), ("QWERTYUIOP123", "password-common"),
      ("Trung tâm hành chính công", "password-common"), ("administrator", "password-common"),
      ("010203040506", "password-common"), ("aaaaaaaaaaaaaa", "password-common"),
      ("abababababab", "password-common"),
      // One's own name or account.
      ("Nguyễn Thanh Tùng 77", "password-own-name"), ("nguyenthanhtung!", "password-own-name"),
      ("xin chao quay-1 nhe", "password-own-name"),
    ] as [(String, String?)])
  func `refuse what is easily guessed`(password: String, code: String?) {
    var found: String?
    do throws(Problem) {
      try Self.rules.check(password, account: "quay-1", fullName: "Nguyễn Thanh Tùng")
    } catch {
      found = error.code
    }
    #expect(found == code)
  }

  @Test func `without the list they still ask for length`() {
    #expect(throws: Problem.self) {
      try PasswordRules().check("short", account: "a", fullName: "")
    }
    #expect(throws: Never.self) {
      try PasswordRules().check("administrator", account: "a", fullName: "")
    }
  }

  @Test func `letters typed composed or taken apart are the same password`() throws {
    let hash = try #require(PasswordHash.make(of: "m\u{1ead}t kh\u{1ea9}u"))
    #expect(PasswordHash.matches("ma\u{323}\u{302}t kha\u{302}\u{309}u", hash: hash))
    #expect(!PasswordHash.matches("mat khau", hash: hash))
  }
}
