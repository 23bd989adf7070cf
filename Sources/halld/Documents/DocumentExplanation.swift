internal import Dossiers

extension ExplanationText {
  /// What a receipt says of its term: what is out of the ordinary, and the clauses; Vietnamese.
  ///
  /// Every day stands on the counter page; a slip of A5 has room for the days people would ask about.
  var slipLines: [String] {
    var lines: [String] = []
    if explanation.arrivedAt != explanation.receivedAt, let receipt = opening.first {
      lines.append(receipt.vi)
    }
    var isStopped = false
    for day in explanation.days {
      switch day.role {
      case .receipt, .counted, .closed: break
      case .stopped:
        // One line for a pause, not one a day.
        if !isStopped { lines.append(sentence(day).vi) }
      case .holiday, .makeUpNotCounted, .saturdayNotCounted, .restarted, .resumed:
        lines.append(sentence(day).vi)
      }
      isStopped = day.role == .stopped
    }
    let most = 6
    if lines.count > most { lines = Array(lines.prefix(most - 1)) + ["…"] }
    let cited: Set<RegulationKey> = [.countFrom, .supplementClock, .afterHours, .postalDate]
    let own = ExplanationText(
      explanation: {
        var explanation = explanation
        explanation.clauses.removeAll { !cited.contains($0.key) || $0.citation == nil }
        return explanation
      }(), texts: texts)
    return lines + own.clauses.map(\.vi)
  }
}
