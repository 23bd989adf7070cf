internal import Dossiers
internal import Store
internal import Ticketing

/// Does what the command line asks of the running hall.
struct ControlDesk: Sendable {
  let store: HallStore
  let clock: HallClock
  let configuration: Configuration
  static let actor = Actor("cli:technician")

  func answer(_ request: ControlRequest) async -> ControlReply {
    do {
      if case .erasePersonal(let code) = request {
        let isErased = try await store.erasePersonalData(
          ofDossier: code, by: Self.actor, at: clock.now())
        return Erasure.reply(code, isErased)
      }
      return ControlReply(done: true, sentence: try await carryOut(request))
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

  private func carryOut(_ request: ControlRequest) async throws -> String {
    switch request {
    case .addAccount(let form):
      let account = form.account
      for counter in account.counters where configuration.plan.counter(counter) == nil {
        throw CommandFailure(
          "Cấu hình không có quầy «\(counter)». / The configuration has no counter \"\(counter)\".")
      }
      try await store.put(account, by: Self.actor, at: clock.now())
      return form.added
    case .editAccount(let edit):
      return try edit.sentence(
        await store.change(edit.name, by: Self.actor, at: clock.now()) { edit.apply(to: &$0) })
    case .addDevice(let name, let kind):
      return try await pair(name, kind: kind)
    case .removeDevice(let name):
      return try DeviceCommand.Remove.sentence(
        name, hadAny: await store.unpair(device: name, by: Self.actor, at: clock.now()))
    case .backup(let file):
      return try await store.backup(to: file).sentence(file: file)
    case .erasePersonal(let code): return Erasure.reply(code, true).sentence
    case .confirmClock:
      guard clock.confirm() else {
        throw CommandFailure(
          "Đồng hồ máy đứng trước ngày phục vụ cuối trong nhật ký; hãy chỉnh đồng hồ rồi xác nhận "
            + "lại. / The machine's clock stands before the last service day in the log; set it "
            + "right, then confirm again.")
      }
      try await store.confirmClock(by: Self.actor, at: clock.now())
      return "Đã xác nhận ngày \(clock.now().date). / The date \(clock.now().date) is confirmed."
    }
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
