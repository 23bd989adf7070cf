/// What every list is asked with, read strictly.
enum ListQuery {
  /// Rows of one answer when nobody asks for another number.
  private static let usual = 100

  /// A word of a query, 1 to 120 letters.
  static func word(_ name: String, _ asked: [String: String]) throws(Problem) -> String? {
    guard let text = asked[name] else { return nil }
    guard (1...120).contains(text.count) else {
      throw .wrongParameter(name, expected: "1…120")
    }
    return text
  }

  /// How many rows are wanted, 1 to `most`.
  static func limit(_ asked: [String: String], most: Int) throws(Problem) -> Int {
    guard let text = asked["limit"] else { return usual }
    guard let limit = Int(text), (1...most).contains(limit) else {
      throw .wrongParameter("limit", expected: "1…\(most)")
    }
    return limit
  }
}
