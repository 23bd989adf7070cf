internal import Dossiers
internal import GRDB
internal import Ticketing

/// What a command for a dossier comes to, before any of it is written.
struct Decided {
  /// What happens to the visit in which it is done.
  var service: [HallEvent] = []
  var reminder: DueItem?
  var events: [DossierEvent] = []

  /// Whether this intake by the province is the one by which a dossier began.
  func repeats(_ wish: DossierRequest.Wish, _ known: Dossier) -> Bool {
    guard case .followIntake = wish, case .accepted(let accepted)? = events.first else {
      return false
    }
    return known.procedure == accepted.procedure
      && known.accepted?.receivedAt == accepted.receivedAt
  }

  /// The code that it brings into the world and that must not be in use.
  func newCode(of dossier: Dossier?) -> String? {
    guard dossier?.code == nil else { return nil }
    return events.lazy.compactMap { event in
      switch event {
      case .accepted(let accepted): accepted.code.text
      case .opened(let opened): opened.code?.text
      default: nil
      }
    }.first
  }
}

extension WriterCore {
  /// What the law needs to judge this request.
  func context(
    of request: DossierRequest, _ dossier: Dossier?, at now: Moment
  ) throws(Refusal) -> LifeContext {
    let id: String
    switch (request.which, dossier) {
    case (.new(let procedure), _): id = procedure
    case (_, let dossier?): id = dossier.procedure
    case (_, nil): throw .unknownDossier
    }
    do throws(DossierRefusal) {
      let happened = request.happenedAt ?? now.civil
      guard happened <= now.civil else { throw .life(.backEntryInFuture) }
      return try planned.plan.context(
        of: dossier, procedure: id, actor: request.role, at: happened,
        backEntry: request.paper.map { BackEntry(paper: $0, enteredAt: now.civil) })
    } catch {
      throw .dossier(error)
    }
  }

  func decide(
    _ request: DossierRequest, _ wish: DossierRequest.Wish, _ dossier: Dossier?,
    _ context: LifeContext
  ) throws(Refusal) -> Decided {
    var decided = Decided()
    if let visit = request.visit {
      decided.service = try ledger.hall.decideService(
        of: visit, at: request.counter, takesIn: wish.takesIn, plan: planned.plan)
    }
    do throws(DossierRefusal) {
      switch (wish, dossier) {
      case (.carryOut(let command), let dossier?):
        decided.events = try dossier.decide(command, in: context)
      case (.carryOut(let command), nil):
        decided.events = try Dossier.open(command, in: context)
      case (.acceptAtOnce(let acceptance), nil):
        decided.events = try Dossier.acceptAtOnce(acceptance, in: context)
      case (.followIntake(let intake), nil):
        decided.events = try Dossier.follow(intake, in: context)
      case (.acceptAtOnce, _?), (.followIntake, _?): throw .life(.dossierOpened)
      case (.follow(let state, let reference), let dossier?):
        decided.events = try dossier.decide(
          .followProvince(state, reference: reference), in: context)
      case (.remind(let item), let dossier?):
        decided.reminder = item
        // What follows by the clock alone; where the rules do not have it, nothing does.
        if let command = item.consequence {
          decided.events = (try? dossier.decide(command, in: context)) ?? []
        }
      case (.watchAgain, _?): break
      case (.remind, nil), (.watchAgain, nil), (.follow, nil): throw .life(.dossierNeeded)
      }
    } catch {
      throw .dossier(error)
    }
    return decided
  }

  /// Gives what will have a code of the hall the next ordinal of its day of receipt.
  func numbered(
    _ wish: DossierRequest.Wish, _ dossier: Dossier?, _ context: LifeContext, _ db: Database
  ) throws -> DossierRequest.Wish {
    func code(of acceptance: Acceptance, _ channel: Intake.Channel, _ received: CivilMoment)
      throws -> Acceptance
    {
      var acceptance = acceptance
      let intake = Intake(
        procedure: Intake.Procedure(id: context.procedure.id, days: 0), channel: channel,
        receivedAt: received, code: acceptance.code)
      acceptance.code = try numbered(intake, db).code
      return acceptance
    }
    switch wish {
    case .acceptAtOnce(let acceptance):
      return .acceptAtOnce(try code(of: acceptance, .counter, context.at))
    case .carryOut(.accept(let acceptance)):
      guard let dossier, dossier.code == nil else { return wish }
      let came = dossier.completedAt ?? dossier.receivedAt
      switch (dossier.channel, dossier.arrivalStamp) {
      case (.counter, _):
        return .carryOut(.accept(try code(of: acceptance, .counter, context.at)))
      case (.post, let stamp?) where dossier.completedAt == nil:
        return .carryOut(.accept(try code(of: acceptance, .post(arrivalStamp: stamp), came)))
      case (.post, _), (.online, _):
        return .carryOut(.accept(try code(of: acceptance, .online, came)))
      }
    case .carryOut(.register(nil, _, let isMatched)):
      let rule = context.rules.code
      guard dossier == nil, rule.source != .province else { return wish }
      let ordinal = try DossierTable.nextOrdinal(
        on: context.at.date, under: context.rules, leavingOut: ledger.seriesMoves, db)
      // What forbids the code also forbids the acceptance, which says it.
      let printed = try? rule.code(receivedOn: context.at.date, ordinal: ordinal)
      return .carryOut(.register(code: printed, ordinalOfDay: ordinal, accountMatched: isMatched))
    default: return wish
    }
  }

  /// What follows from a dossier's acceptance by a command of the hall: papers, register, slip.
  ///
  /// The officer answers for the papers: what the catalogue asks for counts as seen.
  func acceptance(
    _ events: [HallEvent], of command: HallCommand, by actor: Actor, at now: Moment
  ) throws(DossierRefusal) -> [DossierEvent] {
    let accepted = events.lazy.compactMap { event in
      if case .dossierAccepted(let event) = event { event.accepted } else { nil }
    }.first
    guard let accepted, let (intake, paper) = command.intake else { return [] }
    let plan = planned.plan
    guard
      var procedure = plan.procedure(accepted.procedure)
        ?? accepted.agency.map({
          Procedure(id: accepted.procedure, days: accepted.term.days, agency: $0)
        }),
      let rules = plan.regulations.inForce(
        centre: plan.centreCode, on: intake.receivedAt.date)
    else { return [] }
    // A fee that comes first has been taken at the fee desk: the officer answers for that as well.
    procedure.fee = nil
    let context = LifeContext(
      actor: DossierActor(role: .officer, id: actor.text), at: intake.receivedAt, rules: rules,
      procedure: procedure,
      backEntry: paper.map { BackEntry(paper: $0, enteredAt: now.civil) })
    let all = try Dossier.takeIn(intake, in: context)
    // The hall has written its acceptance; what came before it is the officer's word in one.
    return Array(all.drop { $0.kind != .accepted }.dropFirst())
  }
}

extension DossierRequest.Wish {
  /// Whether it may add to the dossiers of a turn.
  fileprivate var takesIn: Bool {
    switch self {
    case .acceptAtOnce, .carryOut(.accept): true
    default: false
    }
  }
}

extension HallCommand {
  /// The intake it asks for, and the paper it was first written on.
  fileprivate var intake: (Intake, paper: String?)? {
    switch self {
    case .intake(_, _, let intake): (intake, nil)
    case .incident(.enterForm(_, let entry)): (entry.intake, entry.form)
    default: nil
    }
  }
}

extension Dossier {
  /// Everything from the arrival of the papers to their acceptance, as one officer does it at once.
  fileprivate static func takeIn(
    _ intake: Intake, in context: LifeContext
  ) throws(DossierRefusal) -> [DossierEvent] {
    let acceptance = Acceptance(
      code: intake.code,
      checked: context.procedure.components.filter { !$0.isOptional }
        .map { CheckedComponent($0.id, .complete) },
      medium: intake.channel == .online ? .electronic : .paper)
    let arrival: DossierCommand
    switch intake.channel {
    case .counter: return try acceptAtOnce(acceptance, in: context)
    case .post(let stamp): arrival = .receivePost(arrivalStamp: stamp)
    case .online: arrival = .fileOnline
    }
    // Each step is noted once: the paper of an incident belongs to the last.
    var quiet = context
    quiet.backEntry = nil
    var events = try open(arrival, in: quiet)
    for (command, context) in [(DossierCommand.openCheck, quiet), (.accept(acceptance), context)] {
      let at = context.at
      guard let dossier = replay(id: DossierID(0), events.map { ($0, at) }) else { break }
      events += try dossier.decide(command, in: context)
    }
    return events
  }
}

extension DueItem {
  /// What the hall itself does when this has fallen due.
  fileprivate var consequence: DossierCommand? {
    switch kind {
    case .consultation: .escalateConsultation(number)
    case .overdue: .urge
    case .uncollected: .markUncollected
    case .courierRound, .transfer, .supplementNotice, .supplementAwaited, .noticeBefore, .due: nil
    }
  }
}
