import Ticketing

/// What really lies under a printer: the truth that print states are measured by.
struct PaperTray {
  struct Paper: Hashable {
    let job: JobID
    let label: String
    /// It says IN LẠI.
    let isMarked: Bool
    /// Torn off in the middle: somebody may still read the number.
    let isWhole: Bool
    let printer: String
  }

  private(set) var papers: [Paper] = []
  private var byJob: [JobID: [Paper]] = [:]
  /// Jobs for which a printer that lies claimed more than it did; nothing is expected of them.
  private var liedAbout: Set<JobID> = []

  mutating func drop(_ paper: Paper) {
    papers.append(paper)
    byJob[paper.job, default: []].append(paper)
  }

  mutating func lie(about job: JobID) { liedAbout.insert(job) }

  /// Compares the state of a slip with its paper.
  ///
  /// `printed` needs a whole paper; `failed` and `queued` need none; of one number there is one
  /// paper without the mark IN LẠI.
  func compare(_ job: JobID, with shadow: Shadow) -> [String] {
    guard let slip = shadow.slips[job], !liedAbout.contains(job) else { return [] }
    let mine = byJob[job] ?? []
    let slipOf = "slip \(job) of \(shadow.name(slip.ticket))"
    var wrong: [String] = []
    switch slip.state {
    case .printed where !mine.contains(where: \.isWhole):
      wrong.append("\(slipOf) is printed, and there is no paper")
    case .queued where !mine.isEmpty: wrong.append("\(slipOf) waits, and its paper is out")
    case .failed where !mine.isEmpty: wrong.append("\(slipOf) failed, and its paper is out")
    default: break
    }
    // One slip in two pieces is one: the roll ended in its middle, and went on with the next roll.
    if mine.count > 1, mine.contains(where: \.isWhole) {
      wrong.append("\(slipOf) came out \(mine.count) times")
    }
    if slip.isRepeat, mine.contains(where: { !$0.isMarked }) {
      wrong.append("\(slipOf) is a further one, and its paper does not say IN LẠI")
    }
    let unmarked = (shadow.jobs[slip.ticket] ?? []).filter { job in
      (byJob[job] ?? []).contains { !$0.isMarked } && !liedAbout.contains(job)
    }
    if unmarked.count > 1 {
      wrong.append("\(unmarked.count) papers of \(shadow.name(slip.ticket)) do not say IN LẠI")
    }
    return wrong
  }
}
