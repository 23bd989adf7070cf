internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// The few shapes of a good answer.
enum Answer {
  /// On everything that leaves this server: it is what it says it is, only our own pages may use it,
  /// and shown by itself it runs nothing and stands in nobody's frame.
  static let plainHeaders: HTTPFields = {
    var headers = HTTPFields()
    headers[.xContentTypeOptions] = "nosniff"
    headers[.referrerPolicy] = "no-referrer"
    headers[.crossOriginResourcePolicy] = "same-origin"
    headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
    return headers
  }()

  /// For listeners with a certificate: a browser that was here once never asks in plain text again.
  static let strictTransport = "max-age=31536000"

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
