internal import Dossiers
internal import NIOCore
internal import Store
internal import Synchronization
internal import Ticketing

/// What boards show besides the calls: guidance on procedures, and how many dossiers are in time.
///
/// Counts only, and no dossier's state (HU DA V.2.2.b). Every board asks each minute, the log's tables are
/// asked twice a minute at most.
final class BoardGuide: Sendable {
  private let store: HallStore
  private let clock: HallClock
  private let counted = Mutex<(at: ContinuousClock.Instant, answer: ByteBuffer)?>(nil)
  /// The slides, which change with the configuration only.
  let slides: ByteBuffer

  static let fresh = Duration.seconds(30)

  init(store: HallStore, clock: HallClock, procedures: [Procedure]) {
    self.store = store
    self.clock = clock
    slides = JSONText.object { text in
      text.list("slides", procedures) { text, procedure in
        text.object { $0.slide(procedure) }
      }
    }
  }

  /// Running dossiers by agency, the agency with most of them first.
  func dossiers() throws(StoreFailure) -> ByteBuffer {
    if let known = counted.withLock({ $0 }), known.at.duration(to: .now) < Self.fresh {
      return known.answer
    }
    let now = clock.now()
    let agencies = try store.runningDossiers(at: now.civil)
    let answer = JSONText.object { text in
      text.put("asOf", now.rfc3339)
      text.list("agencies", agencies) { text, agency in
        text.object { text in
          text.put("agency", agency.agency)
          text.put("onTime", agency.onTime)
          text.put("overdue", agency.overdue)
        }
      }
    }
    counted.withLock { $0 = (.now, answer) }
    return answer
  }
}

extension JSONText {
  fileprivate mutating func slide(_ procedure: Procedure) {
    put("id", procedure.id)
    put("name", procedure.name)
    var (days, hours): (Int?, Int?) = (nil, nil)
    switch procedure.term {
    case .workingDays(let count): days = count
    case .workingHours(let count): hours = count
    case .sameDay: break
    }
    put("days", days)
    put("hours", hours)
    put("sameDay", procedure.term == .sameDay)
    put("fee", procedure.fee?.amount)
    list("papers", procedure.components.filter { !$0.isOptional }) { $0.item($1.name) }
  }
}
