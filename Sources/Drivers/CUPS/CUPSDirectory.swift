/// Tells a technician which queues a print server has, and which of them halld can use.
public actor CUPSDirectory {
  /// A queue as a technician sees it.
  public struct Entry: Hashable, Sendable {
    public var name: String
    /// Where its jobs go, without a password that may stand in it.
    public var device: String
    public var model: String
    public var state: PrinterState
    /// It passes bytes on as they come: it needs a profile of kind `escpos`.
    public var isRaw: Bool
    /// Why no slip would come out of it, if that is so.
    public var problem: String?
  }

  private let server: CUPSServer
  private nonisolated let executor = DeviceExecutor(label: "print server")

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  public init(_ server: CUPSServer = CUPSServer()) {
    self.server = server
  }

  /// Every queue of the server, by name; answers within two seconds.
  ///
  /// - Throws: `notAnswering` when no print server listens there.
  public func queues() throws(PrintFailure) -> [Entry] {
    do throws(CUPSFailure) {
      return try CUPSDesk.queues(of: server, before: ContinuousClock.now + .seconds(2))
        .map { queue in
          let profile: PrinterProfile.Kind = queue.isRaw ? .escpos : .pages
          return Entry(
            name: queue.name, device: queue.device, model: queue.model, state: queue.state,
            isRaw: queue.isRaw, problem: queue.refusal(profile: profile)?.sentence)
        }
        .sorted { $0.name < $1.name }
    } catch {
      throw PrintFailure(
        .notAnswering, "CUPS on \(server.host ?? "this machine") does not answer.",
        cause: error.cause)
    }
  }
}
