internal import Dossiers
internal import Store
internal import Ticketing

/// Which dossier a path names, and in which visit something happens to it.
enum DossierPlace {
  /// By its code, or by its number inside the system while it has none.
  static func which(_ exchange: Exchange) throws(Problem) -> DossierRequest.Which {
    let text = exchange.parameter("code")
    if let id = Self.id(text) { return .id(id) }
    return .code(try LookupRoutes.read(text, exchange))
  }

  /// The dossier itself, if this account may have it open.
  static func find(_ exchange: Exchange) throws -> StoredDossier {
    let store = exchange.web.store
    let found: StoredDossier?
    switch try which(exchange) {
    case .id(let id): found = try store.dossier(id)
    case .code(let code): found = try store.dossier(code: code)
    case .new: found = nil
    }
    guard let found else { throw Problem.dossierNotFound }
    try exchange.signedIn().mayOpen(found.dossier)
    return found
  }

  /// The visitor's ticket, and the counter where it must be: one of the officer's own.
  static func visit(
    _ name: String?, _ staff: StaffSession, _ exchange: Exchange
  ) async throws -> (TicketID?, CounterID?) {
    guard let name else { return (nil, nil) }
    let ticket = try await TicketName.find(name, exchange.web)
    let (visit, stops) = try await exchange.web.store.view { hall, _ in
      (hall.visit(ticket), hall.visit(ticket)?.stops ?? [])
    }
    // A repeat may come when the visitor has left: then where it was is what counts.
    guard let counter = visit?.state.counter ?? stops.last?.counter else {
      guard visit != nil else { throw Refusal.unknownTicket(Problem.shortened(name)) }
      return (ticket, nil)
    }
    try staff.mayWork(at: counter)
    return (ticket, counter)
  }

  /// Digits alone are never a code, which has points and hyphens.
  private static func id(_ text: String) -> DossierID? {
    guard (1...8).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int64(text).map { DossierID($0) }
  }
}
