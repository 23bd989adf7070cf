/// What somebody signed in may do through this server.
///
/// Each route names one, and each one names the function and the right of the role table that it
/// needs; nothing else decides who may do what.
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
  /// Begin a dossier: registered, come by post, or filed from afar (HU QT II.1; LC 13.1).
  case openDossier
  /// The file of a dossier, its papers, and what falls due.
  case seeDossier
  /// Do something to a dossier; each act asks for a function of its own.
  case actOnDossier
  /// Waiting times, counters, what is late.
  case supervise
  /// Set for today which lines a counter serves, pause it, name a substitute.
  case arrangeHall
  /// Say that the machine's date is right.
  case confirmClock
  /// See what is known of an applicant; on record.
  case readPersonal
  /// Erase it on the applicant's request (P-22).
  case erasePersonal
  /// See the acts beside the ordinary course: who did what and why.
  case readLog
  case seeIncidents
  /// Tell that the machine is down (P-27: anybody who works there).
  case proposeIncident
  /// Open, decline and close an incident, and say which papers were used.
  case decideIncident
  /// Enter what stands on the papers of an incident, or declare a paper void.
  case enterPapers
  /// Who has an account, and as what.
  case seeAccounts
  /// Add, change, disable accounts, give one-time passwords, end sessions.
  case manageAccounts
  /// Which kiosks and boards are paired.
  case seeDevices
  /// Pair kiosks and boards and take them back.
  case manageDevices

  /// The row of the role table, the right in it, and how far that right must reach.
  var needs: (function: HallFunction, right: Rights, reach: Grant.Reach) {
    switch self {
    case .issueForOthers: (.takeTicket, .create, .all)
    case .correctTickets: (.correctTicket, .update, .all)
    case .seeTickets: (.liveQueue, .read, .hall)
    // Which counter is one's own, the route asks of the session.
    case .workCounter: (.callTicket, .create, .own)
    case .seeCounter: (.callTicket, .read, .own)
    // That the post brings post, and nobody's visit, the route asks.
    case .takeIn: (.acceptIntake, .create, .conditional)
    case .openDossier: (.registerData, .create, .conditional)
    // Which dossiers are one's own, the route asks.
    case .seeDossier: (.dossierFile, .read, .own)
    case .actOnDossier: (.dossierFile, .update, .own)
    case .supervise: (.liveQueue, .read, .all)
    case .arrangeHall: (.arrangement, .create, .all)
    case .confirmClock: (.clock, .approve, .all)
    case .readPersonal: (.acceptIntake, .read, .all)
    case .erasePersonal: (.personalData, .update, .all)
    case .readLog: (.readLog, .read, .hall)
    case .seeIncidents: (.incident, .read, .all)
    case .proposeIncident: (.incident, .create, .all)
    case .decideIncident: (.incident, .approve, .all)
    case .enterPapers: (.incident, .update, .all)
    case .seeAccounts: (.accounts, .read, .all)
    case .manageAccounts: (.accounts, .update, .all)
    case .seeDevices: (.devices, .read, .all)
    case .manageDevices: (.devices, .update, .all)
    }
  }
}
