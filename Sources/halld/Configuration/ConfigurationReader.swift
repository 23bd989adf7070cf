internal import Dossiers
internal import Ticketing

/// Reads a configuration file section by section and keeps every problem.
///
/// Each section is a file of its own, `Read*.swift`. They run in the order in which names are given and
/// used, so that a name that does not exist is refused on the line that uses it. After a problem the
/// reading goes on with what the default would be; the value itself is then thrown away.
struct ConfigurationReader {
  let file: StrictYAML
  let assets: AssetFolders
  /// Reads `regulations/` and `calendars/`; a seam for tests.
  let regulations: RegulationSource
  /// When it is read: by this day the hours are chosen among the versions of the regulation.
  var now = HallClock.commandLine

  typealias RegulationSource =
    (AssetFolders) -> (book: RegulationBook, problems: [ConfigurationProblem])

  struct Outcome {
    /// `nil` when there is an error among the problems.
    var configuration: Configuration?
    /// Of the file itself and of those it names, in the order of files and lines.
    var problems: [ConfigurationProblem]
  }

  /// Reads a file, or text as if it stood in that file.
  static func read(
    _ path: String, text: String? = nil, now: Moment = HallClock.commandLine,
    regulations: @escaping RegulationSource = { RegulationFolder.read($0) }
  ) -> Outcome {
    let file = text.map { StrictYAML.read(text: $0, as: path) } ?? StrictYAML.read(path)
    let reader = ConfigurationReader(
      file: file, assets: AssetFolders(configuration: path),
      regulations: regulations, now: now)
    return reader.read()
  }

  private func read() -> Outcome {
    guard file.isReadable else { return Outcome(configuration: nil, problems: file.problems) }
    let root = file.root
    let rulebook = regulations(assets)
    let demo = root.has("demo")

    let utcOffset = readUTCOffset(root)
    var centre = readCentre(
      root, book: rulebook.book,
      today: Moment(microseconds: now.microseconds, utcOffsetSeconds: utcOffset).date)
    let lines = readLines(root)
    let domains = readDomains(root, lines: lines)
    let (counters, counterNames) = readCounters(root, known: domains.lines)
    let rules = readRules(root, regulation: centre.regulation, domains: domains)
    let assignments = readAssignments(root, known: domains.lines, counters: counterNames)
    warnAboutUnservedLines(
      domains, counters: counters, assignments: assignments, root: root)
    readCode(root, into: &centre)
    let procedures = readProcedures(root, domains: domains.names)
    let (printers, printerNames) = readPrinters(root)
    let kiosks = readKiosks(
      root, printers: printerNames,
      withoutTickets: Set(printers.filter { !$0.purposes.contains(.ticket) }.map(\.id)),
      rules: rules)
    let boards = readBoards(root, counters: counterNames)
    let peripherals = readPeripherals(
      root, counters: counterNames, kiosks: KnownNames(kiosks.map(\.id)))
    let listeners = readListeners(root, isDemo: demo)

    var hallRules = rules
    hallRules.cooldownSecondsByKiosk = Dictionary(
      kiosks.map { ($0.id, $0.cooldownSeconds) }, uniquingKeysWith: { first, _ in first })
    let plan = HallPlan(
      centre: centre.name, domains: domains.domains, errands: domains.errands, counters: counters,
      priorities: readPriorities(root), assignments: assignments, calendar: centre.calendar,
      rules: hallRules, regulations: centre.book, centreCode: centre.regulation?.centre ?? "",
      procedures: procedures.procedures.map(\.procedure))
    let configuration = Configuration(
      path: file.path, assets: assets, hall: root.value("hall")?.identifier ?? "hall-1",
      plan: plan, utcOffsetSeconds: utcOffset, procedures: procedures.procedures,
      listeners: listeners, publicURL: readPublicURL(root),
      dataFolder: root.string("dataFolder", length: 1...400, default: "/var/lib/halld"),
      printers: printers, kiosks: kiosks, boards: boards,
      displays: peripherals.displays, scanners: peripherals.scanners,
      keypads: peripherals.keypads, speech: readSpeech(root, counters: counters),
      sessions: readSessions(root),
      lookup: readLookup(root, isDemo: demo), rates: readRates(root, isDemo: demo),
      guessing: readGuessing(root), retention: readRetention(root), limits: readLimits(root),
      checkpointKey: readCheckpointKey(root), backup: readBackup(root),
      inbox: root.has("inbox") ? readAbsolutePath(root, "inbox") : nil,
      logLevel: root.enumeration("logLevel", Self.choices(of: LogLevel.self), default: .info),
      demo: readDemo(root, counters: counterNames))

    let problems = (file.problems + procedures.problems + rulebook.problems).sorted()
    let isRefused = problems.contains { $0.severity == .error }
    return Outcome(configuration: isRefused ? nil : configuration, problems: problems)
  }

  /// The raw names of an enumeration, in their order.
  static func choices<Choice: RawRepresentable & CaseIterable>(
    of: Choice.Type
  ) -> [(key: String, value: Choice)] where Choice.RawValue == String {
    Choice.allCases.map { ($0.rawValue, $0) }
  }
}
