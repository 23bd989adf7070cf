import Drivers
import Foundation
import Synchronization

/// What one case found to be otherwise than it should be.
final class Trial: Sendable {
  private let found = Mutex<[String]>([])

  var differences: [String] { found.withLock { $0 } }

  func differ(_ sentence: String) { found.withLock { $0.append(sentence) } }

  func equal<T: Equatable>(
    _ is: @autoclosure () throws -> T, _ should: T, line: Int = #line
  ) rethrows {
    let value = try `is`()
    if value != should { differ("line \(line): \(value), and should be \(should)") }
  }

  /// The failure of what must fail.
  func failure(
    line: Int = #line, _ work: () throws(TransportFailure) -> Void
  ) -> TransportFailure? {
    do {
      try work()
      return nil
    } catch {
      return error
    }
  }

  /// Looks again and again for five seconds at most.
  func until(_ what: String, line: Int = #line, _ isSo: () -> Bool) {
    let deadline = ContinuousClock.now + .seconds(5)
    while !isSo() {
      guard ContinuousClock.now < deadline else { return differ("line \(line): never: \(what)") }
      usleep(5_000)
    }
  }
}
