internal import Dossiers
internal import Foundation
internal import Ticketing

/// The scheduled backups in a folder: their names tell their time, so that nothing else need.
struct BackupFolder: Sendable {
  let settings: BackupSettings
  let hall: String
  let utcOffsetSeconds: Int

  /// `halld-hall-1-20260302T173000.sqlite`, in the hall's civil time.
  func path(at moment: Moment) -> String {
    let civil = moment.civil
    let seconds = civil.time.seconds
    let date = civil.date.description.replacing("-", with: "")
    let time = [seconds / 3_600, seconds / 60 % 60, seconds % 60]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
    return "\(settings.folder)/\(prefix)\(date)T\(time)\(Self.ending)"
  }

  /// When the newest one was made.
  func last() -> Moment? {
    names().last.flatMap { moment(of: $0) }
  }

  /// Whether the next one is due.
  func isDue(at now: Moment) -> Bool {
    guard let last = last() else { return true }
    // A backup of the future is of a clock that has been set right since.
    return last > now || now.seconds(since: last) >= settings.every * 60
  }

  /// Removes the oldest beyond those that are kept, each with its secret; other files stay.
  func prune() {
    for name in names().dropLast(settings.keep) {
      for file in [name, name + ".key"] {
        try? FileManager.default.removeItem(atPath: "\(settings.folder)/\(file)")
      }
    }
  }

  /// Removes what a backup left behind that was cut short.
  func removeUnfinished() {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: settings.folder)) ?? []
    for name in all where name.hasSuffix(".new") && moment(of: String(name.dropLast(4))) != nil {
      try? FileManager.default.removeItem(atPath: "\(settings.folder)/\(name)")
    }
  }

  /// Our own files, oldest first.
  private func names() -> [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: settings.folder)) ?? []
    return all.filter { moment(of: $0) != nil }.sorted()
  }

  private func moment(of name: String) -> Moment? {
    guard name.hasPrefix(prefix), name.hasSuffix(Self.ending) else { return nil }
    let stamp = Array(name.dropFirst(prefix.count).dropLast(Self.ending.count))
    guard stamp.count == 15, stamp[8] == "T" else { return nil }
    func part(_ range: Range<Int>) -> String { String(stamp[range]) }
    let text =
      "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T"
      + "\(part(9..<11)):\(part(11..<13)):\(part(13..<15))"
    return CivilMoment(text).map { Moment($0, utcOffsetSeconds: utcOffsetSeconds) }
  }

  private var prefix: String { "halld-\(hall)-" }
  private static let ending = ".sqlite"
}
