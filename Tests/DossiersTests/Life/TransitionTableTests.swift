import Dossiers
import Testing

@Suite struct `The table of a dossier's life` {
  typealias Row = (
    id: String, from: [DossierState], command: DossierTransition.Command, to: [DossierState]
  )

  private static let running: [DossierState] = [
    .accepted, .immediate, .inTransit, .atAgency, .processing, .verifying, .external,
    .feeRequested, .decided, .refused, .resultInTransit,
  ]
  private static let undecided: [DossierState] = [
    .registered, .filedRemote, .checking, .intakeSupplement, .feeDue, .accepted, .immediate,
    .inTransit, .atAgency, .processing, .verifying, .external, .supplement, .feeRequested,
  ]
  private static let inBag: [DossierState] = [
    .inTransit, .processing, .verifying, .supplement, .feeRequested, .decided, .refused,
  ]

  /// Written by hand from the table of the domain, beside the one the program works by.
  static let rows: [Row] = [
    ("D1", [], .register, [.registered]),
    ("D2", [], .receivePost, [.filedRemote]),
    ("D3", [], .fileOnline, [.filedRemote]),
    ("D4", [.registered, .filedRemote], .openCheck, [.checking]),
    ("D5", [.checking], .guideAway, [.guidedAway]),
    ("D6", [.checking], .askIntakeSupplement, [.intakeSupplement]),
    ("D7", [.intakeSupplement], .bringIntakeSupplement, [.checking]),
    ("D8", [.checking], .refuseIntake, [.notAccepted]),
    ("D9", [.checking], .askFeeFirst, [.feeDue]),
    ("D10", [.checking, .feeDue], .accept, [.accepted]),
    ("D11", [.accepted], .handleImmediately, [.immediate]),
    ("D12", [.immediate], .decideAtCentre, [.ready]),
    ("D13", [.accepted, .immediate], .transfer, [.inTransit, .atAgency]),
    ("D14", inBag, .signForBag, [.atAgency]),
    ("D15", [.atAgency, .inTransit, .processing], .assign, [.processing]),
    ("D16", [.processing], .openVerification, [.verifying]),
    ("D17", [.verifying], .closeVerification, [.processing]),
    ("D18", [.processing], .askConsultation, []),
    ("D19", running, .answerConsultation, []),
    ("D20", running, .escalateConsultation, []),
    ("D21", [.processing, .verifying], .askSupplement, [.supplement]),
    ("D22", [.supplement], .bringSupplement, [.processing]),
    ("D23", [.processing], .askFee, [.feeRequested]),
    ("D24", [.feeRequested], .bringFeeReceipt, [.processing]),
    ("D25", [.processing], .startChain, []),
    ("D26", [.processing, .verifying], .finishChainPart, []),
    ("D27", [.processing], .escalate, [.external]),
    ("D28", [.external], .receiveAuthorityResult, [.resultInTransit]),
    ("D29", [.processing], .approve, [.decided]),
    ("D30", [.processing, .verifying], .refuse, [.refused]),
    ("D31", [.decided, .refused, .withdrawn], .sendToCentre, [.resultInTransit]),
    ("D32", [.resultInTransit, .withdrawn], .receiveResult, [.ready]),
    ("D33", running, .askExtension, []),
    ("D33", running, .reschedule, []),
    ("D34", running, .postpone, []),
    ("D35", running, .apologise, []),
    ("D36", running, .urge, []),
    ("D36", running, .admitFault, []),
    ("D36", running, .extend, []),
    ("D37", [.ready], .release, [.returned]),
    ("D38", [.ready], .sendResult, [.returned]),
    ("D39", [.ready], .markUncollected, []),
    ("D40", [.returned], .reopen, [.processing]),
    ("D41", DossierState.allCases, .reportLoss, []),
    ("D43", [.refused, .returned], .refundFee, []),
    ("D44", [.returned, .withdrawn], .close, [.archived]),
    ("P-20", undecided, .withdraw, [.withdrawn]),
  ]

  @Test func `D1 to D44 and P-20 are as the domain has them`() {
    for row in Self.rows {
      let held = DossierTransition.row(row.command)
      #expect(held?.id == row.id, "\(row.id)")
      #expect(held?.from == Set(row.from), "\(row.id)")
      #expect(held?.to == Set(row.to), "\(row.id)")
    }
    let numbered = DossierTransition.all.filter { !$0.id.isEmpty }.map(\.command)
    #expect(Set(numbered) == Set(Self.rows.map(\.command)))
    // D42 is no step of its own: any step may be a back-entry.
    let ids = Set(DossierTransition.all.map(\.id)).union(["D42"])
    #expect((1...44).allSatisfy { ids.contains("D\($0)") })
    #expect(DossierTransition.all.count == DossierTransition.Command.allCases.count)
    #expect(DossierTransition.all.allSatisfy { !$0.roles.isEmpty && !$0.clause.isEmpty })
  }

  @Test(arguments: ["LC", "SL", "VL", "KT", "HU"])
  func `every step in every state happens as the table says, or is refused by name`(
    centre: String
  ) throws {
    let rules = Centres.named(centre)
    var refused = 0
    var done = 0
    for state in DossierState.allCases {
      let walk = try Walk.reaching(state, rules)
      #expect(walk.state == state, "\(centre) \(state)")
      for row in DossierTransition.all {
        var next = walk
        let (command, role) = next.sample(of: row.command, at: "2026-03-04T09:00")
        #expect(command.name == row.command, "a sample of \(row.command)")
        do {
          try next.ask(command, by: role, "2026-03-04T09:00")
          done += 1
          #expect(row.from.contains(state), "\(centre) \(row.command) in \(state)")
          #expect(
            next.state == state || row.to.contains(next.state ?? state),
            "\(centre) \(row.command) in \(state) led to \(next.state ?? state)")
        } catch .life(.notInState(row.command, state)) where !row.from.contains(state) {
          refused += 1
        } catch .life(.dossierOpened) where row.from.isEmpty {
          refused += 1
        } catch {
          #expect(row.from.contains(state), "\(centre) \(row.command) in \(state): \(error)")
        }
      }
    }
    #expect(refused > 800 && done > 100, "\(centre): \(done) done, \(refused) refused")
  }

  @Test(arguments: DossierRole.allCases)
  func `2.7 · whoever has no part in a step is refused it`(role: DossierRole) throws {
    for row in DossierTransition.all where !row.roles.contains(role) {
      let states = row.from.isEmpty ? [nil] : row.from.map { Optional($0) }
      for state in states {
        var walk = try state.map { try Walk.reaching($0, Centres.hue) } ?? Walk(Centres.hue)
        let (command, _) = walk.sample(of: row.command, at: "2026-03-04T09:00")
        #expect(throws: DossierRefusal.life(.notYourPart(row.command, role))) {
          try walk.ask(command, by: role, "2026-03-04T09:00")
        }
      }
    }
  }

  @Test func `LC-12.4 · supervision reads and alters nothing, and the Director decides nothing`() {
    for row in DossierTransition.all {
      #expect(!row.roles.contains(.supervision))
    }
    for command in [DossierTransition.Command.approve, .refuse, .decideAtCentre, .accept] {
      #expect(DossierTransition.row(command)?.roles.contains(.director) == false)
    }
  }
}
