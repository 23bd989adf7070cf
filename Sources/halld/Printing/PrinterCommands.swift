internal import Dossiers
internal import Drivers
internal import Foundation
internal import Store
internal import Ticketing

/// What `halld devices`, `halld test-print` and `halld pad` do; the command line only calls them.
enum PrinterCommands {
  /// What a command says, and whether it succeeded.
  struct Answer: Hashable {
    var lines: [String]
    var succeeded: Bool
  }

  /// Every printer and what keeps it from printing, then the profiles that were found.
  ///
  /// Asks the printers themselves, or takes what the `running` hall, which holds their lines, says.
  static func devices(
    _ printers: [PrinterSettings], dataFolder: String,
    profiles: [PrinterProfileFile.Reading] = [], running: DeviceReport? = nil
  ) async -> Answer {
    var answer = Answer(lines: [], succeeded: true)
    if printers.isEmpty {
      answer.lines.append("Chưa cấu hình máy in nào / No printer is configured.")
    }
    for settings in printers {
      let head =
        "\(settings.id)  \(settings.place)  \(settings.paperWidthMillimetres) mm, "
        + "\(settings.dotsPerLine) điểm/dots  "
      var (trouble, more): (String?, [String]) = (nil, [])
      var state = PrinterState.unknown
      if let running {
        (state, trouble, more) = Self.state(of: settings, in: running)
      } else {
        let printer = settings.makePrinter(dataFolder: dataFolder)
        state = await printer.look()
        trouble = state.isTrouble ? await printer.trouble()?.description : nil
      }
      // The state in the reader's language, then what exactly keeps it from printing.
      let fault = trouble.map {
        "LỖI / FAULT: " + (state.isTrouble ? "\(words(state)): " : "") + $0
      }
      answer.lines.append(head + (fault ?? words(state)))
      if !more.isEmpty { answer.lines.append("  " + more.joined(separator: " · ")) }
      if trouble != nil { answer.succeeded = false }
    }
    for reading in profiles {
      if let profile = reading.profile {
        answer.lines.append("  profile \(profile.id): \(profile.model)")
      }
      for problem in reading.problems {
        answer.lines.append("  \(problem)")
        answer.succeeded = false
      }
    }
    return answer
  }

  private static func state(
    of settings: PrinterSettings, in running: DeviceReport
  ) -> (PrinterState, trouble: String?, more: [String]) {
    guard let printer = running.printer(settings.id) else {
      return (.unknown, notRunning, [])
    }
    var more = [
      "từ / since \(printer.since)",
      "dùng in / for: " + settings.purposes.map(\.rawValue).joined(separator: ", "),
    ]
    if let number = printer.printing { more.append("đang in / printing now: \(number)") }
    if printer.waiting > 0 { more.append("phiếu chờ / slips waiting: \(printer.waiting)") }
    if printer.isResting {
      more.append("tạm nghỉ sau nhiều lần lỗi / rests after several failures")
    }
    return (printer.state, printer.trouble, more)
  }

  /// Of a device in the file that the daemon has not read yet.
  static let notRunning =
    "dịch vụ đang chạy chưa biết thiết bị này, khởi động lại dịch vụ / the running hall does not "
    + "know it yet, restart the daemon"

  private static func words(_ state: PrinterState) -> String {
    switch state {
    case .ready: "sẵn sàng / ready"
    case .paperLow: "sắp hết giấy / paper low"
    case .paperOut: "hết giấy / no paper"
    case .coverOpen: "nắp mở / cover open"
    case .cutterJammed: "kẹt dao cắt / cutter jammed"
    case .offline: "không sẵn sàng / offline"
    case .unplugged: "không tìm thấy / not found"
    case .busy: "đang bận / busy"
    case .notAnswering: "không trả lời / not answering"
    case .unknown: "không tự báo trạng thái / never tells its state"
    }
  }

  /// How a page gets to a printer: by a connection of its own, or through the running hall's.
  typealias PrintWay = (SlipJob, PrinterSettings) async -> PrintReport

  /// The way without a running hall.
  static func directly(_ dataFolder: String) -> PrintWay {
    { await $1.makePrinter(dataFolder: dataFolder).print($0, within: .seconds(30)) }
  }

  /// Prints one test page.
  static func testPrint(
    _ name: String, among printers: [PrinterSettings], at now: CivilMoment, by way: PrintWay
  ) async -> Answer {
    guard let settings = printers.first(where: { $0.id == name }) else {
      return unknown(name, among: printers)
    }
    let profile = settings.profile
    let page = TestPage(
      printer: name, model: profile.model, dotsPerLine: profile.dotsPerLine, at: now)
    let job = SlipJob(job: "test\(now)", number: TestPage.number, layout: page, isTrial: true)
    let report = await way(job, settings)
    let letters = report.unknownGlyphs
    var answer = describe(report.outcome, on: name, what: "Trang in thử / The test page")
    if letters > 0 {
      answer.lines.append("\(letters) chữ không có trong phông / letters are not in the font")
      answer.succeeded = false
    }
    return answer
  }

  /// Prints a checkpoint of the log on paper.
  static func checkpoint(
    _ checkpoint: Checkpoint, on name: String, among printers: [PrinterSettings],
    by way: PrintWay
  ) async -> Answer {
    guard let settings = printers.first(where: { $0.id == name }) else {
      return unknown(name, among: printers)
    }
    var facts = CheckpointSheet.Facts(
      centre: checkpoint.centre, hall: checkpoint.hall, day: checkpoint.day,
      rows: checkpoint.rows, hash: checkpoint.hash, key: checkpoint.key,
      text: checkpoint.signedText)
    func printed() async -> PrintOutcome {
      let job = SlipJob(
        job: "checkpoint\(checkpoint.rows)", number: "\(checkpoint.day)",
        layout: CheckpointSheet(facts))
      return await way(job, settings).outcome
    }
    var outcome = await printed()
    if case .failed(let failure) = outcome, failure.code == .notDrawn {
      // A long name makes the code too wide for narrow paper; the hash alone proves as much.
      facts.text = nil
      outcome = await printed()
    }
    return describe(outcome, on: name, what: "Mốc kiểm chứng / Checkpoint \(checkpoint.day)")
  }

  private static func unknown(_ name: String, among printers: [PrinterSettings]) -> Answer {
    let known = printers.map(\.id).sorted().joined(separator: ", ")
    let nearest = NearestName.suggestion(for: name, among: printers.map(\.id))
    return Answer(
      lines: [
        "Không có máy in \"\(name)\". " + (nearest.map { "Có phải \"\($0)\"? " } ?? "")
          + "Các máy in: \(known).",
        "There is no printer \"\(name)\". "
          + (nearest.map { "Did you mean \"\($0)\"? " } ?? "") + "Printers: \(known).",
      ], succeeded: false)
  }

  /// Draws a pad of numbered paper tickets into a folder, to be printed before a blackout.
  ///
  /// The numbers are `first` and the `count - 1` after it, all of the hall's own pad series.
  static func pad(
    centre: BilingualName, series: NumberSeries, from first: Int, count: Int,
    profile: PrinterProfile, into folder: String
  ) async -> Answer {
    let last = first + count - 1
    guard count >= 1, first >= series.first, last <= series.last else {
      return Answer(
        lines: [
          "Tập số giấy chỉ có từ \(series.text(series.first)) đến \(series.text(series.last)).",
          "The pad's series runs from \(series.text(series.first)) to "
            + "\(series.text(series.last)).",
        ], succeeded: false)
    }
    let sheets = PadSheet.sheets(centre: centre, numbers: (first...last).map { series.text($0) })
    let printer = FolderPrinter(name: "pad", profile: profile, folder: folder, keep: .max)
    for sheet in sheets {
      guard let from = sheet.numbers.first, let to = sheet.numbers.last else { continue }
      let job = SlipJob(job: "pad\(from)", number: to, layout: sheet)
      let report = await printer.print(job, within: .seconds(60))
      guard report.outcome == .printed else {
        return describe(report.outcome, on: "pad", what: "\(from)–\(to)")
      }
    }
    return Answer(
      lines: [
        "\(count) phiếu giấy, \(sheets.count) tờ trong \(folder). Cắt theo đường đứt.",
        "\(count) paper tickets on \(sheets.count) sheets in \(folder). Cut along the dashes.",
      ], succeeded: true)
  }

  /// Most forms in one go: as many sheets are a packet of paper.
  static let formsMax = 500
  /// A5 at 203 dpi: 128 of its 148 millimetres are printed.
  private static let a5 = PrinterProfile(
    id: "a5", kind: .folder, model: "A5", paperWidthMillimetres: 148, dotsPerLine: 1_024)

  /// Draws numbered intake forms into a folder, one sheet of A5 each.
  static func forms(
    centre: BilingualName, series: NumberSeries, from first: Int, count: Int, into folder: String
  ) async -> Answer {
    guard (1...formsMax).contains(count), first >= series.first, first + count - 1 <= series.last
    else {
      return Answer(
        lines: [
          "Mẫu tiếp nhận có số từ \(series.text(series.first)) đến \(series.text(series.last)), "
            + "mỗi lần 1 đến \(formsMax) tờ.",
          "Intake forms run from \(series.text(series.first)) to \(series.text(series.last)), 1 to "
            + "\(formsMax) at a time.",
        ], succeeded: false)
    }
    let printer = FolderPrinter(name: "forms", profile: a5, folder: folder, keep: .max)
    for number in first..<first + count {
      let sheet = IntakeFormSheet(centre: centre, number: series.text(number))
      let job = SlipJob(job: "form", number: sheet.number, layout: sheet)
      let report = await printer.print(job, within: .seconds(60))
      guard report.outcome == .printed else {
        return describe(report.outcome, on: "forms", what: sheet.number)
      }
    }
    let next = series.text(min(first + count, series.last))
    return Answer(
      lines: [
        "\(count) mẫu tiếp nhận khổ A5 trong \(folder). Lần sau in tiếp từ \(next).",
        "\(count) intake forms on A5 in \(folder). Go on from \(next) next time.",
      ], succeeded: true)
  }

  private static func describe(_ outcome: PrintOutcome, on printer: String, what: String) -> Answer
  {
    switch outcome {
    case .printed:
      Answer(lines: ["\(what): đã in / printed (\(printer))"], succeeded: true)
    case .handedOver:
      Answer(
        lines: ["\(what): đã chuyển cho máy in, không có xác nhận / handed over (\(printer))"],
        succeeded: true)
    case .unknown(let reason):
      Answer(lines: ["\(what): không rõ / unknown (\(printer)): \(reason)"], succeeded: false)
    case .failed(let why):
      Answer(lines: ["\(what): KHÔNG IN ĐƯỢC / NOT PRINTED: \(why)"], succeeded: false)
    }
  }
}
