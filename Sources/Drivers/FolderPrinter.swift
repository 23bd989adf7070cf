internal import Foundation
internal import Ticketing

/// The printer without hardware: each slip becomes a PNG file `<job>-<number>.png` in a folder, each
/// document a file `<job>-<title>.pdf`.
///
/// A file appears complete or not at all, also after a crash, so the folder itself is the evidence.
public actor FolderPrinter: DocumentPrinter {
  public nonisolated let name: String
  public nonisolated let profile: PrinterProfile
  public nonisolated let folder: String

  /// The folder is kept at this many slips of ours; older jobs make room, other files are left alone.
  ///
  /// "Older" goes by the number of the job and not by the clock, which may step. At least 16, so that
  /// a job whose end was not recorded is still there to be seen after a restart.
  public nonisolated let keep: Int
  /// Artificial time each slip takes, as a real mechanism would; zero by default.
  public nonisolated let delay: Duration

  private let english: Bool
  private nonisolated let executor: DeviceExecutor
  private var raster: SlipRaster?
  /// Names of our files, oldest first; `nil` until the folder has been read.
  private var slips: [String]?

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  /// A printer into this folder, which is made when missing; `keep` is 16 or more.
  ///
  /// A folder that cannot be written fails the slips, not the start.
  public init(
    name: String, profile: PrinterProfile, folder: String, keep: Int = 1_000,
    delay: Duration = .zero, english: Bool = true
  ) {
    precondition(keep >= 16, "A folder printer keeps 16 slips or more.")
    self.name = name
    self.profile = profile
    self.folder = folder
    self.keep = keep
    self.delay = delay
    self.english = english
    executor = DeviceExecutor(label: "printer \(name)")
  }

  public func print(_ job: SlipJob, within limit: Duration) -> PrintReport {
    do throws(PrintFailure) {
      let drawn = try currentRaster().draw(job.layout)
      let png = try PNGFile.encode(drawn.picture)
      try pause(job.number, limit: limit)
      try put(png, named: Self.fileName(job), job.number)
      return PrintReport(.printed, unknownGlyphs: drawn.unknownGlyphs)
    } catch {
      return PrintReport(.failed(error))
    }
  }

  public func print(_ document: PrintDocument, within limit: Duration) -> PrintReport {
    let ending = document.form == .pdf ? "pdf" : "png"
    let name = "\(Self.plain(document.job))-\(Self.plain(document.title)).\(ending)"
    do throws(PrintFailure) {
      try pause(document.title, limit: limit)
      try put(document.bytes, named: name, document.title)
      return PrintReport(.printed)
    } catch {
      return PrintReport(.failed(error))
    }
  }

  /// A file that is not there was never printed; only a folder that cannot be read is no witness.
  public func evidence(for job: String) -> PrintEvidence {
    do throws(PrintFailure) {
      slips = nil
      try readFolder()
    } catch {
      return .unknown
    }
    let prefix = "\(Self.plain(job))-"
    return slips?.contains { $0.hasPrefix(prefix) } == true ? .printed : .nothingSent
  }

  public func trouble() -> PrintFailure? {
    do throws(PrintFailure) {
      _ = try currentRaster()
      try readFolder()
    } catch {
      return error
    }
    return nil
  }

  /// `<job>-<number>.png`; whatever is not a plain letter, digit or dot becomes `_`.
  static func fileName(_ job: SlipJob) -> String {
    "\(plain(job.job))-\(plain(job.number)).png"
  }

  private static func plain(_ text: String) -> String {
    String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }
}

extension FolderPrinter {
  private func currentRaster() throws(PrintFailure) -> SlipRaster {
    if let raster { return raster }
    let made = try SlipRaster(dotsPerLine: profile.dotsPerLine, english: english)
    raster = made
    return made
  }

  // Blocks this printer's own executor, as a transfer to a real device does. A cancelled task (the
  // hall is closing) waits no longer; its slip is still written.
  private func pause(_ what: String, limit: Duration) throws(PrintFailure) {
    let clock = ContinuousClock()
    let start = clock.now
    while clock.now - start < min(delay, limit), !Task.isCancelled {
      usleep(5_000)
    }
    guard delay <= limit || Task.isCancelled else {
      throw PrintFailure(
        .timedOut,
        "\(what) was not printed on \"\(name)\": a slip takes \(delay) there and \(limit) are "
          + "allowed. Nothing came out; the number stays valid.")
    }
  }

  private func put(
    _ bytes: [UInt8], named file: String, _ what: String
  ) throws(PrintFailure) {
    // A folder that was taken away is made again.
    if unsafe access(folder, F_OK) != 0 { slips = nil }
    do throws(PrintFailure) {
      try readFolder()
    } catch {
      throw notPrinted(what, error)
    }
    do throws(DurableFile.Failure) {
      try DurableFile.write(bytes, named: file, in: folder)
    } catch {
      throw notPrinted(what, unwritable(error))
    }
    slips?.removeAll { $0 == file }
    slips?.append(file)
    makeRoom()
  }

  private func makeRoom() {
    while let oldest = slips?.first, let count = slips?.count, count > keep {
      unsafe unlink("\(folder)/\(oldest)")
      slips?.removeFirst()
    }
  }

  /// Makes the folder when needed, and forgets what a crash left half written in it.
  private func readFolder() throws(PrintFailure) {
    if slips != nil { return }
    do throws(DurableFile.Failure) {
      try DurableFile.makeFolder(folder)
    } catch {
      throw unwritable(error)
    }
    guard unsafe access(folder, W_OK | X_OK) == 0,
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    else { throw unwritable(DurableFile.Failure(call: "access", code: errno)) }
    for name in names where name.hasPrefix(".") && Self.isOurs(name, ending: ".tmp") {
      unsafe unlink("\(folder)/\(name)")
    }
    slips = names.filter(Self.isSlip).sorted { Self.order($0) < Self.order($1) }
  }

  private func unwritable(_ failure: DurableFile.Failure) -> PrintFailure {
    let cause = "\(failure.call): \(failure.words)"
    if failure.isNoSpace {
      return PrintFailure(
        .noSpace, "the disk of \(folder) is full. The number stays valid; free some space.",
        cause: cause)
    }
    return PrintFailure(
      .unwritable,
      "the folder \(folder) cannot be written. The number stays valid; correct \"folder\" or its "
        + "owner.", cause: cause)
  }

  private func notPrinted(_ what: String, _ why: PrintFailure) -> PrintFailure {
    PrintFailure(
      why.code, "\(what) was not printed on \"\(name)\": \(why.sentence)", cause: why.cause)
  }

  private static func isSlip(_ name: String) -> Bool {
    isOurs(name, ending: "") && name.contains("-") && !name.hasPrefix(".")
  }

  private static func isOurs(_ name: String, ending: String) -> Bool {
    name.hasSuffix(".png" + ending) || name.hasSuffix(".pdf" + ending)
  }

  /// By the job's number; names without one come first.
  private static func order(_ name: String) -> (Int, String) {
    (Int(name.prefix { $0.isNumber }) ?? -1, name)
  }
}
