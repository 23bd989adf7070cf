import Dossiers
import Ticketing

extension Shadow {
  /// What the screens would show of this shadow, against what they show.
  func differences(from board: BoardView) -> [String] {
    var wrong: [String] = []
    if board.day != day {
      wrong.append("the board is of \(board.day?.description ?? "no day"), the log of another")
    }
    for shown in board.windows {
      let window = windows[shown.counter] ?? Window()
      let current = window.current.flatMap { visitors[$0] }
      if shown.label != current?.label {
        wrong.append(
          "the board shows \(shown.label ?? "nobody") at \(shown.counter), the log has "
            + "\(current?.label ?? "nobody")")
      }
      if shown.serving != (current?.state == "serving") || shown.officer != window.officer {
        wrong.append("the board shows \(shown.counter) otherwise than the log")
      }
      if Set(shown.lines) != lines(at: shown.counter) {
        wrong.append("the board shows other lines of \(shown.counter) than the log")
      }
      let duty =
        switch shown.duty {
        case .closed: "closed"
        case .open: "open"
        case .paused: "paused"
        }
      if duty != window.duty {
        wrong.append("the board shows \(shown.counter) \(duty), the log says \(window.duty)")
      }
    }
    for shown in board.lines {
      let waiting = visitors.values.count {
        $0.state == "waiting" && $0.onlyCounter == nil && $0.line == shown.line
      }
      if shown.waiting != waiting {
        wrong.append("the board shows \(shown.waiting) in \(shown.line), the log \(waiting)")
      }
    }
    let awaited = calls.filter { call in
      guard let visitor = visitors[call.ticket] else { return false }
      return visitor.state == "called" || (visitor.state == "parked" && visitor.isCalledAgain)
    }
    let expected = awaited.map { "\(name($0.ticket)) \($0.counter)" }
    let calling = board.calling.map { "\($0.label) \($0.counter)" }
    if calling != expected {
      wrong.append("the board calls \(calling), the log \(expected)")
    }
    return wrong
  }
}
