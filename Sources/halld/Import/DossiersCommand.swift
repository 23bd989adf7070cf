internal import ArgumentParser
internal import Dossiers
internal import Foundation
internal import Store
internal import Ticketing

/// `halld dossiers ...`: what a technician does with many dossiers at once.
struct DossiersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dossiers",
    abstract: "Nhập hồ sơ từ hệ thống của tỉnh; tính lại ngày hẹn. Dossiers, many at once.",
    subcommands: [Import.self, Recount.self])

  /// `halld dossiers import FILE --data DIR`.
  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Nhập tệp CSV hoặc JSON lines. Take in a file of the province's system.",
      discussion: """
        Cột / columns: \(ImportRow.Column.allCases.map(\.rawValue).joined(separator: ", "))
        Mỗi dòng là một hồ sơ mới (procedure) hoặc một trạng thái (state). Nhập lại cùng một tệp không \
        đổi gì. Each line is an intake (procedure) or a state; the same file again changes nothing.
        Thoát với 1 nếu có dòng bị từ chối. Exit 1: lines were refused; each is told with its remedy.
        """)

    @Argument(help: "Tệp. The file.", completion: .file()) var file: String
    @OptionGroup var options: DataOption
    @Option(help: "Cấu hình, khi dịch vụ không chạy. The configuration, when no daemon runs.")
    var config: String?
    @Option(help: "Ghi các dòng bị từ chối vào tệp này. A file for the lines that were refused.")
    var report: String?

    func run() async throws {
      let texts = try Self.texts(config)
      var reader: ImportReader
      do {
        reader = try ImportReader(try ImportFile.bytes(file))
      } catch let refusal as ImportRefusal {
        throw CommandFailure("\(file), \(refusal.sentence(texts))")
      }
      let door = try await ImportDoor(data: options.data, config: config)
      var counts = ImportCounts()
      var told = ContinuousClock.now
      var sentences: [String] = []
      while case let (rows, bad) = reader.portion(ImportDoor.portion), !rows.isEmpty || !bad.isEmpty
      {
        let (done, refused) = try await door.take(rows)
        counts = counts + done
        counts.refused += bad.count
        let lines = (bad + refused).sorted { $0.line < $1.line }.map { $0.sentence(texts) }
        if report == nil { lines.forEach(StandardError.tell) } else { sentences += lines }
        if ContinuousClock.now - told >= .seconds(1) {
          told = .now
          StandardError.tell("  \(counts.lines)")
        }
      }
      await door.close()
      if let report {
        try Data((sentences.joined(separator: "\n") + "\n").utf8)
          .write(to: URL(filePath: report), options: .atomic)
      }
      print(counts.sentence)
      if counts.refused > 0 { throw ExitCode(1) }
    }

    private static func texts(_ config: String?) throws -> Texts {
      let assets = AssetFolders(configuration: config ?? "/etc/halld/halld.yaml")
      guard let folder = assets.path(of: "texts") else {
        throw CommandFailure(
          "Không tìm thấy thư mục texts; thêm --config. / The folder texts is missing; add --config."
        )
      }
      return try Texts(folder: folder)
    }
  }

  /// `halld dossiers recount --data DIR`: after the calendar has changed (P-32).
  struct Recount: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "recount",
      abstract:
        "Tính lại ngày hẹn sau khi lịch đổi. Count open terms again after the calendar changed.",
      discussion:
        "Ngày đã hẹn vẫn được lưu; in ra hồ sơ nào đổi ngày và phải báo cho ai. The old promise "
        + "stays on record; prints which dossiers end otherwise now and must be told.")

    @OptionGroup var options: DataOption
    @Flag(help: "Chỉ xem, không ghi gì. Only look; nothing is written.") var check = false

    func run() throws {
      guard let reply = try ControlClient(dataFolder: options.data).ask(.recount(check: check))
      else {
        throw CommandFailure(
          "Không có dịch vụ nào chạy trên \(options.data). / No daemon runs on \(options.data).")
      }
      try reply.finish()
    }
  }
}

/// Where lines go in: the running hall, or a store opened for the purpose.
struct ImportDoor {
  /// Lines in one request to a running hall: a request and its answer are bounded.
  static let portion = 64

  private let client: ControlClient
  private let importer: Importer?

  init(data: String, config: String?) async throws {
    client = ControlClient(dataFolder: data)
    if try client.ask(.importDossiers([])) != nil {
      importer = nil
      return
    }
    guard let config else {
      throw CommandFailure(
        "Không có dịch vụ nào chạy trên \(data); thêm --config để nhập trực tiếp. / No daemon runs on "
          + "\(data); add --config to import directly.")
    }
    let configuration = try Configuration.load(config)
    let clock = HallClock(utcOffsetSeconds: configuration.utcOffsetSeconds, last: nil)
    let store = try HallStore.open(
      folder: data,
      identity: HallIdentity(
        centre: configuration.plan.centre.vi, hall: configuration.hall,
        utcOffsetSeconds: configuration.utcOffsetSeconds),
      plan: configuration.plan, at: clock.now())
    importer = Importer(
      store: store,
      clock: HallClock(
        utcOffsetSeconds: configuration.utcOffsetSeconds, last: store.lastRecorded?.microseconds))
  }

  func take(_ rows: [ImportRow]) async throws -> (ImportCounts, [ImportRefusal]) {
    guard !rows.isEmpty else { return (ImportCounts(), []) }
    if let importer { return try await importer.take(rows) }
    guard let reply = try client.ask(.importDossiers(rows)) else {
      throw CommandFailure(
        "Dịch vụ đã dừng; chạy lại lệnh này, dòng đã nhập không nhập lần hai. / The daemon has stopped; "
          + "run this again, no line is taken twice.")
    }
    guard reply.done, let imported = reply.imported else { throw CommandFailure(reply.sentence) }
    return (imported.counts, imported.refusals)
  }

  func close() async { await importer?.store.stop() }
}
