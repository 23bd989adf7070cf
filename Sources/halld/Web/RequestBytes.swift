internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Reads a request's body, up to a limit that no honest request comes near.
enum RequestBytes {
  /// - Throws: `tooLarge`, or what the connection says when it breaks off.
  static func read(_ request: Request, upTo most: Int) async throws -> [UInt8] {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > most {
      throw Problem.tooLarge(most)
    }
    var bytes: [UInt8] = []
    for try await part in request.body {
      guard bytes.count + part.readableBytes <= most else { throw Problem.tooLarge(most) }
      bytes.append(contentsOf: part.readableBytesView)
    }
    return bytes
  }
}
