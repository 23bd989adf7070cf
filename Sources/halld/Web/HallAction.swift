/// The roles of DOMAIN 2.7, as `halld account add --role` names them.
enum Role: String, Sendable, Hashable, CaseIterable {
  case receptionist, officer, feeDesk, agency, leader, supervision, administration, post, director
}

/// What somebody signed in may do through this server.
enum HallAction: String, Sendable, Hashable, CaseIterable {
  /// Numbers for visitors at the desk (VL 8.4) and for posted dossiers (HU QT II.1).
  case issueForOthers
  /// Correct, bring back, cancel, reprint, enter the paper pad.
  case correctTickets
  case seeTickets
  /// Open, close, pause, call, serve at one's own counter.
  case workCounter
  /// Who waits at a counter; supervision and direction see every counter.
  case seeCounter
  /// Accept a dossier (LC 13; the post when assigned, LC 12.5).
  case takeIn
  /// Waiting times, counters, what is late.
  case supervise
  /// Say that the machine's date is right.
  case confirmClock
}

/// Who may do what: DOMAIN 2.7 as one table, enforced for every route that names an action.
enum RoleTable {
  static func mayDo(_ action: HallAction, as role: Role) -> Bool {
    rows[action]?.contains(role) ?? false
  }

  /// Whether the role acts at its own counters only.
  static func isBoundToCounters(_ role: Role) -> Bool {
    role == .officer || role == .feeDesk
  }

  private static let rows: [HallAction: Set<Role>] = [
    .issueForOthers: [.receptionist, .post],
    .correctTickets: [.receptionist],
    .seeTickets: [.receptionist, .supervision, .administration, .director],
    .workCounter: [.officer, .feeDesk],
    .seeCounter: [.officer, .feeDesk, .supervision, .administration, .director],
    .takeIn: [.officer, .post],
    .supervise: [.supervision, .administration, .director],
    .confirmClock: [.receptionist, .officer, .feeDesk, .supervision, .administration, .director],
  ]
}
