import Dossiers
import Foundation
import Testing
import Ticketing

@testable import halld

@Suite struct `Scheduled backups` {
  /// 2 March 2026, 12:00:05 in Viet Nam.
  private static let noon = Moment(microseconds: 1_772_427_605_000_000, utcOffsetSeconds: 25_200)

  @Test func `the name tells the time, and the time is read from the name again`() throws {
    try inFolder { folder in
      #expect(folder.last() == nil)
      let path = folder.path(at: Self.noon)
      #expect(path.hasSuffix("/halld-hall-1-20260302T120005.sqlite"))
      try "".write(toFile: path, atomically: false, encoding: .utf8)
      #expect(folder.last() == Self.noon)
    }
  }

  @Test(arguments: [(0, false), (59 * 60, false), (3_600, true), (-60, true)])
  func `the next one is due an hour later, or when the clock was set back`(
    seconds: Int, isDue: Bool
  ) throws {
    try inFolder { folder in
      #expect(folder.isDue(at: Self.noon), "there is none")
      try "".write(toFile: folder.path(at: Self.noon), atomically: false, encoding: .utf8)
      #expect(folder.isDue(at: Self.noon.adding(seconds: seconds)) == isDue)
    }
  }

  @Test func `the oldest make room with their secrets, and no other file is touched`() throws {
    try inFolder { folder in
      let others = ["photo.sqlite", "halld-hall-2-20260302T120005.sqlite", "halld-hall-1-x.sqlite"]
      for name in others {
        try "".write(
          toFile: "\(folder.settings.folder)/\(name)", atomically: false, encoding: .utf8)
      }
      for hour in 0..<4 {
        let path = folder.path(at: Self.noon.adding(seconds: hour * 3_600))
        for file in [path, path + ".key"] {
          try "".write(toFile: file, atomically: false, encoding: .utf8)
        }
      }
      let unfinished = folder.path(at: Self.noon) + ".new"
      try "".write(toFile: unfinished, atomically: false, encoding: .utf8)
      folder.removeUnfinished()
      folder.prune()
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.settings.folder)
      let kept = ["140005", "150005"].flatMap {
        ["halld-hall-1-20260302T\($0).sqlite", "halld-hall-1-20260302T\($0).sqlite.key"]
      }
      #expect(Set(left) == Set(others + kept))
    }
  }

  @Test(arguments: [
    (nil, nil, BackupStanding.Status.waiting), (0, nil, .ok), (120, nil, .ok), (121, nil, .late),
    (0, "no folder", .failed),
  ])
  func `health tells a late backup from a fresh one`(
    minutes: Int?, trouble: String?, status: BackupStanding.Status
  ) {
    let standing = BackupStanding(
      folder: "/b", every: 60, last: minutes.map { Self.noon.adding(seconds: -$0 * 60) },
      trouble: trouble)
    #expect(standing.status(at: Self.noon) == status)
  }

  private func inFolder(_ work: (BackupFolder) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "b-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try work(
      BackupFolder(
        settings: BackupSettings(folder: path, every: 60, keep: 2), hall: "hall-1",
        utcOffsetSeconds: 25_200))
  }
}
