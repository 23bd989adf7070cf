/// Finds the known name that a mistyped one was probably meant to be.
enum NearestName {
  /// The closest known name, if close enough to be worth suggesting.
  ///
  /// Case, hyphens and underscores count for nothing; otherwise a third of the letters may differ.
  static func suggestion(for typed: String, among known: some Sequence<String>) -> String? {
    let wanted = folded(typed)
    guard (1...60).contains(wanted.count) else { return nil }
    let ranked = known.map { (name: $0, distance: distance(wanted, folded($0))) }
    guard let best = ranked.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }),
      best.distance <= max(1, min(wanted.count, folded(best.name).count) / 3)
    else { return nil }
    return best.name
  }

  private static func folded(_ name: String) -> [Character] {
    name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
  }

  /// Letters to insert, delete, replace or swap with their neighbour (optimal string alignment).
  static func distance(_ one: [Character], _ other: [Character]) -> Int {
    guard !one.isEmpty, !other.isEmpty else { return max(one.count, other.count) }
    var beforeLast: [Int] = []
    var last = Array(0...other.count)
    for i in 1...one.count {
      var row = [i]
      for j in 1...other.count {
        let same = one[i - 1] == other[j - 1]
        var best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
        if i > 1, j > 1, one[i - 1] == other[j - 2], one[i - 2] == other[j - 1] {
          best = min(best, beforeLast[j - 2] + 1)
        }
        row.append(best)
      }
      beforeLast = last
      last = row
    }
    return last[other.count]
  }
}
