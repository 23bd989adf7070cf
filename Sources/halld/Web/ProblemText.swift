internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension Problem {
  /// The RFC 9457 document, Vietnamese sentence first, as an answer.
  func response(_ texts: Texts) -> Response {
    let (headers, body) = document(texts)
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
  }

  /// The same document, for whoever answers without a route.
  func document(_ texts: Texts) -> (HTTPFields, ByteBuffer) {
    let sentence = texts.sentence(code, arguments)
    let title = texts.sentence("status-\(status.code)")
    let body = JSONText.object { text in
      text.put("type", "urn:halld:problem:\(code)")
      text.put("title", title.vi)
      text.put("status", status.code)
      text.put("detail", sentence.vi)
      text.put("detailEn", sentence.en)
      text.put("code", code)
      text.object("arguments") { text in
        for (name, value) in arguments.sorted(by: { $0.key < $1.key }) {
          text.put(named: name, value)
        }
      }
    }
    var headers = Answer.plainHeaders
    headers[.contentType] = "application/problem+json"
    headers[.cacheControl] = "no-store"
    if let retryAfter { headers[.retryAfter] = String(retryAfter) }
    if let allow { headers[.allow] = allow }
    return (headers, body)
  }
}

extension HTTPResponse.Status {
  /// RFC 4918; the disk is full.
  static let insufficientStorage = HTTPResponse.Status(
    code: 507, reasonPhrase: "Insufficient Storage")
}
