public import Dossiers

/// What supervision has set otherwise today than configuration has it, at one counter.
///
/// It holds for the service day and ends with it; nobody has to remember to take it back.
public struct Arrangement: Sendable, Hashable {
  /// What the counter serves instead of its own lines (KT 13.10).
  public internal(set) var rotation: LinesToday?
  /// What it serves beside them (HU DA IV.3.4).
  public internal(set) var surge: LinesToday?
}

/// How lines that are set by hand stand to those a counter has.
public enum ArrangementKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// Replaces the counter's lines.
  case rotation
  /// Adds to them.
  case surge
}

/// Lines that a person has given a counter for the day.
public struct LinesToday: Sendable, Hashable {
  public let lines: [LineID]
  public let by: Actor
  public let since: Moment
}

/// Who sits in for an officer at a counter today (LC 4.5, 12.3.d; HU DA IV.6.2).
public struct Substitution: Sendable, Hashable {
  public let counter: CounterID
  /// The account of the officer who is away.
  public let officer: String
  /// The account of the one who may work there until the day ends.
  public let substitute: String
  public let by: Actor
  public let since: Moment
}

extension [Substitution] {
  /// Counters at which this account works today in somebody's place.
  public func counters(satInBy account: String) -> [CounterID] {
    filter { $0.substitute == account }.map(\.counter)
  }
}

extension Hall {
  /// The lines a counter serves on a day: of configuration, or as supervision has set them today.
  ///
  /// Everything that asks what is served where asks here, or `counters(for:on:plan:)`.
  public func lines(of counter: CounterID, on day: CivilDate, plan: HallPlan) -> [LineID] {
    // Asked several times with every number: on most days nothing is set otherwise.
    guard day == self.day, let set = arrangements[counter] else {
      return plan.configuredLines(of: counter, on: day)
    }
    let own = set.rotation?.lines ?? plan.configuredLines(of: counter, on: day)
    return own + (set.surge?.lines ?? []).filter { !own.contains($0) }
  }

  /// The counters that are meant to serve a line on a day, open or not.
  public func counters(for line: LineID, on day: CivilDate, plan: HallPlan) -> [CounterID] {
    plan.counters.map(\.id).filter { lines(of: $0, on: day, plan: plan).contains(line) }
  }

  mutating func apply(_ event: ArrangementEvent, _ recorded: RecordedEvent) {
    switch event {
    case .assigned(let event): set(event, by: recorded.actor, at: recorded.at)
    case .released(let counter): arrangements[counter] = nil
    case .substituted(let event):
      substitutions.append(
        Substitution(
          counter: event.counter, officer: event.officer, substitute: event.substitute,
          by: recorded.actor, since: recorded.at))
    case .substitutionEnded(let event):
      substitutions.removeAll { $0.counter == event.counter && $0.substitute == event.substitute }
    }
  }

  mutating func set(_ event: CounterAssigned, by actor: Actor, at moment: Moment) {
    let lines = LinesToday(lines: event.lines, by: actor, since: moment)
    switch event.kind {
    case .rotation: arrangements[event.counter, default: Arrangement()].rotation = lines
    case .surge: arrangements[event.counter, default: Arrangement()].surge = lines
    }
  }
}
