internal import Dossiers

/// A term's explanation in words, in both languages; the words stand in `Config/texts`.
struct ExplanationText {
  let explanation: TermExplanation
  let texts: Texts

  /// One sentence for the receipt, one for each day, one for the end, one for each clause.
  var lines: [BilingualName] { opening + dayLines + ending + clauses }

  /// A sentence for each day; days in a row on which the clock stood still share one.
  private var dayLines: [BilingualName] {
    var lines: [BilingualName] = []
    var waiting: [ExplainedDay] = []
    for day in explanation.days {
      if day.role == .stopped {
        waiting.append(day)
        continue
      }
      lines += waitingLine(waiting) + [sentence(day)]
      waiting = []
    }
    return lines + waitingLine(waiting)
  }

  private func waitingLine(_ days: [ExplainedDay]) -> [BilingualName] {
    guard let first = days.first, let last = days.last else { return [] }
    guard days.count > 1 else { return [sentence(first)] }
    return [
      texts.sentence(
        "explain-stopped-span", ["from": first.date.description, "to": last.date.description])
    ]
  }

  /// What stands before the days.
  var opening: [BilingualName] {
    let arrived = explanation.arrivedAt
    let received = explanation.receivedAt
    let code =
      if arrived == received {
        "explain-received"
      } else {
        arrived < received ? "explain-deemed" : "explain-posted"
      }
    let receipt = texts.sentence(
      code, ["arrived": arrived.description, "at": received.description])
    switch explanation.length {
    case .workingDays(let days):
      return [receipt, texts.sentence("explain-days", ["days": String(days)])]
    case .workingHours(let hours):
      return [receipt, texts.sentence("explain-hours", ["hours": String(hours)])]
    case .sameDay:
      return [receipt, texts.sentence("explain-same-day")]
    }
  }

  /// The due moment, and the first due day where a supplement moved it.
  var ending: [BilingualName] {
    let due = texts.sentence("explain-due", ["at": explanation.term.dueAt.description])
    guard explanation.firstDue != explanation.term.dueDate else { return [due] }
    return [due, texts.sentence("explain-first-due", ["day": explanation.firstDue.description])]
  }

  var clauses: [BilingualName] {
    explanation.clauses.map { clause in
      let rule = texts.sentence("rule-\(clause.key.rawValue)")
      let cited = clause.citation ?? ""
      let code = "explain-clause-" + (clause.citation == nil ? "silent" : clause.basis.rawValue)
      return BilingualName(
        vi: texts.sentence(code, ["rule": rule.vi, "clause": cited]).vi,
        en: texts.sentence(code, ["rule": rule.en, "clause": cited]).en)
    }
  }

  /// What one day counted for, and why.
  func sentence(_ day: ExplainedDay) -> BilingualName {
    let weekday = texts.sentence("weekday-\(day.date.weekday.rawValue)")
    let code = "explain-day-\(day.kind)"
    func fill(_ pick: (BilingualName) -> String) -> [String: String] {
      var words = ["day": day.date.description, "weekday": pick(weekday)]
      if let note = day.note { words["name"] = pick(note.name) }
      if case .counted(_, let soFar, let needed) = day.role {
        words["count"] = Self.days(soFar)
        words["needed"] = Self.days(needed)
      }
      return words
    }
    return BilingualName(
      vi: texts.sentence(code, fill(\.vi)).vi, en: texts.sentence(code, fill(\.en)).en)
  }

  /// Every code that an explanation may use, for the test that each has its sentence.
  static let codes: [String] =
    [
      "explain-received", "explain-deemed", "explain-stopped-span", "explain-posted",
      "explain-days", "explain-hours", "explain-same-day",
      "explain-due", "explain-first-due", "explain-clause-silent",
    ] + Clause.Basis.allCases.map { "explain-clause-\($0.rawValue)" }
    + Weekday.allCases.map { "weekday-\($0.rawValue)" }
    + ExplainedDay.kinds.map { "explain-day-\($0)" }
    + TermExplanation.keys.map { "rule-\($0.rawValue)" }

  /// Halves of a day as people write them: `4,5` is understood in both languages.
  private static func days(_ halves: Int) -> String {
    halves.isMultiple(of: 2) ? String(halves / 2) : "\(halves / 2),5"
  }
}

extension ExplainedDay {
  /// The role in one word, as sentences and JSON name it.
  var kind: String {
    switch role {
    case .receipt: "receipt"
    case .counted(let halves, _, _): halves == 1 ? "half" : "counted"
    case .closed: "closed"
    case .holiday(let note): note == nil ? "day-off" : "holiday"
    case .makeUpNotCounted: "make-up"
    case .saturdayNotCounted: "saturday"
    case .stopped: "stopped"
    case .restarted: "restarted"
    case .resumed: "resumed"
    }
  }

  static let kinds = [
    "receipt", "half", "counted", "closed", "day-off", "holiday", "make-up", "saturday", "stopped",
    "restarted", "resumed",
  ]

  /// What the day off or make-up day is called.
  var note: DayNote? {
    switch role {
    case .holiday(let note), .makeUpNotCounted(let note): note
    default: nil
    }
  }
}

extension JSONText {
  /// An explanation as a member of an answer: values for pages, sentences for people.
  mutating func put(_ name: StaticString, _ explained: ExplanationText) {
    object(name) { $0.write(explained) }
  }

  mutating func write(_ explained: ExplanationText) {
    let explanation = explained.explanation
    put("arrivedAt", explanation.arrivedAt.description)
    put("receivedAt", explanation.receivedAt.description)
    put("firstDue", explanation.firstDue.description)
    put("dueDate", explanation.term.dueDate.description)
    put("dueAt", explanation.term.dueAt.description)
    list("opening", explained.opening) { text, line in text.sentence(line) }
    list("days", explanation.days) { text, day in
      text.object { item in
        item.put("date", day.date.description)
        item.put("kind", day.kind)
        if case .counted(let halves, let soFar, let needed) = day.role {
          item.put("halves", halves)
          item.put("halvesSoFar", soFar)
          item.put("halvesNeeded", needed)
        }
        item.put("name", day.note?.name)
        item.put("text", explained.sentence(day))
      }
    }
    list("ending", explained.ending) { text, line in text.sentence(line) }
    list("clauses", zip(explanation.clauses, explained.clauses)) { text, pair in
      text.object { item in
        item.put("rule", pair.0.key.rawValue)
        item.put("clause", pair.0.citation)
        item.put("source", pair.0.basis.rawValue)
        item.put("text", pair.1)
      }
    }
  }

  private mutating func sentence(_ line: BilingualName) {
    object { item in
      item.put("vi", line.vi)
      item.put("en", line.en)
    }
  }
}
