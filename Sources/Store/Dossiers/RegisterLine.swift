public import Dossiers

/// One of the Centre's books: a register, or the series of one kind of document.
public enum RegisterBook: Hashable, Sendable {
  case book(RegisterEntered.Book)
  case documents(DocumentKind)

  /// As it is stored: `dossiers`, `document.receiptSlip`.
  public var name: String {
    switch self {
    case .book(let book): book.rawValue
    case .documents(let kind): "document." + kind.rawValue
    }
  }

  public init?(name: String) {
    let prefix = "document."
    if name.hasPrefix(prefix) {
      guard let kind = DocumentKind(rawValue: String(name.dropFirst(prefix.count))) else {
        return nil
      }
      self = .documents(kind)
    } else {
      guard let book = RegisterEntered.Book(rawValue: name) else { return nil }
      self = .book(book)
    }
  }
}

/// A line in a book: its number through the year, and through the day.
public struct RegisterLine: Hashable, Sendable {
  public let book: RegisterBook
  public let year: Int
  /// From 1 within book and year.
  public let number: Int
  public let day: CivilDate
  /// From 1 within book and day.
  public let ordinalOfDay: Int
  public let dossier: DossierID
  /// The row of the log that made it: the document, or the entry.
  public let seq: Int64
}
