internal import Dossiers
internal import NIOCore
internal import Ticketing

/// What the hall's screens show: numbers and counters, never a visitor.
///
/// Taken on the writer's thread, written as JSON elsewhere.
struct BoardPicture: Sendable {
  let view: BoardView
  let plan: HallPlan
  let closed: Refusal?
  private let today: CivilDate

  init(_ hall: Hall, _ plan: HallPlan, at now: Moment) {
    view = hall.board(at: now, plan: plan)
    self.plan = plan
    today = now.date
    closed = plan.whyClosed(at: now.civil)
  }

  /// The JSON members after sequence and time, with the closing brace.
  func members(_ texts: Texts, _ staff: StaffDirectory) -> ByteBuffer {
    var buffer = JSONText.object(capacity: 4_096) { text in
      text.put("centre", plan.centre)
      text.list("calling", view.calling) { $0.call($1, plan) }
      text.list("recent", view.recent) { $0.call($1, plan) }
      text.list("counters", view.windows) { $0.window($1, plan, texts, staff) }
      text.list("lines", view.lines) { text, line in
        text.object { text in
          text.put("id", line.line.rawValue)
          text.put("name", line.name)
          text.put("waiting", line.waiting)
          text.put("estimatedWaitSeconds", line.estimate.seconds)
          text.put("unattended", line.isUnattended)
          text.put("next", line.next)
        }
      }
      text.put("notice", closed.map { texts.sentence($0.code, $0.arguments) })
      text.put("open", closed == nil)
      text.sessions("hours", of: today, plan)
    }
    buffer.moveReaderIndex(forwardBy: 1)
    return buffer
  }
}

extension JSONText {
  fileprivate mutating func call(_ call: BoardView.Call, _ plan: HallPlan) {
    object { text in
      text.put("number", call.label)
      text.put("counter", call.counter.rawValue)
      text.put("counterName", plan.name(of: call.counter))
      text.put("calledAt", call.at.rfc3339)
      text.put("attempt", call.attempt)
    }
  }

  fileprivate mutating func window(
    _ window: BoardView.Window, _ plan: HallPlan, _ texts: Texts, _ staff: StaffDirectory
  ) {
    object { text in
      text.put("id", window.counter.rawValue)
      text.put("name", plan.name(of: window.counter))
      text.duty(window.duty, texts)
      text.put("number", window.label)
      text.put("serving", window.serving)
      text.officer(window.officer.map { staff.person($0) })
      let named = plan.lines
      text.list("lines", window.lines) { text, line in
        let name = named.first { $0.line == line }?.name
        text.item(name ?? BilingualName(vi: line.rawValue, en: line.rawValue))
      }
    }
  }

  /// Name, title and agency of who sits at an open counter (LC 4.6); never the account's name,
  /// which is half of what signs in.
  mutating func officer(_ person: StaffDirectory.Person?) {
    put("officer", person?.name)
    put("officerTitle", person?.title)
    put("officerAgency", person?.agency)
  }

  /// `state`, and for a pause why and until when.
  mutating func duty(_ duty: CounterStatus.Duty, _ texts: Texts) {
    switch duty {
    case .open:
      put("state", "open")
      null("reason")
      null("back")
    case .closed:
      put("state", "closed")
      null("reason")
      null("back")
    case .paused(let reason, let back):
      put("state", "paused")
      put("reason", texts.sentence("pause-\(reason.rawValue)"))
      put("back", back)
    }
  }
}

extension HallPlan {
  /// A counter's name, or its id for one that configuration no longer knows.
  func name(of counter: CounterID) -> BilingualName {
    self.counter(counter)?.name
      ?? BilingualName(vi: counter.rawValue, en: counter.rawValue)
  }

  func name(of errand: ErrandID) -> BilingualName {
    self.errand(errand)?.name ?? BilingualName(vi: errand.rawValue, en: errand.rawValue)
  }
}
