internal import Dossiers
internal import Store
internal import Ticketing

/// Counts open terms again after the calendar was changed, and says who must be told (P-32).
///
/// In portions beside the ordinary work; each change is an event of its dossier, with the old promise and
/// a notice that waits for a desk.
struct Recounting: Sendable {
  let store: HallStore
  let clock: HallClock

  /// So many codes are written out; the rest is a number.
  private static let most = 200

  func run(check: Bool) async throws -> String {
    let plan = try await store.view { _, plan in plan }
    var last: DossierID?
    var (count, lines) = (0, [String]())
    repeat {
      let now = clock.now()
      let review = try await store.review(after: last, plan: plan, at: now)
      for id in review.recounted {
        let before = try store.dossier(id)?.dossier
        var after = before
        if !check {
          let answer = try await store.submit(
            DossierRequest(
              .recount, of: .id(id), by: ControlDesk.actor, as: DossierWatcher.role, at: now))
          after = answer.dossier
        }
        count += 1
        guard lines.count < Self.most, let before, let after else { continue }
        lines.append(Self.line(before, after, isDone: !check))
      }
      last = review.last
    } while last != nil
    let rest = count - lines.count
    if rest > 0 { lines.append("… +\(rest)") }
    lines.append(
      check
        ? "\(count) hồ sơ sẽ đổi ngày hẹn. / \(count) dossiers would end otherwise."
        : "\(count) hồ sơ đổi ngày hẹn; ngày cũ vẫn lưu. Báo cho người nộp và cơ quan giải quyết. / "
          + "\(count) dossiers end otherwise now; the old promise is kept. Tell applicants and agencies."
    )
    return lines.joined(separator: "\n")
  }

  private static func line(_ before: Dossier, _ after: Dossier, isDone: Bool) -> String {
    let code = before.code?.text ?? "#\(before.id)"
    let old = before.term?.dueDate.description ?? "–"
    let new = isDone ? " -> \(after.term?.dueDate.description ?? "–")" : ""
    return "\(code)  \(old)\(new)  \(before.agency ?? "–")"
  }
}
