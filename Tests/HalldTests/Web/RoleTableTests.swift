import HTTPTypes
import Testing

@testable import halld

/// The table of the sources as it is written there, held against the one that is enforced.
@Suite struct `The role table` {
  static let columns: [Role] = [
    .receptionist, .officer, .feeDesk, .agency, .leader, .supervision, .administration, .post,
    .director,
  ]

  /// DOMAIN 2.7, word for word, without the applicant's column: nobody signs in at a kiosk.
  static let source: [(function: HallFunction, cells: [String])] = [
    (
      .takeTicket,
      [
        "C for visitor (VL 8.4)", "–", "–", "–", "–", "–", "–",
        "C for posted dossiers (HU QT II.1)", "–",
      ]
    ),
    (
      .callTicket,
      [
        "–", "C at own counter", "C at own counter", "–", "–", "R", "R", "–",
        "A re-assignment (HU DA IV.3.4)",
      ]
    ),
    (
      .registerData,
      [
        "C (HU QT II.1)", "C", "–", "–", "–", "R", "R", "C if assigned (LC 12.5)", "R",
      ]
    ),
    (
      .acceptIntake,
      [
        "–", "C", "–", "–", "–", "R", "–", "C if assigned", "R",
      ]
    ),
    (
      .collectFee,
      [
        "–", "SL only (SL 9.a)", "C (LC 12.2.d, 17)", "–", "–", "R", "C reconciliation", "–",
        "A vouchers (HU QC 9.1.c)",
      ]
    ),
    (
      .transferBag,
      [
        "–", "C", "–", "C receipt", "–", "R", "–", "C carriage (VL 4.2.b)", "R",
      ]
    ),
    (
      .processDossier,
      [
        "–", "–", "–", "C/U own", "A", "R", "–", "–", "R",
      ]
    ),
    (
      .approveResult,
      [
        "–", "only if delegated (LC 13.5)", "–", "–", "A with transfer slip (LC 19.6)", "R", "–",
        "–", "– (the Centre never decides: LC 3.1)",
      ]
    ),
    (
      .changeReturnDate,
      [
        "–", "U from slip (LC 16.6)", "–", "propose", "A extension request", "R", "–", "–",
        "R (VL: the Centre)",
      ]
    ),
    (
      .returnResult,
      [
        "–", "C (SL, VL, KT, HU)", "C (LC)", "–", "–", "R", "–", "C postal return", "R",
      ]
    ),
    (
      .complaint,
      [
        "C", "–", "–", "reply", "reply", "C/U (LC 12.4; HU QC 9.5)", "C", "–",
        "A, publish outcome (LC 11.1.i)",
      ]
    ),
    (
      .liveQueue,
      [
        "R hall", "R own counter", "R own counter", "R own dossiers", "R own agency", "R all",
        "R all", "R own bags", "R all",
      ]
    ),
    (
      .roster,
      [
        "–", "request", "request", "request", "request/notify", "R", "C", "–", "A (SL 5.2)",
      ]
    ),
    (
      .reports,
      [
        "–", "own", "own", "own", "own agency", "C (HU QC 9.5: reports)", "C (LC 12.2.b)", "own",
        "A",
      ]
    ),
    (
      .parameters,
      [
        "–", "–", "–", "–", "–", "R", "propose", "–", "A",
      ]
    ),
    (
      .readLog,
      [
        "–", "–", "–", "–", "–", "R", "R technical", "–", "R",
      ]
    ),
  ]

  /// What a cell's words come to. The few that are no R, C, U or A are read here, once.
  static func grant(_ cell: String, _ function: HallFunction) -> Grant? {
    switch cell {
    case "SL only (SL 9.a)": return .create.conditional
    case "only if delegated (LC 13.5)": return .approve.conditional
    case "propose": return .create
    case "reply": return .update
    case "request": return .create.own
    case "request/notify": return .create
    case "own", "own agency": return .read.own
    case "R technical": return .read.inHall
    default: break
    }
    var rights: Rights = []
    for letter in cell.prefix(while: { "RCUA/".contains($0) }) {
      switch letter {
      case "R": rights.insert(.read)
      case "C": rights.insert(.create)
      case "U": rights.insert(.update)
      case "A": rights.insert(.approve)
      default: break
      }
    }
    guard !rights.isEmpty else { return nil }
    let grant = Grant(rights: rights)
    if cell.contains("if assigned") { return grant.conditional }
    if cell.contains(" own") { return grant.own }
    return cell == "R hall" ? grant.inHall : grant
  }

  @Test func `says what DOMAIN 2_7 says, cell by cell`() {
    #expect(Set(Self.source.map(\.function)) == Set(HallFunction.allCases.filter(\.isOfTheSources)))
    for (function, cells) in Self.source {
      #expect(cells.count == Self.columns.count, "\(function)")
      for (role, cell) in zip(Self.columns, cells) {
        #expect(
          RoleTable.grant(function, role) == Self.grant(cell, function),
          "\(function) \(role): \(cell)")
      }
    }
  }

  /// What this program's own actions come to; a right too many shows here first.
  static let allowed: [(action: HallAction, roles: Set<Role>)] = [
    (.issueForOthers, [.receptionist, .post]),
    (.correctTickets, [.receptionist]),
    (.seeTickets, [.receptionist, .supervision, .administration, .director]),
    (.workCounter, [.officer, .feeDesk]),
    (.seeCounter, [.officer, .feeDesk, .supervision, .administration, .director]),
    (.takeIn, [.officer, .post]),
    (.openDossier, [.receptionist, .officer, .post]),
    (.seeDossier, Set(Role.allCases)),
    (.actOnDossier, Set(Role.allCases).subtracting([.supervision])),
    (.supervise, [.supervision, .administration, .director]),
    (.arrangeHall, [.supervision, .administration, .director]),
    (.readPersonal, [.officer, .supervision, .director]),
    (.erasePersonal, [.supervision, .administration]),
    (.readLog, [.supervision, .administration, .director]),
    (
      .confirmClock,
      [.receptionist, .officer, .feeDesk, .supervision, .administration, .director]
    ),
    (
      .seeIncidents,
      [
        .receptionist, .officer, .feeDesk, .leader, .supervision, .administration, .director,
      ]
    ),
    // P-27: any officer proposes, a leader confirms.
    (.proposeIncident, [.receptionist, .officer, .feeDesk, .leader, .director]),
    (.decideIncident, [.leader, .director]),
    (.enterPapers, [.receptionist, .officer, .feeDesk]),
    (.seeAccounts, [.supervision, .administration, .director]),
    (.manageAccounts, [.administration]),
    (.seeDevices, [.supervision, .administration, .director]),
    (.manageDevices, [.administration]),
  ]

  @Test func `gives each action to these roles and no other`() {
    #expect(Set(Self.allowed.map(\.action)) == Set(HallAction.allCases))
    for (action, roles) in Self.allowed {
      for role in Role.allCases {
        #expect(RoleTable.mayDo(action, as: role) == roles.contains(role), "\(role) \(action)")
      }
    }
  }

  @Test func `binds officers and the fee desk to their own counters, nobody else`() {
    #expect(Role.allCases.filter(RoleTable.isBoundToCounters) == [.officer, .feeDesk])
  }

  @Test func `is printed as it is enforced`() {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(1, width - text.count))
    }
    var lines = [padded("", 18) + Self.columns.map { padded($0.rawValue, 15) }.joined()]
    for function in HallFunction.allCases {
      let cells = Self.columns.map { role -> String in
        guard let grant = RoleTable.grant(function, role) else { return padded("–", 15) }
        let reach = grant.reach == .all ? "" : " \(grant.reach)"
        return padded("\(grant.rights)\(reach)", 15)
      }
      lines.append(padded(function.rawValue, 18) + cells.joined())
      for route in Contract.routes {
        guard case .staff(let action) = route.access, action.needs.function == function
        else { continue }
        let (_, right, reach) = action.needs
        lines.append("    \(right) \(reach): \(action) \(route.method.rawValue) \(route.path)")
      }
    }
    print(lines.joined(separator: "\n"))
    #expect(lines.count > HallFunction.allCases.count)
    // A number for others comes by the kiosk's own route, an acceptance by the one that begins a
    // dossier: these ask for the right themselves.
    for action in HallAction.allCases where ![.issueForOthers, .takeIn].contains(action) {
      let isNamed = Contract.routes.contains { $0.access == .staff(action) }
      #expect(isNamed, "\(action) is enforced by no route")
    }
  }
}
