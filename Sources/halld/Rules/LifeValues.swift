internal import Dossiers

// Values of figures that are more than a number, a name or a yes.

extension RegulationFile {
  /// Times of a day's rounds, in order; an empty list where there is no plan.
  static func rounds(_ figure: YAMLMapping) -> [CivilTime]? {
    var rounds: [CivilTime] = []
    for item in figure.list("value", count: 0...24) {
      guard let time = item.time else { return nil }
      if let last = rounds.last, time <= last {
        item.refuse(
          item.found(
            time.description, vi: "không sau chuyến trước", en: "is not after the round above"),
          remedy: BilingualName(
            vi: "ghi các chuyến theo thứ tự giờ, mỗi giờ một lần",
            en: "write the rounds in order, each time once"))
        return nil
      }
      rounds.append(time)
    }
    return rounds
  }

  /// A part such as `1/2`, or `none`; the outer `nil` is a problem, the inner one `none`.
  static func fraction(_ figure: YAMLMapping) -> RescheduleRule.Fraction?? {
    figure.required("value", .string(1...7)) { value -> RescheduleRule.Fraction?? in
      guard let text = value.string(length: 1...7) else { return nil }
      if text == "none" { return .some(nil) }
      let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
      if parts.count == 2, let top = parts[0], let bottom = parts[1],
        let fraction = RescheduleRule.Fraction(top, of: bottom)
      {
        return .some(fraction)
      }
      value.refuse(
        value.found(text, vi: "không phải một phần", en: "is not a part"),
        remedy: BilingualName(
          vi: "ghi như \"1/2\" (không quá một nửa), hoặc none nếu không giới hạn",
          en: "write it like \"1/2\" (not more than half), or none where there is no limit"))
      return nil
    }
  }

  /// The papers of a rescheduling, each with its kind and its title here.
  static func documents(_ figure: YAMLMapping) -> [RescheduleDocument]? {
    var documents: [RescheduleDocument] = []
    for item in figure.list("value", count: 1...9) {
      guard let group = item.mapping,
        let kind = group.enumeration("kind", choices(of: RescheduleDocument.Kind.self)),
        let title = group.string("title", length: 1...120)
      else { return nil }
      documents.append(RescheduleDocument(kind: kind, title: title))
    }
    return documents.isEmpty ? nil : documents
  }

  /// A list of an enumeration's names, none of them twice.
  static func distinct<Choice: RawRepresentable & CaseIterable & Hashable>(
    _ figure: YAMLMapping, _: Choice.Type
  ) -> [Choice]? where Choice.RawValue == String {
    var unique = UniqueNames()
    var chosen: [Choice] = []
    for item in figure.list("value", count: 1...Choice.allCases.count) {
      guard let choice = item.enumeration(choices(of: Choice.self)),
        unique.claim(choice.rawValue, item)
      else { return nil }
      chosen.append(choice)
    }
    return chosen.isEmpty ? nil : chosen
  }

  /// A whole number, or a word that stands for none; the outer `nil` is a problem.
  static func number(
    _ figure: YAMLMapping, in range: ClosedRange<Int>, or word: String
  ) -> Int?? {
    let expected = Expectation(
      vi: "số nguyên từ \(range.lowerBound) đến \(range.upperBound), hoặc \(word)",
      en: "a whole number from \(range.lowerBound) to \(range.upperBound), or \(word)")
    return figure.required("value", expected) { value -> Int?? in
      guard let text = value.text(expected) else { return nil }
      if text == word { return .some(nil) }
      guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        text == "0" || !text.hasPrefix("0"), let number = Int(text), range.contains(number)
      else {
        let nearest = NearestName.suggestion(for: text, among: [word])
        value.refuse(
          value.found(text, vi: "không dùng được ở đây", en: "cannot stand here"),
          remedy: BilingualName(
            vi: (nearest.map { "có phải «\($0)»? " } ?? "") + expected.remedy.vi,
            en: (nearest.map { "did you mean \"\($0)\"? " } ?? "") + expected.remedy.en))
        return nil
      }
      return .some(number)
    }
  }

  /// Months of a secondment, `from` and `to` included.
  static func months(_ figure: YAMLMapping) -> ClosedRange<Int>? {
    guard let from = figure.int("from", in: 1...120), let to = figure.int("to", in: 1...120) else {
      return nil
    }
    guard from <= to else {
      figure.refuseOrder("to", after: "from")
      return nil
    }
    return from...to
  }

  /// Minutes of the steps of each chart: `"II.1": {2: 5, 3: 5}`.
  static func minutes(_ figure: YAMLMapping) -> ProcessMinutes? {
    let charts = figure.mapping("value")
    var steps: [ProcessMinutes.Chart: [Int: Int]] = [:]
    for chart in ProcessMinutes.Chart.allCases {
      var minutes: [Int: Int] = [:]
      for (key, value) in charts.mapping(chart.rawValue).entries {
        guard let step = Int(key), (1...30).contains(step) else {
          value.refuse(
            value.found(key, vi: "không phải số bước", en: "is not the number of a step"),
            remedy: BilingualName(
              vi: "ghi số bước của lưu đồ, từ 1 đến 30", en: "write a step of the chart, 1 to 30"))
          return nil
        }
        guard let spent = value.int(in: 0...240) else { return nil }
        minutes[step] = spent
      }
      steps[chart] = minutes
    }
    return ProcessMinutes(steps: steps)
  }
}
