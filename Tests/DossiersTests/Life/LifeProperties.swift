import Dossiers
import Testing

/// Random lives under random rules; a failing seed can be pasted.
@Suite struct `Properties of a dossier's life` {
  /// Hours and minutes at which something may be asked, over some weeks.
  static func moment(_ step: inout Int, _ random: inout SeededGenerator) -> String {
    step += Int.random(in: 1...8, using: &random) == 1 ? 700 : 40
    let start = day("2026-03-02").daysSinceEpoch * 1_440 + 8 * 60
    let minutes = start + step
    let date = CivilDate(daysSinceEpoch: minutes / 1_440)
    let clock = CivilTime(seconds: minutes % 1_440 * 60) ?? .midnight
    return CivilMoment(date: date, time: clock).description
  }

  /// A walk of a hundred wishes, most of them foolish; calls `check` after each step taken.
  static func wander(
    _ seed: UInt64, _ rules: Regulation, check: (Dossier, Dossier?, _ isTold: Bool) -> Void
  ) -> (walk: Walk, steps: Int) {
    var random = SeededGenerator(seed: seed)
    let procedures = [
      Procedures.all, Procedures.land, Procedures.prepaid, Procedures.sameDay,
      Procedures.crossLevel, Procedures.delegated,
    ]
    var walk = Walk(rules, procedures[Int.random(in: 0..<procedures.count, using: &random)])
    walk.checksEachStep = false
    var minutes = 0
    var steps = 0
    let commands = DossierTransition.Command.allCases
    for _ in 0..<160 {
      let now = moment(&minutes, &random)
      // Half of the wishes fit the state, the rest are any.
      let fitting = walk.state.map { state in
        DossierTransition.all.filter { $0.from.contains(state) }.map(\.command)
      }
      let choice = Int.random(in: 0..<5, using: &random) > 0 ? fitting ?? commands : commands
      let name =
        choice.isEmpty ? commands[0] : choice[Int.random(in: 0..<choice.count, using: &random)]
      let ends: Set<DossierTransition.Command> = [.withdraw, .guideAway, .refuseIntake, .close]
      if ends.contains(name), Int.random(in: 0..<8, using: &random) > 0 { continue }
      let (command, role) = walk.varied(name, at: now, &random)
      let before = walk.dossier
      do {
        try walk.ask(command, by: role, now)
        steps += 1
        if let after = walk.dossier { check(after, before, role == .province) }
      } catch {
        #expect(walk.dossier == before, "a refusal changes nothing")
      }
    }
    walk.checkReplay()
    return (walk, steps)
  }

  @Test(arguments: ["LC", "SL", "VL", "KT", "HU"])
  func `no path reaches a forbidden state, and a stopped clock stands`(
    centre: String
  ) {
    let rules = Centres.named(centre)
    var reached: Set<DossierState> = []
    var taken = 0
    for seed in 1...UInt64(60) {
      let (_, steps) = Self.wander(seed, rules) { after, before, isTold in
        reached.insert(after.state)
        let told = "\(centre) seed \(seed): \(before?.state.rawValue ?? "–") to \(after.state)"
        // The clock and the state say the same.
        #expect((after.clock == .running) == after.state.termRuns, "\(told)")
        let isStopped = if case .stopped = after.clock { true } else { false }
        #expect(isStopped == (after.state == .supplement), "\(told)")
        if let before, case .stopped = before.clock, case .stopped = after.clock {
          #expect(after.term == before.term, "a stopped term does not move: \(told)")
        }
        // Decided only by an agency, approved only on the slip, accepted only with code and term.
        #expect(after.agency != Procedure.centre, "\(told)")
        if after.state == .decided, before?.state != .decided, !isTold {
          #expect(after.transferSlip != nil && before?.state == .processing, "\(told)")
        }
        if after.state.termRuns || after.state == .ready || after.state == .returned {
          #expect(after.accepted != nil && after.code != nil && after.term != nil, "\(told)")
        }
        // The limits of the centre.
        #expect(after.rescheduleCount <= rules.life.reschedule.max, "\(told)")
        if rules.life.supplement.limit == .hard {
          #expect(after.intakeSupplements <= rules.life.supplement.maxCount, "\(told)")
          #expect(after.processingSupplements <= rules.life.supplement.maxCount, "\(told)")
        }
        // What is over stays over, but for a correction.
        if let before, [.guidedAway, .notAccepted, .archived].contains(before.state) {
          #expect(after.state == before.state, "\(told)")
        }
        if after.state == .archived { #expect(after.originalsHeld.isEmpty, "\(told)") }
        if case .bag = after.holder {
          #expect(!after.state.isOver || after.state == .withdrawn, "\(told)")
        }
      }
      taken += steps
    }
    #expect(reached.count >= 20, "\(centre) reached \(reached.count) states: \(reached)")
    #expect(taken > 700, "\(centre) took \(taken) steps")
  }

  @Test func `custody is one chain: each handover begins with whoever had the papers`() {
    for seed in 1...UInt64(40) {
      var holder: Holder?
      var wrong = 0
      _ = Self.wander(seed, Centres.laiChau) { after, before, _ in
        if let before, let held = holder, before.holder != held { wrong += 1 }
        holder = after.holder
      }
      #expect(wrong == 0, "seed \(seed)")
      let walk = Self.wander(seed, Centres.laiChau) { _, _, _ in }.walk
      var dossier: Dossier?
      for (event, moment) in walk.log {
        if case .handedOver(let handed) = event {
          #expect(dossier?.holder == handed.from, "seed \(seed)")
          #expect(handed.from != handed.to && handed.counted == handed.declared, "seed \(seed)")
        }
        if dossier == nil {
          dossier = Dossier(id: DossierID(1), first: event, at: moment)
        } else {
          dossier?.apply(event, at: moment)
        }
      }
    }
  }

  @Test func `each centre differs only through its figures`() {
    // The same wishes under the same figures give the same life, whatever the centre is called.
    for seed in 1...UInt64(20) {
      var renamed = Centres.sonLa
      renamed.id = RegulationID("mot-tinh-khac")
      renamed.centre = "XX"
      renamed.name = BilingualName(vi: "Trung tâm khác", en: "Another centre")
      let one = Self.wander(seed, Centres.sonLa) { _, _, _ in }.walk.log.map(\.event)
      let other = Self.wander(seed, renamed) { _, _, _ in }.walk.log.map(\.event)
      #expect(one.map(\.kind) == other.map(\.kind), "seed \(seed)")
    }
    // And Huế with the figures of Lai Châu is Lai Châu.
    var figures = Centres.hue
    figures.life = Centres.laiChau.life
    figures.calendar = Centres.laiChau.calendar
    for seed in 1...UInt64(20) {
      let one = Self.wander(seed, Centres.laiChau) { _, _, _ in }.walk.log.map(\.event.kind)
      let other = Self.wander(seed, figures) { _, _, _ in }.walk.log.map(\.event.kind)
      #expect(one == other, "seed \(seed)")
    }
  }

  @Test func `the same seed is the same life, and restart never ends before resume`() {
    for seed in 1...UInt64(20) {
      let one = Self.wander(seed, Centres.hue) { _, _, _ in }.walk.dossier
      #expect(one == Self.wander(seed, Centres.hue) { _, _, _ in }.walk.dossier)
    }
    var resuming = Centres.laiChau
    resuming.life.supplement.clock = .resume
    for days in 0..<40 {
      let brought = CivilMoment(
        date: day("2026-03-04").adding(days: days), time: time("09:00")
      ).description
      let dues = [Centres.laiChau, resuming].map { rules -> CivilDate? in
        var walk = try? Walk.reaching(.supplement, rules)
        _ = try? walk?.ask(`Rules of supplement`.full, by: .officer, brought)
        return walk?.dossier?.term?.dueDate
      }
      if let restart = dues[0], let resume = dues[1] { #expect(restart >= resume, "\(brought)") }
    }
  }
}

extension Walk {
  /// A wish of this kind with its particulars thrown like dice.
  func varied(
    _ name: DossierTransition.Command, at moment: String, _ random: inout SeededGenerator
  ) -> (DossierCommand, DossierRole) {
    let today = at(moment).date
    let later = today.adding(days: Int.random(in: 1...12, using: &random))
    let reason = Bool.random(using: &random) ? "ly-do" : ""
    switch name {
    case .approve:
      let slips = [nil, "PC-9", "PC-9", "sai"]
      return (
        .approve(
          slip: slips[Int.random(in: 0..<slips.count, using: &random)], by: "lan", results: []),
        .agencyLeader
      )
    case .askExtension:
      return (.askExtension(reason: reason, cause: .objective, newDate: later), .agencyLeader)
    case .postpone: return (.postpone(reason: reason, newDate: later), .agencyLeader)
    case .apologise: return (.apologise(reason: reason, newDate: later), .agencyLeader)
    case .admitFault: return (.admitFault(reason: reason, newDate: later), .agencyLeader)
    case .returnOriginals: return (.returnOriginals(dossier?.originalsHeld ?? []), hand)
    case .accept:
      return (.accept(papers(originals: Bool.random(using: &random) ? ["gcn-cu"] : [])), .officer)
    case .recordFeePaid:
      return (.recordFeePaid(amount: procedure.fee?.amount ?? 1, receipt: "BL"), .feeDesk)
    case .followProvince:
      let states = DossierState.allCases
      return (
        .followProvince(
          states[Int.random(in: 0..<states.count, using: &random)], reference: "T"),
        Int.random(in: 0..<4, using: &random) == 0 ? .province : .officer
      )
    case .finishChainPart:
      return (.finishChainPart(agency: dossier?.chain?.next ?? "so-xd"), .province)
    default: return sample(of: name, at: moment)
    }
  }
}
