internal import Dossiers
internal import Ticketing

extension DossierStep {
  /// The fixed name of what happened to a dossier.
  enum Kind: Hashable, Sendable {
    case life(DossierEvent.Kind)
    case watched, reminded

    init?(_ name: String) {
      switch name {
      case "dossier.watched": self = .watched
      case "dossier.reminded": self = .reminded
      default:
        guard let kind = DossierEvent.Kind(rawValue: name), kind != .accepted else { return nil }
        self = .life(kind)
      }
    }

    var name: String {
      switch self {
      case .life(let kind): kind.rawValue
      case .watched: "dossier.watched"
      case .reminded: "dossier.reminded"
      }
    }

    static let all =
      DossierEvent.Kind.allCases.filter { $0 != .accepted }.map(Kind.life)
      + [.watched, .reminded]
  }

  var kind: String {
    switch fact {
    case .life(let event): event.kind.rawValue
    case .watched: Kind.watched.name
    case .reminded: Kind.reminded.name
    }
  }

  /// By its code where it has one, else by its number.
  func subject(at seq: Int64) -> String {
    "dossier:\(code ?? "#\(dossier?.rawValue ?? seq)")"
  }
}

extension EventCodec {
  /// The names around what a fact says itself.
  private static let around: Set<String> = ["counter", "dossier", "dossierCode", "visit"]

  static func write(_ step: DossierStep, to json: inout JSONWriter) {
    var fields = body(of: step.fact).fields
    func put(_ name: String, _ value: FlatValue?) {
      if let value { fields.append(.init(name, value)) }
    }
    put("counter", (step.counter?.rawValue).map(FlatValue.text))
    put("dossier", (step.dossier?.rawValue).map { .integer(Int($0)) })
    put("dossierCode", step.code.map(FlatValue.text))
    put("visit", (step.ticket?.rawValue).map { .integer(Int($0)) })
    fields.sort { $0.name < $1.name }
    for field in fields { json.put(named: field.name, field.value) }
  }

  private static func body(of fact: DossierStep.Fact) -> FlatBody {
    switch fact {
    case .life(let event): event.body
    case .watched(let items):
      FlatBody([
        .init("at", .texts(items.map(\.at.description))),
        .init("kind", .texts(items.map(\.kind.rawValue))),
        .init("number", .integers(items.map(\.number))),
      ])
    case .reminded(let item):
      FlatBody([
        .init("at", .text(item.at.description)), .init("kind", .text(item.kind.rawValue)),
        .init("number", .integer(item.number)),
      ])
    }
  }

  static func step(
    _ kind: DossierStep.Kind, version: Int, body: [UInt8], seq: Int64
  ) throws -> DossierStep {
    guard version == 1 else {
      throw StoreFailure(
        .newerData,
        "The log's row \(seq) is a \(kind.name) of version \(version); this halld reads "
          + "version 1. Use a newer halld.")
    }
    do {
      let json = try JSONFields(body)
      let flat = try json.flat(leavingOut: around)
      let fact: DossierStep.Fact =
        switch kind {
        case .life(let kind): .life(try DossierEvent(kind: kind, body: flat))
        case .watched: .watched(try items(flat))
        case .reminded:
          .reminded(
            try item(
              try json.text("kind"), number: Int(try json.integer("number")),
              at: try json.text("at")))
        }
      return DossierStep(
        dossier: try json.integerIfPresent("dossier").map { DossierID($0) },
        code: try json.textIfPresent("dossierCode"),
        ticket: try json.integerIfPresent("visit").map { TicketID($0) },
        counter: try json.textIfPresent("counter").map { CounterID($0) }, fact: fact)
    } catch {
      throw StoreFailure(
        .damaged, "The log's row \(seq), a \(kind.name), cannot be read: \(reason(error)).")
    }
  }

  private static func items(_ flat: FlatBody) throws -> [DueItem] {
    guard case .texts(let moments) = flat["at"], case .texts(let kinds) = flat["kind"],
      moments.count == kinds.count
    else { throw JSONFields.Malformed(description: "at and kind are not lists of one length") }
    var numbers: [Int] = []
    if case .integers(let found) = flat["number"] { numbers = found }
    guard numbers.count == kinds.count else {
      throw JSONFields.Malformed(description: "number is not a list of that length")
    }
    return try zip(zip(kinds, numbers), moments).map { try item($0.0, number: $0.1, at: $1) }
  }

  private static func item(_ kind: String, number: Int, at moment: String) throws -> DueItem {
    guard let kind = DueItem.Kind(rawValue: kind) else {
      throw JSONFields.Malformed(description: "unknown kind")
    }
    guard let at = CivilMoment(moment) else {
      throw JSONFields.Malformed(description: "at is not a civil moment")
    }
    return DueItem(kind, number: number, at: at)
  }
}
