import Dossiers
import Testing

/// A dossier's life told step by step, so that a clerk of the centre can check it.
///
/// Each step says in Vietnamese what happens, then who does what and when; beside it stand what must
/// follow: the state, the papers, the notices and the day promised.
struct LifeStory {
  var walk: Walk

  init(_ rules: Regulation, _ procedure: Procedure, listing: ProcedureListing = ProcedureListing())
  {
    walk = Walk(rules, procedure, listing: listing)
  }

  /// What happens before there is a dossier: the hall is open and numbers are given.
  func ticket(_ story: String, _ moment: String) {
    #expect(walk.rules.calendar.isOpen(at: at(moment), clock: .transactions), "\(story)")
  }

  mutating func step(
    _ story: String, _ moment: String, _ role: DossierRole, _ command: DossierCommand,
    agency: String? = nil, state: DossierState? = nil, papers: [DocumentKind] = [],
    told: [NoticeKind] = [], due: String? = nil, paper: BackEntry? = nil
  ) throws {
    do {
      try walk.ask(command, by: role, moment, agency: agency, paper: paper)
    } catch {
      Issue.record("\(story): \(error)")
      throw error
    }
    if let state { #expect(walk.state == state, "\(story)") }
    #expect(walk.documents == papers, "\(story): giấy tờ")
    #expect(walk.notices == told, "\(story): thông báo")
    if let due { #expect(walk.dueAt == due, "\(story): ngày hẹn") }
  }

  /// What someone wants and may not have.
  mutating func refused(
    _ story: String, _ moment: String, _ role: DossierRole, _ command: DossierCommand,
    _ refusal: LifeRefusal, agency: String? = nil
  ) {
    let before = walk.dossier
    #expect(throws: DossierRefusal.life(refusal), "\(story)") {
      try walk.ask(command, by: role, moment, agency: agency)
    }
    #expect(walk.dossier == before, "\(story): hồ sơ không thay đổi")
  }
}
