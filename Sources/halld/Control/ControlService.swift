internal import Foundation
internal import Glibc
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import ServiceLifecycle

/// The socket in the data folder through which the command line reaches a running hall.
///
/// Only the daemon's own user can open it (0600 in a folder of 0700).
struct ControlService: Service {
  let desk: ControlDesk
  let path: String
  let logger: Logger

  func run() async throws {
    unlink(path)
    let desk = desk
    let router = Router()
    router.post("/control") { request, _ in
      var request = request
      let body = try await request.collectBody(upTo: 64 * 1024)
      let asked = try JSONDecoder().decode(ControlRequest.self, from: Data(body.readableBytesView))
      let reply = try JSONEncoder().encode(await desk.answer(asked))
      return Response(
        status: .ok, headers: [.contentType: "application/json"],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply)))
    }
    let path = path
    let application = Application(
      router: router,
      configuration: .init(address: .unixDomainSocket(path: path)),
      onServerRunning: { _ in chmod(path, 0o600) },
      logger: logger)
    defer { unlink(path) }
    try await application.runService(gracefulShutdownSignals: [])
  }
}
