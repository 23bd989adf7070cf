/// Who had a dossier in which state, and for how long (VL 4.3.c).
public struct DossierTimeline: Hashable, Sendable {
  /// In order, without gaps; the last has no end while the dossier is there.
  public private(set) var stretches: [Stretch] = []

  /// A time during which neither state nor holder changed.
  public struct Stretch: Hashable, Sendable {
    public let state: DossierState
    public let holder: Holder
    /// The officer assigned by then.
    public let officer: String?
    public let from: CivilMoment
    public internal(set) var until: CivilMoment?
  }

  /// The timeline of the dossier that these events make.
  public init(_ events: some Sequence<(event: DossierEvent, at: CivilMoment)>) {
    var dossier: Dossier?
    for (event, moment) in events {
      if dossier == nil {
        dossier = Dossier(id: DossierID(0), first: event, at: moment)
      } else {
        dossier?.apply(event, at: moment)
      }
      if let dossier { note(dossier, at: moment) }
    }
  }

  private mutating func note(_ dossier: Dossier, at moment: CivilMoment) {
    if let last = stretches.last {
      guard
        (last.state, last.holder, last.officer) != (dossier.state, dossier.holder, dossier.officer)
      else { return }
      // What happens in one step has no length between its events.
      if last.from == moment {
        stretches.removeLast()
      } else {
        stretches[stretches.count - 1].until = moment
      }
    }
    stretches.append(
      Stretch(
        state: dossier.state, holder: dossier.holder, officer: dossier.officer, from: moment,
        until: nil))
  }

  /// Minutes of work between two moments of a stretch, up to now when it lasts.
  public func workingMinutes(
    of stretch: Stretch, now: CivilMoment, under rules: Regulation
  ) -> Int {
    rules.calendar.workingMinutes(from: stretch.from, to: stretch.until ?? now)
  }
}
