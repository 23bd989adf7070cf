public import Ticketing

/// The world misbehaving around the data folder: disk, files, another process.
public struct StoreFailure: Error, Sendable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// Another process has the data folder.
    case inUse
    /// Written by a newer release.
    case newerData
    /// The log or the database cannot be read as what it should be.
    case damaged
    /// The log belongs to another centre or hall.
    case otherHall
    /// The disk is full.
    case diskFull
    /// Reading or writing a file failed.
    case files
    /// SQLite reported an error.
    case database
    /// The folder holds no database, or holds one where none may be.
    case folder
  }

  public let code: Code
  /// What could not be done, to what, why, and what remains true or what to do.
  public let sentence: String

  /// Ends a process whose data are damaged: `EX_DATAERR`, with which systemd leaves it ended.
  ///
  /// Another start would meet the same page; a person has to restore a backup first.
  public static let exitCodeOfDamage: Int32 = 65

  public init(_ code: Code, _ sentence: String) {
    self.code = code
    self.sentence = sentence
  }

  public var description: String { sentence }
}

/// Why a request was not, or perhaps not, carried out.
public enum StoreError: Error, Sendable, Hashable {
  /// A rule of the hall; nothing was written.
  case refused(Refusal)
  /// The key was used before with another body; nothing was written.
  case keyReused
  /// Too many requests wait for the disk; nothing was written.
  case busy
  /// The disk is full; nothing was written.
  case diskFull
  /// The commit failed: it may or may not be on disk. The process ends and tells on return.
  case unknownOutcome
  /// The database and the hall disagree about this request; nothing was written.
  case conflict
  /// The store is closed or closing; nothing was written.
  case stopped
}
