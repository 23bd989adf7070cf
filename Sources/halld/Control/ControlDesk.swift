internal import Dossiers
internal import Drivers
internal import Store
internal import Ticketing

/// Does what the command line asks of the running hall.
struct ControlDesk: Sendable {
  let store: HallStore
  let clock: HallClock
  let configuration: Configuration
  let spooler: PrintSpooler
  let peripherals: PeripheralView
  static let actor = Actor("cli:technician")

  func answer(_ request: ControlRequest) async -> ControlReply {
    do {
      return try await carryOut(request)
    } catch let failure as CommandFailure {
      return ControlReply(done: false, sentence: failure.description)
    } catch let failure as StoreFailure {
      return ControlReply(done: false, sentence: failure.sentence)
    } catch {
      return ControlReply(
        done: false,
        sentence: "Chưa thực hiện được (\(error)); không có gì thay đổi. / Not done (\(error)); "
          + "nothing has changed.")
    }
  }

  private func carryOut(_ request: ControlRequest) async throws -> ControlReply {
    switch request {
    case .addAccount(let form):
      let account = form.account
      for counter in account.counters where configuration.plan.counter(counter) == nil {
        throw CommandFailure(
          "Cấu hình không có quầy «\(counter)». / The configuration has no counter \"\(counter)\".")
      }
      try await store.put(account, by: Self.actor, at: clock.now())
      return done(form.added)
    case .editAccount(let edit):
      return done(
        try edit.sentence(
          await store.change(edit.name, by: Self.actor, at: clock.now()) { edit.apply(to: &$0) }))
    case .addDevice(let name, let kind):
      return done(try await pair(name, kind: kind))
    case .removeDevice(let name):
      return done(
        try DeviceCommand.Remove.sentence(
          name, hadAny: await store.unpair(device: name, by: Self.actor, at: clock.now())))
    case .backup(let file):
      return done(try await store.backup(to: file).sentence(file: file))
    case .erasePersonal(let code):
      return Erasure.reply(
        code, try await store.erasePersonalData(ofDossier: code, by: Self.actor, at: clock.now()))
    case .importDossiers(let rows):
      let (counts, refusals) = try await Importer(store: store, clock: clock).take(rows)
      var reply = done(counts.sentence)
      reply.imported = ControlReply.Imported(counts: counts, refusals: refusals)
      return reply
    case .recount(let check):
      return done(try await Recounting(store: store, clock: clock).run(check: check))
    case .confirmClock:
      guard clock.confirm() else {
        throw CommandFailure(
          "Đồng hồ máy đứng trước ngày phục vụ cuối trong nhật ký; hãy chỉnh đồng hồ rồi xác nhận "
            + "lại. / The machine's clock stands before the last service day in the log; set it "
            + "right, then confirm again.")
      }
      try await store.confirmClock(by: Self.actor, at: clock.now())
      return done(
        "Đã xác nhận ngày \(clock.now().date). / The date \(clock.now().date) is confirmed.")
    case .devices:
      return ControlReply(
        done: true, sentence: "",
        devices: DeviceReport(configuration, printers: spooler, peripherals, at: clock.now()))
    case .testPrint(let printer):
      return ControlReply(
        await PrinterCommands.testPrint(
          printer, among: configuration.printers, at: clock.now().civil, by: printed))
    case .printCheckpoint(let day, let printer):
      let checkpoint = try CheckpointCommand.find(
        try CheckpointCommand.day(day), in: configuration.dataFolder)
      return ControlReply(
        await PrinterCommands.checkpoint(
          checkpoint, on: printer, among: configuration.printers, by: printed))
    }
  }

  private func done(_ sentence: String) -> ControlReply {
    ControlReply(done: true, sentence: sentence)
  }

  /// By the printer that the slips come out of, when its turn comes.
  private func printed(_ job: SlipJob, _ printer: PrinterSettings) async -> PrintReport {
    await spooler.tryOut(job, at: printer.id)
      ?? PrintReport(
        .failed(PrintFailure(.noPrinter, "The running hall has no printer \"\(printer.id)\".")))
  }

  private func pair(_ name: String, kind: String) async throws -> String {
    let known: [String]
    switch DeviceKind(rawValue: kind) {
    case .kiosk: known = configuration.kiosks.map(\.id)
    case .board: known = configuration.boards.map(\.id)
    case nil:
      throw CommandFailure(
        "Loại thiết bị là kiosk hoặc board, không phải «\(kind)». / A device is a kiosk or a "
          + "board, not \"\(kind)\".")
    }
    guard known.contains(name) else {
      throw CommandFailure(
        "Cấu hình không có \(kind) «\(name)». / The configuration has no \(kind) \"\(name)\"; it "
          + "has \(known.joined(separator: ", ")).")
    }
    let token = SecretToken.make()
    try await store.pair(token: token, device: name, kind: kind, by: Self.actor, at: clock.now())
    return "\(name): \(token)"
  }
}
