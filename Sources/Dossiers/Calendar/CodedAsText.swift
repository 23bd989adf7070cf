/// A value that is stored as the text it reads as.
public protocol CodedAsText: Codable, LosslessStringConvertible {
  /// How the text is written, such as `YYYY-MM-DD`; said of one that cannot be read.
  static var form: String { get }
}

extension CodedAsText {
  /// Reads the text.
  ///
  /// - Throws: `DecodingError` when it is none, or not of this form.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let value = Self(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not \(Self.form)"))
    }
    self = value
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
