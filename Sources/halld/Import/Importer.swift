internal import Dossiers
internal import Store
internal import Ticketing

/// Takes lines of the province's system into the hall, in portions that never hold up a number.
struct Importer: Sendable {
  let store: HallStore
  let clock: HallClock

  /// Lines that share a commit; between two portions everybody else has their turn.
  static let portion = 16

  /// Takes these lines in their order.
  ///
  /// - Throws: `StoreError` when nothing can be written now; what was taken stays, and the same lines
  ///   again change nothing.
  func take(_ rows: [ImportRow]) async throws -> (ImportCounts, [ImportRefusal]) {
    var counts = ImportCounts()
    var refusals: [ImportRefusal] = []
    for start in stride(from: 0, to: rows.count, by: Self.portion) {
      let now = clock.now()
      var asked: [(line: Int, request: DossierRequest)] = []
      for row in rows[start..<min(start + Self.portion, rows.count)] {
        do throws(ImportRefusal) {
          let request = try row.request(at: now, utcOffsetSeconds: clock.utcOffsetSeconds)
          asked.append((row.line, request))
        } catch {
          refusals.append(error)
        }
      }
      let answers = try await submit(asked.map(\.request))
      for ((line, _), answer) in zip(asked, answers) {
        switch answer {
        case .success(let answer): counts.count(answer)
        case .failure(.refused(let refusal)):
          refusals.append(ImportRefusal(line, refusal.code, refusal.arguments))
        case .failure(let error): throw error
        }
      }
    }
    refusals.sort { $0.line < $1.line }
    counts.refused = refusals.count
    return (counts, refusals)
  }

  /// A full queue is waited for: people come first.
  private func submit(
    _ requests: [DossierRequest]
  ) async throws -> [Result<DossierAnswer, StoreError>] {
    for _ in 0..<600 {
      do {
        return try await store.submit(requests)
      } catch StoreError.busy {
        try await Task.sleep(for: .milliseconds(100))
      }
    }
    throw StoreError.busy
  }
}

extension ImportCounts {
  fileprivate mutating func count(_ answer: DossierAnswer) {
    if answer.recorded.isEmpty {
      unchanged += 1
    } else if answer.events.first?.kind == .accepted {
      taken += 1
    } else {
      moved += 1
    }
  }

  /// The whole outcome in one sentence.
  var sentence: String {
    "\(lines) dòng: \(taken) hồ sơ mới, \(moved) hồ sơ đổi trạng thái, \(unchanged) dòng không đổi gì, "
      + "\(refused) dòng bị từ chối. / \(lines) lines: \(taken) new dossiers, \(moved) that stand "
      + "elsewhere now, \(unchanged) that changed nothing, \(refused) refused."
  }
}

extension ImportRefusal {
  /// Line, reason and remedy, in both languages; never what the line held.
  func sentence(_ texts: Texts) -> String {
    let sentence = texts.sentence(code, arguments.mapValues(Problem.shortened))
    return "dòng \(line): \(sentence.vi) / line \(line): \(sentence.en)"
  }
}
