internal import Dossiers

/// One thing that staff may do to a dossier: the word in its path, who may, and how its body is read.
///
/// Who may is decided twice: by the role table's rows here, and by the law's own table of transitions.
struct DossierAct: Sendable {
  /// `ask-supplement` in `/api/dossiers/{code}/acts/ask-supplement`.
  let path: String
  let command: DossierTransition.Command
  /// Rows of the role table: more than reading in one of them is needed.
  let functions: [HallFunction]
  /// The members of its body, beside those of every act.
  let members: [String]
  let read: @Sendable (ActBody) throws(Problem) -> DossierCommand

  init(
    _ command: DossierTransition.Command, _ functions: [HallFunction], _ members: [String] = [],
    _ read: @escaping @Sendable (ActBody) throws(Problem) -> DossierCommand
  ) {
    self.command = command
    self.functions = functions
    self.members = members
    self.read = read
    path = Self.word(command)
  }

  /// The whole table: every command but those that open a dossier and the province's own.
  static let all: [DossierAct] = intake + work + agency + results + lateness + cases

  static func named(_ path: String) -> DossierAct? { byPath[path] }

  private static let byPath = Dictionary(
    all.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })

  /// `askSupplement` is `ask-supplement` in a path.
  static func word(_ command: DossierTransition.Command) -> String {
    command.rawValue.reduce(into: "") { word, letter in
      word += letter.isUppercase ? "-\(letter.lowercased())" : String(letter)
    }
  }
}

extension DossierAct {
  /// Whether somebody in this role may ever do it.
  func isOpen(to role: Role) -> Bool {
    DossierTransition.row(command)?.roles.contains(role.inLife) == true
      && functions.contains { function in
        guard let grant = RoleTable.grant(function, role) else { return false }
        return !grant.rights.subtracting(.read).isEmpty
      }
  }
}

extension Role {
  /// What an account in this role is in a dossier's life.
  var inLife: DossierRole {
    switch self {
    case .receptionist: .reception
    case .officer: .officer
    case .feeDesk: .feeDesk
    case .agency: .agencyOfficer
    case .leader: .agencyLeader
    case .supervision: .supervision
    case .administration: .administration
    case .post: .post
    case .director: .director
    }
  }
}

extension StaffSession {
  /// Who this is in a dossier's life; an agency's people act for their agency.
  var inLife: DossierActor {
    let isOfAgency = role == .agency || role == .leader
    return DossierActor(
      role: role.inLife, id: account, agency: isOfAgency ? person.agency ?? "" : nil)
  }

  /// That the role table and the law let this role do it, and an own password protects it.
  func may(_ act: DossierAct) throws(Problem) {
    guard act.isOpen(to: role) else { throw .roleForbidden }
    guard !mustChangePassword else { throw .passwordMustChange }
  }

  /// That a dossier is one of this account's: of the own agency, or in the post's hands.
  func mayOpen(_ dossier: Dossier) throws(Problem) {
    switch role {
    case .agency, .leader:
      let own = person.agency ?? ""
      guard dossier.concerned.contains(own) else { throw .otherAgency }
    case .post:
      guard dossier.concernsPost else { throw .otherAgency }
    case .receptionist, .officer, .feeDesk, .supervision, .administration, .director: break
    }
  }
}

extension Dossier {
  /// The agencies that have to do with it.
  var concerned: Set<String> {
    Set(
      [agency].compactMap { $0 } + consultations.map(\.agency) + (chain?.parts.map(\.agency) ?? []))
  }

  /// Brought by the post, wanted by post, or in its bag.
  var concernsPost: Bool {
    channel == .post || resultChannel == .post || bagCarrier == .publicPost || holder == .post
  }
}
