import Ticketing

extension Shadow {
  /// What the counters' displays would show of this shadow, against what they show.
  func differences(from displays: [CounterID: CounterDisplay]) -> [String] {
    displays.sorted { $0.key < $1.key }.compactMap { counter, shown in
      let expected = display(of: counter)
      let seen = Self.words(shown)
      return seen == expected
        ? nil : "the display of \(counter) shows \(seen), the log says \(expected)"
    }
  }

  /// State and number, by this record's own reckoning.
  private func display(of counter: CounterID) -> String {
    let window = windows[counter] ?? Window()
    guard let visitor = window.current.flatMap({ visitors[$0] }) else { return window.duty }
    return "\(visitor.state) \(visitor.label)"
  }

  private static func words(_ shown: CounterDisplay) -> String {
    switch shown {
    case .closed: "closed"
    case .paused: "paused"
    case .free: "open"
    case .called(let label, _): "called \(label)"
    case .serving(let label): "serving \(label)"
    }
  }
}
