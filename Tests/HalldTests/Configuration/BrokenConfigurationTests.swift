import Dossiers
import Foundation
import Testing

@testable import halld

@Suite struct `A broken configuration` {
  @Test(arguments: names + hours + domains + counters + rules)
  func `of the hall is refused with file, line, key and remedy`(mistake: Mistake) throws {
    try check(mistake)
  }

  @Test(
    arguments: devices + queues + peripherals + speech + listeners + access + limits + shape + proof
  )
  func `of the machine is refused with file, line, key and remedy`(mistake: Mistake) throws {
    try check(mistake)
  }

  private func check(_ mistake: Mistake) throws {
    let text = try Shipped.text(mistake.file)
    let place = try #require(text.range(of: mistake.found), "the shipped file has changed")
    let broken = text.replacingCharacters(in: place, with: mistake.written)
    let line =
      try #require(
        broken.split(separator: "\n", omittingEmptySubsequences: false)
          .firstIndex { $0.contains(mistake.at) }) + 1

    let outcome = Shipped.read(broken, as: mistake.file)
    let errors = outcome.problems.filter { $0.severity == .error }
    #expect(outcome.configuration == nil)
    // One mistake, one problem: what follows from it is not told as a second one.
    #expect(errors.count == 1, "\(errors)")
    #expect(errors.first?.file == Shipped.path(mistake.file))
    #expect(errors.first?.line == line)
    #expect(errors.first?.key == mistake.key)
    #expect(errors.first?.remedy.en.contains(mistake.remedy) == true, "\(errors)")
  }

  static let names: [Mistake] = [
    Mistake(
      "regulation: lai-chau", "regulation: lai-chao", at: "lai-chao", "regulation",
      "did you mean \"lai-chau\"?"),
    Mistake(
      "regulation: lai-chau\n", "", at: "# Sảnh trình diễn", "regulation", "write one of: kon-tum"),
    Mistake("regulation: lai-chau", "regulation:", at: "regulation:", "regulation", "write one of"),
    Mistake("hall: demo", "hall: Sảnh 1", at: "hall: Sảnh", "hall", "write an id of lower-case"),
    Mistake("hall: demo", "hal: demo", at: "hal: demo", "hal", "did you mean \"hall\"?"),
    Mistake(
      "  en: Lai Châu Public", "  fr: Centre\n  en: Lai Châu Public", at: "fr: Centre", "centre.fr",
      "known keys: en, vi"),
    Mistake(
      "hall: demo", "hall: demo\nutcOffset: \"+25:00\"", at: "utcOffset", "utcOffset", "+07:00"),
    Mistake(
      "hall: demo", "hall: demo\nutcOffset: 7", at: "utcOffset", "utcOffset", "-12:00 to +14:00"),
    Mistake(
      "hall: demo", "hall: demo\nclosedDays: [2026-02-30]", at: "closedDays", "closedDays[1]",
      "write a date YYYY-MM-DD"),
    Mistake(
      "hall: demo", "hall: demo\nclosedDays: [2026-12-31]\nmakeUpDays: [2026-12-31]",
      at: "makeUpDays", "makeUpDays", "keep it in one"),
    Mistake(
      "source: hall", "source: halls", at: "halls", "dossierCode.source", "did you mean \"hall\"?"),
    Mistake(
      "source: hall", "source: range\n  first: 500\n  last: 100", at: "last: 100",
      "dossierCode.last", "not before \"first\""),
    Mistake(
      "source: hall", "source: range\n  first: 1\n  last: 10000", at: "last: 10000",
      "dossierCode.last", "1 to 9999"),
    Mistake(
      "source: hall", "source: hall\n  first: 5", at: "first: 5", "dossierCode.first", "known keys"),
    Mistake(
      "unit: 000.00.12.H35", "unit: 000/00/12", at: "000/00/12", "dossierCode.unit",
      "capital letters and points"),
    Mistake(
      "source: hall", "source: hall\n  pattern: \"{unit}-{ordinal:4}\"", at: "pattern",
      "dossierCode.pattern", "{yymmdd}"),
    Mistake(
      "procedures: procedures\n", "procedures: procedure.yaml\n", at: "procedure.yaml",
      "procedures", "put it at one of these"),
  ]

  static let hours: [Mistake] = [
    Mistake("\"00:00-24:00\"", "\"00:00-25:00\"", at: "25:00", "hours.everyDay[1]", "07:30-11:30"),
    Mistake(
      "\"00:00-24:00\"", "\"07:30-11:30\", \"11:00-17:00\"", at: "11:00-17:00", "hours.everyDay[2]",
      "none overlapping"),
    Mistake(
      "everyDay: [\"00:00-24:00\"]", "everyDay: 00:00-24:00", at: "everyDay", "hours.everyDay",
      "write a list"),
    Mistake(
      "everyDay: [", "everyday: [", at: "everyday", "hours.everyday", "did you mean \"everyDay\"?"),
    Mistake(
      "everyDay: [\"00:00-24:00\"]", "everyDay: []", at: "hours:", "hours", "write a session"),
    Mistake(
      "holidays: false", "holidays: no", at: "holidays: no", "hours.holidays", "write true or false"
    ),
  ]

  static let domains: [Mistake] = [
    Mistake(
      "  backEntryAlertMinutes: 60", "  backEntryAlertMinutes: 4", at: "Minutes: 4",
      "incident.backEntryAlertMinutes", "5 to 1440"),
    Mistake(
      "  waitMinutes: 30", "  waitMinutes: 481", at: "waitMinutes: 481", "surge.waitMinutes",
      "0 to 480", in: "halld.yaml"),
    Mistake(
      "  waitingPerCounter: 10", "  waitingPerCounters: 10", at: "waitingPerCounters: 10",
      "surge.waitingPerCounters", "did you mean \"waitingPerCounter\"?", in: "halld.yaml"),
    Mistake(
      "    prefix: B", "    prefix: A # twice", at: "twice", "domains[2].prefix", "choose another"),
    Mistake(
      "    prefix: B", "    prefix: b", at: "prefix: b", "domains[2].prefix",
      "1 to 3 capital letters"),
    Mistake(
      "    prefix: B", "    prefix: ABCD", at: "ABCD", "domains[2].prefix", "1 to 3 characters"),
    Mistake(
      "    prefix: P", "    prefix: B # taken", at: "taken", "rules.pad.prefix",
      "choose another"),
    Mistake("    prefix: B\n", "", at: "id: ho-tich", "domains[2].prefix", "write text of 1 to 3"),
    Mistake(
      "  - id: ho-tich", "  - id: dat-dai # again", at: "again", "domains[2].id", "choose another"),
    Mistake(
      "  - id: ho-tich", "  - id: Hộ tịch", at: "Hộ tịch", "domains[2].id", "lower-case letters"),
    Mistake(
      "first: 1, last: 999999", "first: 0, last: 999999", at: "first: 0", "domains[1].series.first",
      "1 to 999999"),
    Mistake(
      "first: 1, last: 999999", "first: 100, last: 99", at: "first: 100", "domains[1].series.last",
      "not before \"first\""),
    Mistake(
      "last: 999999, width: 3", "last: 999999, width: 0", at: "width: 0", "domains[1].series.width",
      "1 to 6"),
    Mistake(
      "last: 999999, width: 3", "last: 010, width: 3", at: "last: 010", "domains[1].series.last",
      "a whole number"),
    Mistake(
      "    prefix: A", "    prefix: A\n    errands: [file, suplement]", at: "suplement",
      "domains[1].errands[2]", "did you mean \"supplement\"?"),
    Mistake(
      "    prefix: A", "    prefix: A\n    errands: [ask]", at: "[ask]", "domains[1].errands",
      "add file"),
    Mistake(
      "    minutes: 12", "    minutes: 0", at: "minutes: 0", "errands.file.minutes", "1 to 240"),
    Mistake(
      "    line: phi-va-ket-qua", "    line: phi-va-ketqua", at: "phi-va-ketqua",
      "errands.collect.line", "did you mean \"phi-va-ket-qua\"?"),
    Mistake("  collect:", "  colect:", at: "colect", "errands.colect", "did you mean \"collect\"?"),
    Mistake(
      "lines: [phi-va-ket-qua]", "lines: [phi-va-ket-qua, phi-va-ket-qua]", at: "lines:",
      "lines[2]", "choose another"),
    Mistake(
      "lines: [phi-va-ket-qua]", "lines: [Phí]", at: "lines:", "lines[1]", "lower-case letters"),
  ]

  static let counters: [Mistake] = [
    Mistake(
      "serves: [dat-dai, ho-tich]", "serves: [dat-dai, ho-tic]", at: "ho-tic]",
      "counters[1].serves[2]", "did you mean \"ho-tich\"?"),
    Mistake(
      "serves: [dat-dai, ho-tich]", "serves: [dat-dai, dat-dai]", at: "dat-dai, dat-dai",
      "counters[1].serves[2]", "choose another"),
    Mistake(
      "serves: [dat-dai, ho-tich]", "serves: dat-dai", at: "serves: dat-dai", "counters[1].serves",
      "write a list"),
    Mistake(
      "  - id: \"2\"", "  - id: \"1\" # again", at: "again", "counters[2].id", "choose another"),
    Mistake(
      "assignments: []", assignment(through: "2025-12-31"), at: "through: 2025",
      "assignments[1].through",
      "not before \"from\"", in: "halld.yaml"),
    Mistake(
      "assignments: []", assignment(kind: "rotate"), at: "kind: rotate", "assignments[1].kind",
      "rotation, lowVolume", in: "halld.yaml"),
    Mistake(
      "assignments: []", assignment(counter: "9"), at: "counter: \"9\"", "assignments[1].counter",
      "write one of", in: "halld.yaml"),
    Mistake(
      "assignments: []", assignment(weekdays: "[moonday]"), at: "moonday",
      "assignments[1].weekdays[1]", "did you mean \"monday\"?", in: "halld.yaml"),
    Mistake(
      "assignments: []", assignment() + rotation, at: "kind: rotation # second", "assignments[2]",
      "one rotation a day", in: "halld.yaml"),
    Mistake("weight: 1", "weight: 11", at: "weight: 11", "priorities[1].weight", "1 to 10"),
  ]

  static let rules: [Mistake] = [
    Mistake(
      "  maxCalls: 3", "  maxCalls: 0", at: "maxCalls: 0", "rules.maxCalls", "1 to 10",
      in: "halld.yaml"),
    Mistake(
      "  maxCalls: 3", "  maxCals: 3", at: "maxCals", "rules.maxCals", "did you mean \"maxCalls\"?",
      in: "halld.yaml"),
    Mistake(
      "  secondsBetweenCalls: 60", "  secondsBetweenCalls: 1m", at: "1m",
      "rules.secondsBetweenCalls", "5 to 600", in: "halld.yaml"),
    Mistake(
      "  serveThoseInside: true", "  serveThoseInside: yes", at: "yes", "rules.serveThoseInside",
      "true or false", in: "halld.yaml"),
    Mistake(
      "  ordinaryPerPriority: 2", "  ordinaryPerPriority: 1.5", at: "1.5",
      "rules.ordinaryPerPriority", "1 to 20", in: "halld.yaml"),
    Mistake(
      "  kioskCooldownSeconds: 3", "  kioskCooldownSeconds: \"3\"", at: "Seconds: \"3\"",
      "rules.kioskCooldownSeconds", "0 to 60", in: "halld.yaml"),
    Mistake(
      "  closingGraceMinutes: 60", "  closingGraceMinutes: 60\n  closingGraceMinutes: 30",
      at: "closingGraceMinutes: 30", "closingGraceMinutes", "keep one", in: "halld.yaml"),
  ]

  static let listeners: [Mistake] = [
    Mistake("port: 8080", "port: 80800", at: "80800", "listeners[1].port", "0 to 65535"),
    Mistake("port: 8080\n", "\n", at: "address: 127", "listeners[1].port", "a whole number"),
    Mistake(
      "address: 127.0.0.1", "address: localhost", at: "localhost", "listeners[1].address",
      "127.0.0.1"),
    Mistake(
      "doors: [staff, devices, public]", "doors: [staff, device]", at: "device]",
      "listeners[1].doors[2]", "did you mean \"devices\"?"),
    Mistake(
      "doors: [staff, devices, public]", "doors: []", at: "doors: []", "listeners[1].doors",
      "1 to 3 items"),
    Mistake(
      "    doors: [staff, devices, public]",
      "    doors: [staff, devices, public]\n  - {address: 127.0.0.1, port: 8080, doors: [public]}",
      at: "{address", "listeners[2].port", "choose another"),
    Mistake(
      "    port: 8080", "    port: 8080\n    tls: {certificate: nowhere.pem, key: halld.yaml}",
      at: "nowhere.pem", "listeners[1].tls.certificate", "the full path of the PEM file"),
    Mistake(
      "    port: 8080", "    port: 8080\n    tls: {certificate: halld.yaml}", at: "tls:",
      "listeners[1].tls.key", "write text"),
    Mistake(
      "dataFolder: .run/demo", "dataFolder: .run/demo\npublicUrl: hall.example.gov.vn",
      at: "publicUrl", "publicUrl", "https://"),
    Mistake(
      "dataFolder: .run/demo", "dataFolder: .run/demo\npublicUrl: https://a.vn/?x=1",
      at: "publicUrl", "publicUrl", "without \"?\""),
    Mistake(
      "dataFolder: .run/demo", "data_folder: .run/demo", at: "data_folder", "data_folder",
      "did you mean \"dataFolder\"?"),
  ]

  static let access: [Mistake] = [
    Mistake(
      "role: receptionist", "role: boss", at: "boss", "demo.accounts[1].role",
      "write one of: receptionist"),
    Mistake(
      "password: le-tan-2026", "password: short", at: "password: short",
      "demo.accounts[1].password", "8 to 128 characters"),
    Mistake(
      "name: quay-1", "name: le-tan", at: "password: quay-1", "demo.accounts[2].name",
      "choose another"),
    Mistake(
      "role: officer, counters: [\"1\"]", "role: officer", at: "password: quay-1",
      "demo.accounts[2].counters", "the ids of its counters"),
    Mistake(
      "counters: [\"1\"],", "counters: [\"11\"],", at: "\"11\"", "demo.accounts[2].counters[1]",
      "write one of"),
    Mistake(
      "fullName: \"Lò Thị Hoa\"", "fullName: \"\"", at: "fullName: \"\"",
      "demo.accounts[1].fullName", "1 to 80 characters"),
    Mistake(
      "logLevel: info", "logLevel: info\naccounts: []", at: "accounts: []", "accounts",
      "known keys", in: "halld.yaml"),
    Mistake(
      "lookup:\n", "lookup:\n  freeForLoopback: true\n", at: "freeForLoopback",
      "lookup.freeForLoopback", "remove it", in: "halld.yaml"),
    Mistake(
      "  streams: 1200", "  streams: 2000", at: "streams: 2000", "limits.streams",
      "less than connections", in: "halld.yaml"),
    Mistake(
      "  connectionsPerAddress: 500", "  connectionsPerAddress: 2001", at: "2001",
      "limits.connectionsPerAddress", "no more than connections", in: "halld.yaml"),
    Mistake(
      "  headSeconds: 10", "  headSeconds: 0", at: "headSeconds: 0", "limits.headSeconds",
      "1 to 120", in: "halld.yaml"),
    Mistake(
      "  bodySeconds: 20", "  bodySeconds: 601", at: "601", "limits.bodySeconds", "1 to 600",
      in: "halld.yaml"),
    Mistake(
      "  writeSeconds: 20", "  writeSeconds: 0", at: "writeSeconds: 0", "limits.writeSeconds",
      "1 to 600", in: "halld.yaml"),
    Mistake(
      "  idleSeconds: 75", "  idleSeconds: 1h", at: "1h", "limits.idleSeconds", "1 to 3600",
      in: "halld.yaml"),
    Mistake(
      "  bodyBytes: 65536", "  bodyBytes: 64k", at: "64k", "limits.bodyBytes", "1024 to 1048576",
      in: "halld.yaml"),
    Mistake(
      "  idleMinutes: 60", "  idleMinutes: 1", at: "idleMinutes: 1", "sessions.idleMinutes",
      "5 to 720", in: "halld.yaml"),
    Mistake(
      "logLevel: info", "logLevel: verbose", at: "verbose", "logLevel", "trace, debug, info",
      in: "halld.yaml"),
  ]

  static let shape: [Mistake] = [
    Mistake("hall: demo", "hall: &name demo", at: "&name", "", "repeat the value"),
    Mistake("hall: demo", "hall: !!str demo", at: "!!str", "", "remove the tag"),
    Mistake("hall: demo", "hall: demo: two", at: "demo: two", "", "double quotes"),
    Mistake("hall: demo", "hall: demo\n\tport: 1", at: "\tport", "", "indent with spaces"),
    Mistake(
      "procedures: procedures\n", "---\nprocedures: procedures\n", at: "---", "",
      "remove the \"---\""),
  ]

  private static func assignment(
    kind: String = "rotation", counter: String = "7", through: String = "2026-06-30",
    weekdays: String = "[monday, friday]"
  ) -> String {
    """
    assignments:
      - kind: \(kind)
        counter: "\(counter)"
        lines: [noi-vu]
        from: 2026-01-05
        through: \(through)
        weekdays: \(weekdays)
    """
  }

  private static let rotation = """

      - kind: rotation # second
        counter: "7"
        lines: [can-cuoc]
        from: 2026-06-30
        through: 2026-07-30
    """
}
