import Dossiers
import Store
import Ticketing

/// Every dossier as a stranger would keep it who sees only the rows of the log, and what no row may
/// say of it.
struct DossierFiles {
  struct File {
    var dossier: Dossier
    /// Its rows of the log.
    var rows: [Int64] = []
    /// What is said to fall due now.
    var due: [DueItem] = []
    /// All that was ever told, and in which row.
    var toldIn: [DueItem: Int64] = [:]
  }

  /// The rows that one command has made of one dossier.
  struct Turn {
    let dossier: DossierID
    let before: Dossier?
    let first: RecordedEvent
    var last: RecordedEvent
    var events: [DossierEvent] = []
    var reminded: DueItem?
  }

  /// A line of a book, numbered as it is written down.
  struct Line: Hashable {
    let book: String
    let year: Int
    let number: Int
    let day: String
    let ordinal: Int
    let dossier: Int64
    let row: Int64
  }

  let plan: HallPlan
  let rules: Regulation
  private(set) var files: [DossierID: File] = [:]
  /// In the order in which they began.
  private(set) var ids: [DossierID] = []
  private(set) var lines: [Line] = []
  /// The last row that was looked at thoroughly.
  var lastThorough: Int64 = 0
  private var lastLines: [String: Line] = [:]
  private var codes: [String: DossierID] = [:]
  private var turn: Turn?
  private var reminders = 0
  /// Where dossiers have been, and what brought them there.
  var states: Set<DossierState> = []
  var commands: Set<DossierTransition.Command> = []
  var violations: [String] = []

  init(under plan: HallPlan) {
    self.plan = plan
    guard let day = CivilDate(PlannedHall.firstDay),
      let rules = plan.regulations.inForce(centre: plan.centreCode, on: day)
    else { preconditionFailure("no regulation is in force on the first day") }
    self.rules = rules
  }

  /// Dossiers whose way is not over, the oldest first.
  var open: [DossierID] {
    ids.filter { id in
      guard let state = files[id]?.dossier.state else { return false }
      return !state.isOver || state == .returned
    }
  }

  func dossier(_ id: DossierID) -> Dossier? { files[id]?.dossier }

  func count(into tally: inout Tally) {
    tally.dossiers = files.count
    tally.dossiersOver = files.values.count { $0.dossier.state.isOver }
    tally.reminders = reminders
    tally.states = states
    tally.commands = commands
  }

  // MARK: Row by row

  mutating func follow(_ row: RecordedEvent, _ promises: Promises) {
    guard let id = row.event.dossier(at: row.id) else { return }
    var file = files[id]
    begin(row, id, file?.dossier, promises)
    turn?.last = row
    switch row.event {
    case .dossierAccepted(let event):
      check(
        event.dossier == nil || file != nil,
        "row \(row.id) accepts dossier \(id), which nothing began")
      note(code: event.accepted.code.text, of: id)
      apply(.accepted(event.accepted), to: &file, id, row)
    case .dossier(let step):
      switch step.fact {
      case .life(let event): apply(event, to: &file, id, row)
      case .watched(let items): file?.due = items
      case .reminded(let item): remind(item, in: &file, row)
      }
    default: break
    }
    file?.rows.append(row.id)
    check(file != nil, "row \(row.id) is about dossier \(id), which nothing began")
    files[id] = file
  }

  private mutating func begin(
    _ row: RecordedEvent, _ id: DossierID, _ dossier: Dossier?, _ promises: Promises
  ) {
    if let turn, turn.dossier == id, turn.last.id == row.id - 1, turn.first.at == row.at {
      // What falls due is noted by the hall, whoever has acted; a reminder begins anew.
      guard case .dossier(let step) = row.event else {
        if turn.first.actor == row.actor { return }
        return begin(anew: row, id, dossier, promises)
      }
      switch step.fact {
      case .watched: return
      case .life where turn.first.actor == row.actor: return
      case .life, .reminded: break
      }
    }
    begin(anew: row, id, dossier, promises)
  }

  private mutating func begin(
    anew row: RecordedEvent, _ id: DossierID, _ dossier: Dossier?, _ promises: Promises
  ) {
    end(promises)
    turn = Turn(dossier: id, before: dossier, first: row, last: row)
  }

  private mutating func apply(
    _ event: DossierEvent, to file: inout File?, _ id: DossierID, _ row: RecordedEvent
  ) {
    turn?.events.append(event)
    if case .opened(let opened) = event, let code = opened.code { note(code: code.text, of: id) }
    switch event {
    case .registerEntered(let entry): enter(.book(entry.book), id, row)
    case .documentIssued(let document): enter(.documents(document.document), id, row)
    default: break
    }
    if file == nil {
      ids.append(id)
      file = Dossier(id: id, first: event, at: row.at.civil).map { File(dossier: $0) }
    } else {
      file?.dossier.apply(event, at: row.at.civil)
    }
  }

  private mutating func note(code: String, of id: DossierID) {
    let first = codes[code] ?? id
    codes[code] = first
    check(first == id, "code \(code) was given to dossier \(first) and to dossier \(id)")
  }

  private mutating func enter(_ book: RegisterBook, _ id: DossierID, _ row: RecordedEvent) {
    let year = row.day.year
    let (key, day) = ("\(book.name) \(year)", row.day.description)
    let last = lastLines[key]
    let line = Line(
      book: book.name, year: year, number: (last?.number ?? 0) + 1, day: day,
      ordinal: last?.day == day ? (last?.ordinal ?? 0) + 1 : 1, dossier: id.rawValue, row: row.id)
    lastLines[key] = line
    lines.append(line)
  }

  private mutating func remind(_ item: DueItem, in file: inout File?, _ row: RecordedEvent) {
    reminders += 1
    turn?.reminded = item
    check(
      file?.due.contains(item) == true,
      "row \(row.id) tells of \(item.kind.rawValue) at \(item.at), which does not fall due")
    check(
      item.at < row.at.civil,
      "row \(row.id) tells of \(item.kind.rawValue) before \(item.at), when it falls due")
    let isNew = file?.toldIn.updateValue(row.id, forKey: item) == nil
    let about = turn?.dossier.description ?? "–"
    check(
      isNew,
      "\(item.kind.rawValue) of dossier \(about) at \(item.at) was told twice (row \(row.id))")
  }

  mutating func check(_ holds: Bool, _ sentence: @autoclosure () -> String) {
    if !holds { violations.append(sentence()) }
  }

  // MARK: Command by command

  /// All rows of the last command are there: judges what has not been judged.
  ///
  /// - Returns: what is wrong so far.
  mutating func turnOver(_ promises: Promises) -> [String] {
    end(promises)
    for (row, dossier) in promises.told {
      // Where a later command of the same commit went on, its answer is compared instead.
      guard let file = files[dossier.id] else {
        violations.append("dossier \(dossier.id) was answered and is not in the log")
        continue
      }
      guard file.rows.last == row else { continue }
      check(
        file.dossier == dossier,
        "dossier \(dossier.id) was answered otherwise than row \(row) says")
    }
    defer { violations = [] }
    return violations
  }

  private mutating func end(_ promises: Promises) {
    guard let turn else { return }
    self.turn = nil
    guard let after = files[turn.dossier]?.dossier else { return }
    judge(turn, after, promises.asked[turn.first.actor.text])
  }
}
