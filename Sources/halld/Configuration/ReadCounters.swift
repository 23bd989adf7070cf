internal import Dossiers
internal import Ticketing

// Keys: counters, assignments, priorities.

extension ConfigurationReader {
  /// The service windows, in the order in which screens show them.
  func readCounters(
    _ root: YAMLMapping, known lines: KnownNames
  ) -> (counters: [Counter], names: KnownNames) {
    var ids = UniqueNames()
    let counters = root.list("counters", count: 1...200).compactMap { item -> Counter? in
      guard let (group, id) = ids.open(item) else { return nil }
      let name = group.name("name")
      let serves = group.required("serves", .list) {
        $0.references(to: lines, count: 1...100)
      }
      guard let id else { return nil }
      return Counter(
        id: CounterID(id), name: name, serves: (serves ?? []).map { LineID($0) })
    }
    var names = ids.known
    if counters.isEmpty { names.isComplete = false }
    return (counters, names)
  }

  /// Dated plans: rotation at shared counters (KT 13.10), low-volume lines (HU DA IV.3.4).
  func readAssignments(
    _ root: YAMLMapping, known lines: KnownNames, counters: KnownNames
  ) -> [Assignment] {
    var accepted: [(assignment: Assignment, line: Int)] = []
    for item in root.optionalList("assignments", count: 0...2_000) {
      guard let group = item.mapping else { continue }
      let kind = group.enumeration(
        "kind", ["rotation": Assignment.Kind.rotation, "lowVolume": .lowVolume])
      let counter = group.reference("counter", to: counters)
      let served = group.required("lines", .list) { $0.references(to: lines, count: 1...100) }
      let from = group.date("from")
      let through = group.date("through")
      let weekdays = group.value("weekdays").map {
        $0.references(to: KnownNames(Weekday.allCases.map(\.rawValue)), count: 1...7)
      }
      if let from, let through, through < from { group.refuseOrder("through", after: "from") }
      guard let kind, let counter, let served, let from, let through else { continue }
      let plan = Assignment(
        kind: kind, counter: CounterID(counter), lines: served.map { LineID($0) }, from: from,
        through: through, weekdays: Set((weekdays ?? []).compactMap(Weekday.init(rawValue:))))
      if let earlier = accepted.first(where: { collide($0.assignment, plan) }) {
        item.refuse(
          BilingualName(
            vi: "trùng ngày với kế hoạch luân phiên ở dòng \(earlier.line) của cùng quầy",
            en: "the rotation on line \(earlier.line) has this counter on the same days"),
          remedy: BilingualName(
            vi: "mỗi quầy mỗi ngày chỉ một kế hoạch luân phiên (KT 13.10)",
            en: "give each counter one rotation a day (KT 13.10)"))
      }
      accepted.append((plan, item.line))
    }
    return accepted.map(\.assignment)
  }

  /// One officer at a time at a shared counter, so one rotation at a time (KT 13.10).
  private func collide(_ one: Assignment, _ other: Assignment) -> Bool {
    guard one.kind == .rotation, other.kind == .rotation, one.counter == other.counter,
      one.from <= other.through, other.from <= one.through
    else { return false }
    return one.weekdays.isEmpty || other.weekdays.isEmpty
      || !one.weekdays.isDisjoint(with: other.weekdays)
  }

  /// A line without a counter keeps its visitors waiting for ever; a dated plan may still serve it.
  func warnAboutUnservedLines(
    _ domains: Domains, counters: [Counter], assignments: [Assignment], root: YAMLMapping
  ) {
    let served = Set(counters.flatMap(\.serves)).union(assignments.flatMap(\.lines))
    for line in Set(domains.errands.map(\.line)).subtracting(served).sorted()
    where !counters.isEmpty {
      root.refuse(
        "counters",
        BilingualName(
          vi: "không quầy nào phục vụ hàng chờ «\(line)»",
          en: "no counter serves the line \"\(line)\""),
        remedy: BilingualName(
          vi: "thêm «\(line)» vào serves của một quầy", en: "add \"\(line)\" to a counter's serves"),
        severity: .warning)
    }
  }

  /// Classes of visitors called earlier (P-10); what proves them is shown to staff.
  func readPriorities(_ root: YAMLMapping) -> [PriorityClass] {
    var ids = UniqueNames()
    return root.optionalList("priorities", count: 0...20).compactMap { item in
      guard let (group, id) = ids.open(item) else { return nil }
      let name = group.name("name")
      let weight = group.int("weight", in: 1...10, default: 1)
      return id.map { PriorityClass(id: PriorityID($0), name: name, weight: weight) }
    }
  }
}
