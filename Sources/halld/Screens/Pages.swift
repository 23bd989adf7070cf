internal import Crypto
internal import Foundation
internal import Mustache
internal import NIOCore
internal import Ticketing

/// The screens' files, read once at start and held in memory.
///
/// A request can only name what is in the map: no path of a request ever reaches the disk.
struct Pages: Sendable {
  struct File: Sendable {
    let bytes: ByteBuffer
    let type: String
    /// Quoted, as the header wants it.
    let tag: String
  }

  static let mostFiles = 256
  static let largestFile = 2 << 20

  private let templates: [String: MustacheTemplate]
  private let assets: [String: File]
  /// The OpenAPI description of all routes.
  let openAPI: File?

  /// - Parameters:
  ///   - folder: `pages`, with `*.mustache` in it and `assets` beside them.
  ///   - openAPI: path of `openapi.yaml`.
  /// - Throws: `PagesFailure` naming the file.
  init(folder: String, openAPI: String?) throws(PagesFailure) {
    var templates: [String: MustacheTemplate] = [:]
    for name in try Self.names(in: folder) where name.hasSuffix(".mustache") {
      let path = "\(folder)/\(name)"
      guard let text = String(data: try Self.read(path), encoding: .utf8) else {
        throw PagesFailure(path: path, reason: "is not UTF-8")
      }
      do {
        templates[String(name.dropLast(".mustache".count))] = try MustacheTemplate(string: text)
      } catch {
        throw PagesFailure(path: path, reason: "is no mustache template")
      }
    }
    var assets: [String: File] = [:]
    for name in try Self.names(in: "\(folder)/assets") {
      guard let type = Self.type(of: name) else { continue }
      assets[name] = Self.file(try Self.read("\(folder)/assets/\(name)"), type)
    }
    self.templates = templates
    self.assets = assets
    self.openAPI =
      if let openAPI { Self.file(try Self.read(openAPI), "application/yaml") } else { nil }
  }

  func asset(_ name: String) -> File? { assets[name] }

  func has(_ page: String) -> Bool { templates[page] != nil }

  /// A page with its braces filled; everything is escaped by the template.
  func render(_ page: String, _ values: [String: Any]) -> ByteBuffer? {
    templates[page].map { ByteBuffer(string: $0.render(values)) }
  }

  private static func names(in folder: String) throws(PagesFailure) -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw PagesFailure(path: folder, reason: "cannot be listed")
    }
    let files = names.filter { !$0.hasPrefix(".") }.sorted()
    guard files.count <= mostFiles else {
      throw PagesFailure(path: folder, reason: "holds more than \(mostFiles) files")
    }
    return files
  }

  private static func read(_ path: String) throws(PagesFailure) -> Data {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PagesFailure(path: path, reason: "cannot be read")
    }
    guard data.count <= largestFile else {
      throw PagesFailure(path: path, reason: "is larger than \(largestFile >> 20) MiB")
    }
    return data
  }

  static func file(_ data: Data, _ type: String) -> File {
    let hash = SHA256.hash(data: data).prefix(10).map { String($0, radix: 16) }.joined()
    return File(bytes: ByteBuffer(bytes: data), type: type, tag: "\"\(hash)\"")
  }

  private static func type(of name: String) -> String? {
    switch name.split(separator: ".").last {
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "ico": "image/x-icon"
    case "woff2": "font/woff2"
    case "mp3": "audio/mpeg"
    case "ogg", "opus": "audio/ogg"
    case "webmanifest": "application/manifest+json"
    default: nil
    }
  }
}

/// A page or asset that cannot be used; the hall does not open with half its screens.
struct PagesFailure: Error, CustomStringConvertible {
  let path: String
  let reason: String
  var description: String { "The screens cannot be shown: \(path) \(reason)." }
}
