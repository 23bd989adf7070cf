internal import Dossiers
internal import Store
internal import Ticketing

/// One line of a file from the province's system: a dossier that was taken in, or where it stands.
struct ImportRow: Codable, Hashable, Sendable {
  /// From 1, as an editor counts.
  var line: Int
  var code: String
  /// Set for an intake: the catalogue's id.
  var procedure: String?
  /// Set for a state: the word for it.
  var state: String?
  /// When it was received, or came to stand there, by the centre's clock.
  var at: String
  var channel: String?
  var arrivalStamp: String?
  var medium: String?
  var applicant: String?
  var resultChannel: String?
  /// The province's own number of this message; without one the moment stands for it.
  var reference: String?
  /// The applicant's, kept beside the log.
  var name: String?
  var phone: String?

  init(line: Int, code: String, at: String) {
    self.line = line
    self.code = code
    self.at = at
  }
}

/// Why one line was not taken: the code of a sentence, and what fills it.
struct ImportRefusal: Codable, Hashable, Sendable, Error {
  var line: Int
  var code: String
  var arguments: [String: String]

  init(_ line: Int, _ code: String, _ arguments: [String: String] = [:]) {
    self.line = line
    self.code = code
    self.arguments = arguments
  }
}

/// What became of the lines of a file.
struct ImportCounts: Codable, Hashable, Sendable {
  /// Dossiers that began.
  var taken = 0
  /// Dossiers that stand elsewhere now.
  var moved = 0
  /// Lines that said what was known.
  var unchanged = 0
  var refused = 0

  static func + (one: ImportCounts, other: ImportCounts) -> ImportCounts {
    ImportCounts(
      taken: one.taken + other.taken, moved: one.moved + other.moved,
      unchanged: one.unchanged + other.unchanged, refused: one.refused + other.refused)
  }

  var lines: Int { taken + moved + unchanged + refused }
}

extension ImportRow {
  /// The states that the province's system may tell, as a file writes them.
  static let states = DossierTransition.row(.followProvince)?.to.map(\.rawValue).sorted() ?? []

  /// What the store is asked for this line.
  func request(at now: Moment, utcOffsetSeconds: Int) throws(ImportRefusal) -> DossierRequest {
    guard let moment = CivilMoment(at) else {
      throw ImportRefusal(line, "import-moment", ["column": Column.at.rawValue])
    }
    var request: DossierRequest
    let role = DossierActor(role: .province, id: "province")
    let actor = Actor("province")
    switch (procedure, state) {
    case (let procedure?, nil):
      var intake = ProvinceIntake(code: code)
      intake.medium = try choice(medium, .medium) ?? intake.medium
      intake.applicant = try choice(applicant, .applicant) ?? intake.applicant
      intake.resultChannel = try choice(resultChannel, .resultChannel) ?? intake.resultChannel
      switch try choice(channel, .channel) ?? IntakeChannel.counter {
      case .counter: intake.channel = .counter
      case .online: intake.channel = .online
      case .post:
        guard let stamp = arrivalStamp.flatMap({ CivilDate($0) }) else {
          throw ImportRefusal(line, "import-date", ["column": Column.arrivalStamp.rawValue])
        }
        intake.channel = .post(arrivalStamp: stamp)
      }
      request = DossierRequest(
        .followIntake(intake), of: .new(procedure: procedure), by: actor, as: role, at: now)
      let personal = PersonalData(name: name, phone: phone)
      if !personal.isEmpty { request.personal = personal }
    case (nil, let word?):
      guard Self.states.contains(word), let state = DossierState(rawValue: word) else {
        throw ImportRefusal(
          line, "import-choice",
          ["column": Column.state.rawValue, "allowed": Self.states.joined(separator: ", ")])
      }
      request = DossierRequest(
        .follow(state, reference: reference ?? moment.description), of: .code(code), by: actor,
        as: role, at: now)
    case (nil, nil), (_?, _?): throw ImportRefusal(line, "import-kind")
    }
    request.happenedAt = moment
    return request
  }

  private func choice<T: RawRepresentable<String> & CaseIterable>(
    _ text: String?, _ column: Column
  ) throws(ImportRefusal) -> T? {
    guard let text else { return nil }
    guard let value = T(rawValue: text) else {
      throw ImportRefusal(
        line, "import-choice",
        [
          "column": column.rawValue,
          "allowed": T.allCases.map(\.rawValue).joined(separator: ", "),
        ])
    }
    return value
  }

  /// The columns of a table, and the members of a JSON line.
  enum Column: String, CaseIterable {
    case code, procedure, state, at, channel, arrivalStamp, medium, applicant, resultChannel
    case reference, name, phone

    /// The longest text it holds, in bytes.
    var longest: Int { self == .name ? 400 : 128 }
  }

  subscript(column: Column) -> String? {
    get {
      switch column {
      case .code: code
      case .procedure: procedure
      case .state: state
      case .at: at
      case .channel: channel
      case .arrivalStamp: arrivalStamp
      case .medium: medium
      case .applicant: applicant
      case .resultChannel: resultChannel
      case .reference: reference
      case .name: name
      case .phone: phone
      }
    }
    set {
      switch column {
      case .code: code = newValue ?? ""
      case .procedure: procedure = newValue
      case .state: state = newValue
      case .at: at = newValue ?? ""
      case .channel: channel = newValue
      case .arrivalStamp: arrivalStamp = newValue
      case .medium: medium = newValue
      case .applicant: applicant = newValue
      case .resultChannel: resultChannel = newValue
      case .reference: reference = newValue
      case .name: name = newValue
      case .phone: phone = newValue
      }
    }
  }
}
