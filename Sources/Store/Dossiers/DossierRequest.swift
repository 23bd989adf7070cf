public import Dossiers
public import Ticketing

/// A command for a dossier on its way to the writer, with who asks and when.
///
/// Beside `HallRequest`: the same queue, the same batch, one transaction and one commit before the
/// answer.
public struct DossierRequest: Sendable {
  public var which: Which
  public var wish: Wish
  /// As the log names them: `officer:tung`.
  public var actor: Actor
  /// What they are in the dossier's life.
  public var role: DossierActor
  /// Trusted time at the door.
  public var moment: Moment
  /// When it really happened, by the centre's clock, if that was before now (LC 3.3); never after it.
  public var happenedAt: CivilMoment?
  /// The paper on which it was first written during an incident; goes with `happenedAt`.
  public var paper: String?
  /// The visit in which it happens, which must be at that counter.
  public var visit: TicketID?
  public var counter: CounterID?
  public var key: IdempotencyKey?
  /// Words a person typed; kept outside the log, with the first of the dossier's rows.
  public var typedText: String?
  /// Of the applicant; kept outside the log under the dossier's code.
  public var personal: PersonalData?

  /// Which dossier.
  public enum Which: Sendable, Hashable {
    /// None yet: it begins with this, by the catalogue's procedure.
    case new(procedure: String)
    case code(String)
    case id(DossierID)
  }

  /// What is asked of it.
  public enum Wish: Sendable, Hashable {
    case carryOut(DossierCommand)
    /// Check and acceptance in one go: a walk-in, at a counter. Only with `Which.new`.
    case acceptAtOnce(Acceptance)
    /// Taken in with the province's code, as its system tells (LC 2.8). Only with `Which.new`; told
    /// again, it changes nothing.
    case followIntake(ProvinceIntake)
    /// Stands there by the province's system, which names its message; told again, it changes nothing.
    case follow(DossierState, reference: String)
    /// Tells whoever must act that this has fallen due, and what follows from that by the clock.
    case remind(DueItem)
    /// Looks again at what will fall due, after rules or calendar have changed.
    case watchAgain
  }

  public init(
    _ command: DossierCommand, of which: Which, by actor: Actor, as role: DossierActor,
    at moment: Moment, visit: TicketID? = nil, counter: CounterID? = nil,
    key: IdempotencyKey? = nil, typedText: String? = nil, personal: PersonalData? = nil
  ) {
    self.init(
      .carryOut(command), of: which, by: actor, as: role, at: moment, visit: visit,
      counter: counter, key: key, typedText: typedText, personal: personal)
  }

  public init(
    _ wish: Wish, of which: Which, by actor: Actor, as role: DossierActor, at moment: Moment,
    visit: TicketID? = nil, counter: CounterID? = nil, key: IdempotencyKey? = nil,
    typedText: String? = nil, personal: PersonalData? = nil
  ) {
    self.which = which
    self.wish = wish
    self.actor = actor
    self.role = role
    self.moment = moment
    self.visit = visit
    self.counter = counter
    self.key = key
    self.typedText = typedText
    self.personal = personal
  }
}

/// What the hall answers to a command for a dossier, once the commit is on disk.
public struct DossierAnswer: Sendable {
  /// The dossier as it is now.
  public var dossier: Dossier
  /// What this command has brought about, in the order of the log; none when nothing was to do.
  public var recorded: [RecordedEvent]
  /// The numbers in the books that came with it: of documents and of entries.
  public var lines: [RegisterLine]
  /// The visit it happened in, as it is now.
  public var visit: Visit?
  /// Whether this is the stored answer to the same request made before.
  public var repeated: Bool

  /// What happened to the dossier.
  public var events: [DossierEvent] {
    recorded.compactMap { recorded in
      switch recorded.event {
      case .dossierAccepted(let event): .accepted(event.accepted)
      case .dossier(let step): if case .life(let event) = step.fact { event } else { nil }
      default: nil
      }
    }
  }
}

extension HallStore {
  /// Carries out several commands for dossiers in their order, with one commit.
  ///
  /// Each has its own answer; a refusal is only its own. Keep it short: whoever comes after waits for all.
  public func submit(
    _ requests: [DossierRequest]
  ) async throws(StoreError) -> [Result<DossierAnswer, StoreError>] {
    guard !requests.isEmpty else { return [] }
    let writer = writer
    return try await withCheckedContinuation {
      (reply: CheckedContinuation<Result<[Result<DossierAnswer, StoreError>], StoreError>, Never>)
      in
      if let refusal = writer.queue.push(.command(.dossiers(requests, reply))) {
        reply.resume(returning: .failure(refusal))
      }
    }.get()
  }

  /// Carries out a command for a dossier; the answer comes after the commit is on disk.
  public func submit(_ request: DossierRequest) async throws(StoreError) -> DossierAnswer {
    let writer = writer
    return try await withCheckedContinuation { reply in
      if let refusal = writer.queue.push(.command(.dossier(request, reply))) {
        reply.resume(returning: .failure(refusal))
      }
    }.get()
  }
}
