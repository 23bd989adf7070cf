import Dossiers
import FaultDisk
import GRDB
import Ticketing

@testable import Store
@testable import halld

/// What is simulated: a seed, how many days, which misfortunes, and, to try the judge, a sabotage.
struct Scenario: Sendable {
  let seed: UInt64
  var days = 2
  /// Actors that stay away, by name.
  var without: Set<String> = []
  var sabotage = Sabotage.none

  /// Something done to the product on purpose, so that the judge shows that it sees it.
  enum Sabotage: String, CaseIterable, Sendable {
    case none
    /// SQLite does not wait for the disk (GRDB's own setting for a pool).
    case synchronousNormal
    /// The disk says that it has synced.
    case lyingDisk
    /// Two domains with one prefix: the same number on two papers.
    case reusedNumber
    /// The hall calls with another share for priority than the wall says.
    case otherCallOrder
    /// A counter calls from a line that hangs on no wall and was set by nobody.
    case unsetLine
    /// A second paper that does not say IN LẠI.
    case unmarkedReprint
    /// A printer that claims a paper, and nobody knows that it lies.
    case paperThatIsNot
    /// Keys are not kept: a client that repeats a request gets a second number.
    case forgottenKeys
    /// A display that came back is believed to show what it showed, and is sent nothing unasked.
    case staleDisplay
    /// A keypad acts without asking who has opened the counter.
    case keysForNobody
    /// Whatever is scanned is taken for a dossier's code.
    case readCard
    /// An identity card that was scanned is written down.
    case keptCard
    /// Terms are counted through weekends and holidays.
    case noDaysOff
    /// The agency may ask for supplements as often as it likes.
    case endlessSupplements
    /// Results are handed to whoever asks.
    case unprovenReturn
    /// A leader approves without the Centre's transfer slip.
    case approvalWithoutSlip
    /// What was told is forgotten, and told again.
    case forgottenReminder
    /// A number of a book is left out.
    case skippedNumber
  }

  /// The names of everybody who can be left out.
  static let actorNames = [
    "power", "disk", "clock", "printers", "network", "reception", "phones", "officers-2-3",
    "displays", "keypads", "scanners", "dossiers", "watch", "supervision",
  ]

  var plan: HallPlan {
    var plan = PlannedHall.plan(
      under: regulation, secondDomainPrefix: sabotage == .reusedNumber ? "A" : "B"
    ) { rules in
      if sabotage == .otherCallOrder { rules.ordinaryPerPriority = 1 }
    }
    if sabotage == .unsetLine {
      plan.assignments = [
        Assignment(
          kind: .lowVolume, counter: "1", lines: ["ho-tich"], from: CivilDate(daysSinceEpoch: 0),
          through: CivilDate(daysSinceEpoch: 40_000))
      ]
    }
    return plan
  }

  /// The hall as the law has it.
  var lawful: HallPlan { PlannedHall.plan(under: PlannedRules.regulation(of: seed)) }

  private var regulation: Regulation {
    var rules = PlannedRules.regulation(of: seed)
    switch sabotage {
    case .noDaysOff: rules.calendar = .alwaysOpen
    case .endlessSupplements: rules.life.supplement.maxCount = 9
    case .unprovenReturn: rules.life.returning.ownProofs = []
    case .approvalWithoutSlip: rules.life.approval.requiresTransferSlip = false
    default: break
    }
    return rules
  }

  var published: PublishedRules { PlannedHall.published }
  var hidesLies: Bool { sabotage == .paperThatIsNot }

  func makeDisk() -> FaultDisk {
    let disk = FaultDisk(seed: seed)
    disk.setLying(sabotage == .lyingDisk)
    return disk
  }

  /// Does to an open store what the sabotage asks.
  func prepare(_ store: HallStore) {
    let change: String
    switch sabotage {
    case .synchronousNormal: change = "PRAGMA synchronous = NORMAL"
    case .forgottenReminder:
      change = """
        CREATE TEMP TRIGGER forgets AFTER UPDATE OF reminded ON main.dossier_due
        WHEN new.reminded IS NOT NULL
        BEGIN
          UPDATE dossier_due SET reminded = NULL
          WHERE dossier = new.dossier AND kind = new.kind AND number = new.number;
        END
        """
    case .skippedNumber:
      change = """
        CREATE TEMP TRIGGER skips AFTER INSERT ON main.registers WHEN new.number % 5 = 0
        BEGIN
          UPDATE registers SET number = number + 1
          WHERE book = new.book AND year = new.year AND number = new.number;
        END
        """
    default: return
    }
    try? store.pool.writeWithoutTransaction { db in try db.execute(sql: change) }
  }

  /// Does to the printing what the sabotage asks.
  func sabotage(_ ledger: PrintLedger) -> PrintLedger {
    guard sabotage == .unmarkedReprint else { return ledger }
    var ledger = ledger
    let facts = ledger.facts
    ledger.facts = { job in
      var facts = await facts(job)
      facts?.reprintOf = nil
      return facts
    }
    return ledger
  }

  /// Everybody who acts, in the order in which they come in the morning.
  func actors() -> [any HallActor] {
    var actors: [any HallActor] = [Time()]
    let counters = without.contains("officers-2-3") ? ["1"] : PlannedHall.counters
    actors += counters.map { Officer(at: $0, seed: seed) }
    actors += PlannedHall.kiosks.map {
      Visitors(at: $0, seed: seed, isOnTime: without.contains("network"))
    }
    actors += [
      Reception(seed: seed), Phones(seed: seed), Power(seed: seed), DiskTrouble(seed: seed),
      ClockTrouble(seed: seed), PrinterMoods(seed: seed), Displays(seed: seed),
    ]
    actors += [Bureau(seed: seed), Supervisor(seed: seed)]
    actors += counters.map { Keypad(at: $0, seed: seed) }
    actors += (PlannedHall.kiosks + ["counter-1"]).map { Scanner(at: $0, seed: seed) }
    return actors.filter { !without.contains($0.name) }
  }

  /// The shortest command that lives through this again.
  var command: String {
    var words = ["make simulate SEED=\(seed)", "DAYS=\(days)"]
    if !without.isEmpty { words.append("WITHOUT=\(without.sorted().joined(separator: ","))") }
    return words.joined(separator: " ")
  }
}
