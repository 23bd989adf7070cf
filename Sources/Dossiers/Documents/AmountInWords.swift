/// An amount of đồng in words, as fee slips have it.
enum AmountInWords {
  private static let digits = [
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
  ]
  private static let scales = ["", "nghìn", "triệu", "tỷ"]

  /// `Một trăm hai mươi nghìn đồng`; the first letter is a capital.
  static func write(_ amount: Int) -> String {
    guard amount != 0 else { return "Không đồng" }
    // A fee has at most ten digits; what could not be spoken is written in figures.
    guard amount.magnitude < 1_000_000_000_000 else {
      return "\(DocumentWord.grouped(amount)) đồng"
    }
    var groups: [Int] = []
    var rest = amount.magnitude
    while rest > 0 {
      groups.append(Int(rest % 1_000))
      rest /= 1_000
    }
    var words: [String] = amount < 0 ? ["âm"] : []
    for place in groups.indices.reversed() where groups[place] > 0 {
      words += group(groups[place], isFirst: place == groups.count - 1)
      if place > 0 { words.append(scales[place]) }
    }
    let text = (words + ["đồng"]).joined(separator: " ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  // Three digits; behind a higher group the hundreds are spoken also when they are none.
  private static func group(_ value: Int, isFirst: Bool) -> [String] {
    let (hundreds, tens, ones) = (value / 100, value / 10 % 10, value % 10)
    var words: [String] = []
    let hasHundreds = hundreds > 0 || !isFirst
    if hasHundreds { words += [digits[hundreds], "trăm"] }
    switch tens {
    case 0: if ones > 0, hasHundreds { words.append("lẻ") }
    case 1: words.append("mười")
    default: words += [digits[tens], "mươi"]
    }
    switch ones {
    case 0: break
    case 1 where tens > 1: words.append("mốt")
    case 5 where tens > 0: words.append("lăm")
    default: words.append(digits[ones])
    }
    return words
  }
}
