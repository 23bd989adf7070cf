import Dossiers
import FaultDisk
import GRDB
import Ticketing

@testable import Store
@testable import halld

/// All that the simulation has seen of a hall, and the judge over it.
struct HallRecord {
  private(set) var violations: [String] = []
  /// Every row seen so far; `nil` where a row speaks of the log itself.
  private var rows: [RecordedEvent?] = []
  private let shadow: Shadow
  /// Whether the last look found anything that screens show.
  private(set) var hasBoardMoved = false
  /// The chained hash of the last row seen.
  private var lastHash: [UInt8] = []
  /// The operations of the disk at the last look: without a further one nothing was committed.
  private var lookedAt = -1
  private var tables = RebuiltTables()
  private(set) var files: DossierFiles

  init(_ scenario: Scenario) {
    shadow = Shadow(scenario.published)
    files = DossierFiles(under: scenario.lawful)
  }

  mutating func violate(_ sentence: String) {
    violations.append("\(shadow.day?.description ?? "before the first day"): \(sentence)")
  }

  // MARK: After every step

  /// Follows what has been committed since the last look.
  ///
  /// - Returns: false when the disk did not let it read; what was not seen is seen at the next look.
  mutating func follow(
    _ machine: Machine, on disk: FaultDisk, promises: inout Promises, paper: PaperTray
  ) -> Bool {
    hasBoardMoved = false
    let operations = disk.operations
    guard operations != lookedAt || promises.areFresh else { return true }
    let found: [(seq: Int64, recorded: RecordedEvent?)]
    do {
      found = try read(machine)
    } catch {
      return false
    }
    lookedAt = operations
    var moved: Set<JobID> = []
    for (seq, recorded) in found {
      guard seq == Int64(rows.count) + 1 else {
        violate("row \(rows.count + 1) is missing; the next one is \(seq)")
        return true
      }
      rows.append(recorded)
      guard let row = recorded else { continue }
      shadow.follow(row)
      switch row.event {
      case .slipMoved(let event): moved.insert(event.job)
      case .slipAsked: break
      default: hasBoardMoved = true
      }
      promises.follow(row).map { violate($0) }
      files.follow(row, promises)
    }
    judge(files.turnOver(promises))
    promises.forgetTold()
    // By what was said last: the paper is already that of the end.
    for job in moved.sorted() { judge(paper.compare(job, with: shadow)) }
    judge(promises.compare(with: rows))
    judge(shadow.violations)
    return true
  }

  /// The rows that have not been seen yet.
  private mutating func read(
    _ machine: Machine
  ) throws -> [(seq: Int64, recorded: RecordedEvent?)] {
    let (first, offset) = (Int64(rows.count) + 1, machine.store.identity.utcOffsetSeconds)
    // One statement sees one state of the log, without a transaction around it.
    let (found, last) = try machine.store.pool.unsafeRead { db in
      var found: [(seq: Int64, recorded: RecordedEvent?)] = []
      var last: [UInt8]?
      let cursor = try LogRow.cursor(db, from: first)
      while let next = try cursor.next() {
        let row = try LogRow(next)
        found.append((row.seq, try row.recorded(utcOffsetSeconds: offset)))
        last = row.hash
      }
      return (found, last)
    }
    lastHash = last ?? lastHash
    return found
  }

  /// The screens show what the log says.
  mutating func compare(
    _ board: BoardView, _ displays: [(counter: CounterID, shown: CounterDisplay)]
  ) {
    judge(shadow.differences(from: board))
    judge(
      shadow.differences(
        from: Dictionary(
          displays.map { ($0.counter, $0.shown) }, uniquingKeysWith: { first, _ in first })))
  }

  // MARK: After every start

  /// What was seen before the end is still there, to the byte, and the log is whole.
  mutating func compareAfterStart(_ machine: Machine, on disk: FaultDisk) {
    let faults = disk.faults
    do {
      if !rows.isEmpty {
        let found = try Self.hash(of: Int64(rows.count), machine)
        if found != lastHash {
          violate(
            "row \(rows.count) had been committed, and after the start it "
              + (found == nil ? "is gone" : "is another one"))
        }
      }
      try audit(machine)
      judge(try files.differences(from: machine, isThorough: false))
    } catch {
      if disk.faults == faults { violate("the log cannot be read after a start: \(error)") }
    }
  }

  /// At rest everything is compared, the days before today too.
  mutating func compareAtRest(_ machine: Machine, paper: PaperTray) {
    for job in shadow.slips.keys.sorted() { judge(paper.compare(job, with: shadow)) }
    do {
      try audit(machine)
      let (visitors, slips) = (shadow.visitors, shadow.slips)
      let (tickets, jobs) = try machine.store.read { [identity = machine.store.identity] db in
        (
          try visitors.mapValues { try TicketRow.find($0.id, db, identity)?.confirmed(db) },
          try Dictionary(
            uniqueKeysWithValues: slips.keys.map { ($0, try PrintJobTable.find($0, db, identity)) })
        )
      }
      for (id, expected) in visitors.sorted(by: { $0.key < $1.key }) {
        let row = tickets[id] ?? nil
        if row?.state != expected.state || row?.label != expected.label {
          violate(
            "ticket \(expected.label) is \(expected.state) by the log and "
              + "\(row?.state ?? "gone") in its table")
        }
      }
      for (id, slip) in slips.sorted(by: { $0.key < $1.key }) {
        let job = jobs[id] ?? nil
        if job?.state != slip.state {
          violate("slip \(id) is \(slip.state.name) by the log and not in its table")
        }
      }
      judge(try files.differences(from: machine, isThorough: true))
    } catch {
      violate("the hall cannot be read at rest: \(error)")
    }
  }

  /// The chain holds, and the tables are what the log makes of them.
  private mutating func audit(_ machine: Machine) throws {
    let tables = tables
    let (verdict, report) = try machine.store.pool.read { db in
      (try LogVerdict.walk(db), try tables.compare(db, identity: machine.store.identity))
    }
    if let problem = verdict.problem { violate("the chain breaks: \(problem.sentence)") }
    if !report.isClean { violate("the tables differ from the log: \(report.differences)") }
  }

  private static func hash(of seq: Int64, _ machine: Machine) throws -> [UInt8]? {
    try machine.store.pool.read { db in try LogRow.hash(of: seq, db) }
  }

  private mutating func judge(_ sentences: [String]) {
    for sentence in sentences.prefix(3) { violate(sentence) }
  }

  // MARK: The trace

  /// A hash over the chain's end and the papers in the order in which they came out.
  func trace(papers: [PaperTray.Paper]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    mix(lastHash)
    for paper in papers {
      mix("\(paper.job) \(paper.label) \(paper.isMarked) \(paper.isWhole) \(paper.printer)".utf8)
    }
    return hash
  }

  var rowCount: Int { rows.count }
  /// Codes of dossiers that are on a paper, the one given first before all others.
  var dossierCodes: [String] { shadow.dossierCodes }

  // MARK: What people in the hall see for themselves

  /// Tickets of today whose paper failed or was seen by nobody, in the order of asking.
  var slipsThatFailed: [TicketID] {
    shadow.slips.sorted { $0.key < $1.key }.compactMap { _, slip in
      guard let visitor = shadow.visitors[slip.ticket], !Shadow.over.contains(visitor.state) else {
        return nil
      }
      switch slip.state {
      case .failed, .unknown: return slip.ticket
      default: return nil
      }
    }
  }

  /// Those who missed every call, the longest first.
  var missed: [TicketID] {
    shadow.visitors.values.filter { $0.state == "missed" }.map(\.id).sorted()
  }
}
