internal import Dossiers
internal import Ticketing

// Keys: lines, domains, errands.

extension ConfigurationReader {
  struct Domains {
    var domains: [Domain] = []
    var errands: [Errand] = []
    var names = KnownNames([])
    /// Every line a counter may serve: the domains' own and the common ones.
    var lines = KnownNames([])
    /// Prefixes in use, for the pad's series to differ from.
    var prefixes = UniqueNames()
  }

  /// The common lines, such as the fee desk's; each domain has its own line besides.
  func readLines(_ root: YAMLMapping) -> UniqueNames {
    var unique = UniqueNames()
    for item in root.optionalList("lines", count: 0...100) {
      unique.claimID(item)
    }
    return unique
  }

  /// The domains in the order in which screens show them, then their errands, kind by kind.
  ///
  /// A domain's filing errand bears the domain's id, so that the first errands are the filing ones.
  func readDomains(_ root: YAMLMapping, lines: UniqueNames) -> Domains {
    var result = Domains()
    var ids = lines
    let patterns = readErrandPatterns(root, lines: lines.known)
    var kindsOfDomain: [(domain: Domain, kinds: [ErrandKind])] = []
    for item in root.list("domains", count: 1...100) {
      guard let (group, id) = ids.open(item) else { continue }
      let name = group.name("name")
      let series = readSeries(group, unique: &result.prefixes)
      let kinds = readKinds(group)
      guard let id else { continue }
      let domain = Domain(id: DomainID(id), name: name, series: series)
      result.domains.append(domain)
      kindsOfDomain.append((domain, kinds))
    }
    for pattern in patterns {
      for (domain, kinds) in kindsOfDomain where kinds.contains(pattern.kind) {
        result.errands.append(pattern.errand(of: domain))
      }
    }
    refuseDoubledErrands(result.errands, root: root)
    result.lines = ids.known
    result.names = KnownNames(
      result.domains.map(\.id.rawValue),
      isComplete: ids.known.isComplete && !result.domains.isEmpty)
    result.lines.isComplete = result.names.isComplete
    return result
  }

  /// Keys prefix and series of a domain or of the paper pad.
  func readSeries(
    _ group: YAMLMapping, unique: inout UniqueNames, prefix otherwise: String? = nil
  ) -> NumberSeries {
    let value = group.value("prefix")
    if value == nil, otherwise == nil { _ = group.string("prefix", length: 1...3) }
    let prefix = value?.string(length: 1...3) ?? otherwise ?? ""
    if let value, !prefix.utf8.allSatisfy((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains) {
      value.refuse(
        value.found(prefix, vi: "không phải tiền tố", en: "is not a prefix"),
        Expectation(vi: "1 đến 3 chữ hoa A-Z", en: "1 to 3 capital letters A-Z"))
    } else if !prefix.isEmpty {
      unique.claim(prefix, value ?? file.root.value("domains"))
    }
    let numbers = group.optionalMapping("series")
    let first = numbers.int("first", in: 1...999_999, default: 1)
    let last = numbers.int("last", in: 1...999_999, default: 999)
    if first > last { numbers.refuseOrder("last", after: "first") }
    return NumberSeries(
      prefix: prefix, first: first, last: last,
      width: numbers.int("width", in: 1...6, default: 3))
  }

  /// The kinds of errand a domain has; all of them unless it says so, filing among them.
  private func readKinds(_ group: YAMLMapping) -> [ErrandKind] {
    guard let value = group.value("errands") else { return ErrandKind.allCases }
    let kinds = value.references(to: KnownNames(ErrandKind.allCases.map(\.rawValue)), count: 1...5)
      .compactMap(ErrandKind.init(rawValue:))
    if !kinds.isEmpty, !kinds.contains(.file) {
      value.refuse(
        BilingualName(vi: "thiếu «file»", en: "\"file\" is missing"),
        remedy: BilingualName(
          vi: "thêm file: lĩnh vực nào cũng nhận hồ sơ",
          en: "add file: every domain takes dossiers in"))
    }
    return kinds
  }

  private func readErrandPatterns(_ root: YAMLMapping, lines: KnownNames) -> [ErrandPattern] {
    let group = root.optionalMapping("errands")
    return ErrandKind.allCases.map { kind in
      var pattern = ErrandPattern.standard(kind)
      guard group.has(kind.rawValue) else { return pattern }
      let own = group.mapping(kind.rawValue)
      if own.has("name") { pattern.name = own.name("name") }
      if own.has("line") { pattern.line = own.reference("line", to: lines) }
      pattern.minutes = own.int("minutes", in: 1...240, default: pattern.minutes)
      return pattern
    }
  }

  /// A domain `ho-tich-hoi` beside the asking errand of `ho-tich` would be one name for two.
  private func refuseDoubledErrands(_ errands: [Errand], root: YAMLMapping) {
    var seen: Set<ErrandID> = []
    for errand in errands where !seen.insert(errand.id).inserted {
      root.refuse(
        "domains",
        BilingualName(
          vi: "hai việc cùng mã «\(errand.id)»", en: "two errands have the id \"\(errand.id)\""),
        remedy: BilingualName(
          vi: "đổi mã lĩnh vực «\(errand.domain)»", en: "rename the domain \"\(errand.domain)\""))
    }
  }
}
