internal import ArgumentParser
internal import Store

struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Proves the log, and what follows from it.",
    subcommands: [Verify.self, Rebuild.self, Events.self])

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Walks over the log: sequence, chain of hashes, readable events, checkpoints.",
      discussion: """
        Whoever may write to the disk can compute every hash anew. What that person cannot change is \
        a checkpoint kept elsewhere (--checkpoint) and a signature (--public-key); give both.

        Exit code 0: the log is whole and everything brought along fits. 1: a row does not fit; the \
        first one is named. 3: nothing contradicts the log, but a part of it that should be proved is \
        not: no signature by the given keys up to the last checkpoint, or a file that proves nothing.
        """)

    @OptionGroup var options: DataOption
    @Option(
      name: .customLong("checkpoint"), parsing: .upToNextOption,
      help: "Files that `halld checkpoint export` wrote.", completion: .file())
    var checkpoints: [String] = []
    @Option(
      name: .customLong("public-key"), parsing: .upToNextOption,
      help: "Public keys that signed checkpoints, the present and former ones.",
      completion: .file())
    var publicKeys: [String] = []

    func run() throws {
      var evidence = LogEvidence()
      for path in publicKeys { evidence.keys.append(try .load(path)) }
      for path in checkpoints {
        evidence.carried.append(.init(name: path, checkpoint: try .load(path)))
      }
      var progress = ProgressLine()
      let verdict = try HallData(options.data).verifyLog(with: evidence) { progress.tell($0, $1) }
      print(verdict.sentence)
      for line in verdict.proofSentences(evidence) { print(line) }
      guard verdict.isWhole else { throw ExitCode.failure }
      if !verdict.isProved(evidence) { throw ExitCode(3) }
    }
  }

  struct Rebuild: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Recomputes tickets, print jobs and dossiers from the log; --check compares only.")

    @OptionGroup var options: DataOption
    @Flag(help: "Compare only; nothing is changed.") var check = false

    func run() throws {
      let data = try HallData(options.data)
      let report = try check ? data.checkRebuild() : data.rebuild()
      for line in report.sentences { print(line) }
      if check, !report.isClean { throw ExitCode.failure }
      if !check {
        print(
          "Các bảng đã được dựng lại từ nhật ký. / The tables have been written anew from the log.")
      }
    }
  }
}

/// Says on standard error how far a long walk has come, at most once a second.
private struct ProgressLine {
  private var last = ContinuousClock.now

  mutating func tell(_ done: Int64, _ all: Int64) {
    guard ContinuousClock.now - last >= .seconds(1) else { return }
    last = .now
    StandardError.tell("  \(done) / \(all)")
  }
}

extension LogVerdict {
  fileprivate var sentence: String {
    guard let problem else {
      return "Nhật ký nguyên vẹn: \(rows) dòng. / The log is whole: \(rows) rows."
    }
    return "NHẬT KÝ HỎNG ở dòng \(problem.seq): \(problem.sentence) Dừng halld, giữ nguyên thư mục "
      + "và khôi phục từ bản sao lưu. / THE LOG IS DAMAGED at row \(problem.seq): "
      + "\(problem.sentence) Stop halld, keep the folder as it is, restore a backup."
  }

  /// Whether what was brought along proves what it can prove.
  fileprivate func isProved(_ evidence: LogEvidence) -> Bool {
    let isSigned =
      evidence.keys.isEmpty || proof.checkpoints == 0
      || (proof.signedRows > 0 && proof.unsignedSince == 0)
    return proof.worthless.isEmpty && isSigned
  }

  fileprivate func proofSentences(_ evidence: LogEvidence) -> [String] {
    var lines = proof.worthless.map {
      "\($0): chữ ký sai, tệp này không chứng minh gì. / The signature is wrong; this file proves "
        + "nothing."
    }
    if !evidence.keys.isEmpty {
      lines.append(
        "Chữ ký xác nhận đến dòng \(proof.signedRows); \(proof.unsignedSince) mốc sau đó không có chữ "
          + "ký của khóa này. / Signed up to row \(proof.signedRows); \(proof.unsignedSince) "
          + "checkpoints after it bear no signature of these keys.")
    } else if isWhole, evidence.carried.isEmpty {
      lines.append(
        "\(proof.checkpoints) mốc kiểm chứng, chưa đối chiếu chữ ký hay mốc cất ở nơi khác. / "
          + "\(proof.checkpoints) checkpoints; neither signatures nor checkpoints kept elsewhere were "
          + "compared.")
    }
    if proof.carriedRows > 0 {
      lines.append(
        "Mốc cất ở nơi khác khớp đến dòng \(proof.carriedRows). / Checkpoints kept elsewhere fit up "
          + "to row \(proof.carriedRows).")
    }
    return lines
  }
}

extension RebuildReport {
  fileprivate var sentences: [String] {
    let compared = rows.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      .joined(separator: ", ")
    guard !isClean else {
      return ["Khớp với nhật ký (\(compared)). / Equal to the log (\(compared))."]
    }
    return differences + [
      "\(differenceCount) chỗ khác nhật ký (\(compared)). / \(differenceCount) differences from "
        + "the log (\(compared))."
    ]
  }
}
