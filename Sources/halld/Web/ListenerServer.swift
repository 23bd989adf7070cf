internal import Foundation
internal import HummingbirdCore
internal import HummingbirdTLS
internal import NIOCore
internal import NIOSSL

extension ListenerSettings {
  /// How this listener speaks: HTTP/1.1, inside TLS when it has a certificate.
  ///
  /// - Throws: `CommandFailure`, naming the file that does not serve.
  func server(
    gate: ConnectionGate, refusals: ConnectionRefusals, deadlines: ConnectionGuard.Deadlines
  ) throws(CommandFailure) -> HTTPServerBuilder {
    var configuration = HTTP1Channel.Configuration(
      additionalChannelHandlers: [
        ConnectionGuard(
          gate: gate, refusals: refusals, deadlines: deadlines, isSecure: tls != nil)
      ])
    configuration.httpDecoder = .init(
      maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)
    let plain = HTTPServerBuilder { [configuration] responder in
      OnEventLoop(base: HTTP1Channel(responder: responder, configuration: configuration))
    }
    guard let tls else { return plain }
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(tls.certificate)
      let key = try NIOSSLPrivateKey(file: tls.key, format: .pem)
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
      configuration.minimumTLSVersion = .tlsv12
      return try .tls(plain, tlsConfiguration: configuration)
    } catch {
      throw CommandFailure(
        "Không dùng được chứng thư \(tls.certificate) với khóa \(tls.key) cho cổng \(port): cần hai "
          + "tệp PEM thuộc về nhau. Chưa mở cửa nào. / The certificate \(tls.certificate) with the "
          + "key \(tls.key) does not serve port \(port): two PEM files that belong together are "
          + "needed. No door was opened. (\(error))")
    }
  }
}
