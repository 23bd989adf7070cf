// D25 and D26: several agencies at work on one dossier.

extension LifeStep {
  /// D25: paper goes from one to the next, data to all at once; the limits fit into the term.
  mutating func startChain(_ lead: String, _ parts: [ChainPart]) throws(DossierRefusal) {
    try ownAgency()
    guard dossier.chain == nil else { throw .life(.chainUnderWay) }
    guard !lead.isEmpty, lead != Procedure.centre else { throw .life(.centreMayNotDecide) }
    let agencies = parts.map(\.agency)
    guard !parts.isEmpty, Set(agencies).count == parts.count, parts.allSatisfy({ $0.days > 0 })
    else { throw .life(.chainEmpty) }
    let order = dossier.medium == .paper ? life.linked.paper : life.linked.electronic
    if case .bag = dossier.holder, order == .sequential {
      throw .life(.heldElsewhere(dossier.holder))
    }
    let most = try term().days
    let days =
      order == .sequential
      ? parts.reduce(0) { $0 + $1.days } : parts.reduce(0) { max($0, $1.days) }
    if life.linked.splitWithinTotal, days > most {
      throw .life(.chainPastTotal(days: days, most: most))
    }
    add(
      .chainStarted(
        ChainStarted(lead: lead, agencies: agencies, days: parts.map(\.days), order: order)))
    issue(.routingSlip, from: lead, to: .agency, items: agencies)
    for agency in order == .sequential ? [agencies[0]] : agencies {
      tell(.agency, .taskGiven, party: agency)
    }
  }

  /// D26 when it is the last: on paper the dossier goes on to the next, at the end to the lead.
  mutating func finishChainPart(_ agency: String) throws(DossierRefusal) {
    guard let chain = dossier.chain, chain.parts.contains(where: { $0.agency == agency }),
      !chain.done.contains(agency)
    else { throw .life(.chainPartUnknown(agency)) }
    if let own = actor.agency, own != agency { throw .life(.otherAgency(own)) }
    if chain.order == .sequential, let next = chain.next, next != agency {
      throw .life(.chainOutOfOrder(next: next))
    }
    var after = chain
    after.done.insert(agency)
    let receiver = chain.order == .sequential ? after.next ?? chain.lead : nil
    add(
      .chainPartDone(ChainPartDone(agency: agency, isLast: after.isDone, next: receiver)))
    if after.isDone {
      tell(.agency, .chainDone, party: chain.lead)
    } else if let receiver {
      tell(.agency, .taskGiven, party: receiver)
    }
  }
}
