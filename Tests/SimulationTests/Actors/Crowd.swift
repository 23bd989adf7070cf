import Ticketing

/// Who holds which number, and what they are like.
struct Crowd {
  struct Person {
    let label: String
    /// Stands up when called; others have gone home or stepped outside.
    var isThere: Bool
    /// Seconds at the counter.
    let takes: Int
    /// The errand at the counter ends with a dossier.
    let bringsDossier: Bool
  }

  private(set) var people: [TicketID: Person] = [:]

  mutating func add(_ ticket: TicketID, _ person: Person) {
    if people[ticket] == nil { people[ticket] = person }
  }

  mutating func cameBack(_ ticket: TicketID) { people[ticket]?.isThere = true }

  /// Numbers in the order of issue, so that a choice among them repeats.
  var tickets: [TicketID] { people.keys.sorted() }
}
