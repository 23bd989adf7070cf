import Ticketing

/// What supervision has set today, by this record's own reckoning.
struct SetToday {
  var rotated: [CounterID: Set<LineID>] = [:]
  var added: [CounterID: Set<LineID>] = [:]
  /// Who may work at a counter beside its own officer.
  var sitIns: [CounterID: Set<String>] = [:]
  /// How often a counter came to a line that it did not serve before.
  var arrivals: [LineID: Int] = [:]
}

extension Shadow {
  /// What a counter calls: what hangs on the wall, or what was set for today.
  func lines(at counter: CounterID) -> Set<LineID> {
    (today.rotated[counter] ?? published.lines[counter] ?? [])
      .union(today.added[counter] ?? [])
  }

  func follow(_ event: ArrangementEvent, _ row: RecordedEvent) {
    check(
      row.actor.text.hasPrefix("supervision:"),
      "\(row.actor) set something in the hall (row \(row.id))")
    let counter = event.counter
    let before = lines(at: counter)
    switch event {
    case .assigned(let event):
      switch event.kind {
      case .rotation: today.rotated[counter] = Set(event.lines)
      case .surge: today.added[counter] = Set(event.lines)
      }
      check(lines(at: counter) != before, "row \(row.id) sets what \(counter) serves already")
    case .released:
      today.rotated[counter] = nil
      today.added[counter] = nil
    case .substituted(let event): today.sitIns[counter, default: []].insert(event.substitute)
    case .substitutionEnded(let event): today.sitIns[counter]?.remove(event.substitute)
    }
    for line in lines(at: counter).subtracting(before) { today.arrivals[line, default: 0] += 1 }
  }

  /// A counter is opened by its officer, or by who sits in there today.
  func checkRight(of officer: String, at counter: CounterID, _ row: RecordedEvent) {
    check(
      officer == "canbo-\(counter)" || today.sitIns[counter]?.contains(officer) == true,
      "\(officer) has opened \(counter) and may not work there (row \(row.id))")
  }

  /// Counters that may each have overtaken a visitor of this line once more than their share.
  func counters(of line: LineID) -> Int {
    max(1, published.counters(of: line) + (today.arrivals[line] ?? 0))
  }
}
