internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// The few shapes of a good answer.
enum Answer {
  /// On everything that leaves this server.
  static let plainHeaders: HTTPFields = {
    var headers = HTTPFields()
    headers[.xContentTypeOptions] = "nosniff"
    return headers
  }()

  private static let jsonHeaders: HTTPFields = {
    var headers = plainHeaders
    headers[.contentType] = "application/json"
    headers[.cacheControl] = "no-store"
    return headers
  }()

  static func json(_ status: HTTPResponse.Status = .ok, _ body: ByteBuffer) -> Response {
    Response(status: status, headers: jsonHeaders, body: ResponseBody(byteBuffer: body))
  }

  static func json(
    _ status: HTTPResponse.Status = .ok, _ write: (inout JSONText) -> Void
  ) -> Response {
    json(status, JSONText.object(write))
  }

  static func nothing() -> Response {
    var headers = plainHeaders
    headers[.cacheControl] = "no-store"
    return Response(status: .noContent, headers: headers)
  }
}
