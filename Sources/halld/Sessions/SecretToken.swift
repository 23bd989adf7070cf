/// A token nobody can guess: 32 letters and digits, 160 bits from the system.
enum SecretToken {
  private static let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")

  static func make() -> String {
    var system = SystemRandomNumberGenerator()
    return String((0..<32).map { _ in alphabet[Int(system.next() & 31)] })
  }
}
