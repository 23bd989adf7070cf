internal import Dossiers
internal import Store
internal import Synchronization
internal import Ticketing

/// Who is behind an account, as an open counter must show it (LC 4.6).
///
/// Asked for every picture of the board, so it remembers until an account changes.
final class StaffDirectory: Sendable {
  struct Person: Sendable, Hashable {
    /// The account's name when nobody wrote down the person's.
    let name: String
    let title: String?
    let agency: String?
  }

  private let store: HallStore
  private let known = Mutex<(generation: Int, people: [String: Person])>((-1, [:]))

  init(store: HallStore) { self.store = store }

  func person(_ account: String) -> Person {
    let generation = store.accountGeneration
    let found = known.withLock { known -> Person? in
      if known.generation != generation { known = (generation, [:]) }
      return known.people[account]
    }
    if let found { return found }
    // What cannot be read now is asked again with the next picture.
    guard let account = try? store.account(account) else {
      return Person(name: account, title: nil, agency: nil)
    }
    let person = Person(account)
    known.withLock { known in
      if known.generation == generation, known.people.count < 1_000 {
        known.people[account.name] = person
      }
    }
    return person
  }
}

extension StaffDirectory {
  /// The name of who did something: `supervision:thanh` is a person, `system` the hall itself.
  func author(_ actor: Actor) -> String {
    let parts = actor.text.split(separator: ":", maxSplits: 1)
    return parts.count == 2 ? person(String(parts[1])).name : actor.text
  }
}

extension StaffDirectory.Person {
  init(_ account: Account) {
    name = account.fullName.isEmpty ? account.name : account.fullName
    title = account.title.isEmpty ? nil : account.title
    agency = account.agency.isEmpty ? nil : account.agency
  }
}
