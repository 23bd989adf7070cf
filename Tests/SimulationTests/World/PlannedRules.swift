import Dossiers
import Foundation
import Ticketing

@testable import halld

/// The law of a simulated hall: that of one of the five centres, from the files that ship with halld.
enum PlannedRules {
  /// Hours, days off and every figure of the centre that the seed chooses; the codes are the hall's.
  static func regulation(of seed: UInt64) -> Regulation {
    var rules = shipped[Int((seed / 2) % UInt64(shipped.count))]
    rules.centre = PlannedHall.centre
    rules.code = PlannedHall.code
    // Where the province's system is the one of record, its codes come with the dossiers.
    if givesCodes(seed) { rules.code.source = .province }
    return rules
  }

  /// Whether the province gives the codes.
  static func givesCodes(_ seed: UInt64) -> Bool { seed % 4 == 3 }

  private static let shipped: [Regulation] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Config/regulations").standardized.path
    let (book, problems) = RegulationFolder.read(regulations: folder)
    guard problems.isEmpty, book.regulations.count >= 5 else {
      preconditionFailure("the regulations cannot be read: \(problems)")
    }
    return book.folders.compactMap { folder in
      CivilDate(PlannedHall.firstDay).flatMap { book.inForce(folder: folder, on: $0) }
    }
  }()

  // MARK: The catalogue

  static let agency = "so-tnmt"
  static let other = "so-xd"

  /// What visitors hand in at the counters.
  static let land = procedure("dat-dai-cap-doi", .workingDays(10), needsVerification: true)

  /// One procedure for each way that a dossier's life can take.
  static let procedures: [Procedure] = [
    land, procedure("dat-dai-ngan", .workingDays(3), needsVerification: true),
    procedure(
      "dat-dai-phi-truoc", .workingDays(5),
      fee: ProcedureFee(amount: 100_000, legalBasis: "TT 85/2019/TT-BTC", isPrepaid: true)),
    procedure(
      "dat-dai-phi-sau", .workingDays(5),
      fee: ProcedureFee(amount: 50_000, legalBasis: "TT 85/2019/TT-BTC", isPrepaid: false)),
    procedure("ho-tich-trong-ngay", .sameDay, isOnTheSpot: true),
    procedure("ho-tich-uy-quyen", .workingDays(1), isOnTheSpot: true, isDelegated: true),
    procedure("ho-tich-gio", .workingHours(12)),
    procedure("dat-dai-lien-cap", .workingDays(15), needsVerification: true, isCrossLevel: true),
  ]

  private static func procedure(
    _ id: String, _ term: TermLength, fee: ProcedureFee? = nil, needsVerification: Bool = false,
    isOnTheSpot: Bool = false, isDelegated: Bool = false, isCrossLevel: Bool = false
  ) -> Procedure {
    Procedure(
      id: id, name: BilingualName(vi: id, en: id), domain: "dat-dai", leadAgency: agency,
      term: term,
      components: [
        component("don"), component("ban-ve"), component("gcn-cu", isOriginal: true),
        component("anh", isOptional: true),
      ], fee: fee, isOnTheSpot: isOnTheSpot, isDelegated: isDelegated,
      needsVerification: needsVerification, isCrossLevel: isCrossLevel)
  }

  private static func component(
    _ id: String, isOriginal: Bool = false, isOptional: Bool = false
  ) -> ProcedureComponent {
    ProcedureComponent(
      id: id, name: BilingualName(vi: id, en: id), legalBasis: "NĐ 101/2024/NĐ-CP",
      isOriginal: isOriginal, isOptional: isOptional)
  }

  // MARK: The calendar of the scenario

  /// How many days after the first one a day of the simulation is; terms end between them.
  static func days(before day: Int, seed: UInt64) -> Int {
    var random = SeededRandom(seed: seed, for: "calendar")
    guard let first = CivilDate(PlannedHall.firstDay) else { return day }
    return (0..<day).reduce(0) { passed, _ in
      var next = passed + random.pick([1, 1, 1, 2, 3, 7, 9, 16, 36])
      while [.saturday, .sunday].contains(first.adding(days: next).weekday) { next += 1 }
      return next
    }
  }
}
