internal import Dossiers

/// Reads a catalogue of procedures from a spreadsheet's text, and names every line that cannot be one.
///
/// Nothing of it is used while one line is refused.
struct ProcedureImport {
  private(set) var procedures: [Procedure] = []
  private(set) var problems: [ConfigurationProblem] = []
  private let file: String

  /// The columns by their names; the Vietnamese ones are understood too.
  static let columns: [(name: String, vi: String, isRequired: Bool)] = [
    ("id", "mã", true), ("domain", "lĩnh vực", true), ("name_vi", "tên thủ tục", true),
    ("name_en", "tên tiếng Anh", false), ("days", "ngày", false), ("hours", "giờ", false),
    ("sameDay", "trong ngày", false), ("agency", "cơ quan", true), ("online", "trực tuyến", false),
    ("onTheSpot", "tại chỗ", false), ("delegated", "ủy quyền", false),
    ("verification", "thẩm tra", false), ("crossLevel", "cấp trên", false),
    ("noticeWorkingDays", "ngày thông báo", false), ("fee", "phí", false),
    ("feeBasis", "căn cứ phí", false), ("feePrepaid", "thu trước", false),
    ("components", "thành phần", false), ("linked", "liên thông", false),
  ]

  /// Reads the rows; `domains` are those of the hall, when they are known.
  init(_ bytes: [UInt8], file: String, domains: KnownNames?) {
    self.file = file
    var text = DelimitedText(bytes)
    do throws(DelimitedText.Failure) {
      guard let header = try text.next() else {
        refuse(0, "", vi: "tệp không có dòng nào", en: "the file has no lines", "một dòng tiêu đề")
        return
      }
      guard let places = columns(header) else { return }
      var seen: [String: Int] = [:]
      while let row = try text.next() {
        read(row, places: places, domains: domains, seen: &seen)
      }
    } catch {
      broken(error)
    }
    if procedures.isEmpty, problems.isEmpty {
      refuse(
        1, "", vi: "chỉ có dòng tiêu đề", en: "there is nothing but the header",
        "mỗi thủ tục một dòng")
    }
    if !problems.isEmpty { procedures = [] }
  }

  private mutating func columns(_ header: DelimitedText.Row) -> [String: Int]? {
    var places: [String: Int] = [:]
    let known = Self.columns.map(\.name)
    for (place, cell) in header.cells.enumerated() where !cell.isEmpty {
      let name = Self.columns.first {
        $0.name.lowercased() == cell.lowercased() || $0.vi == cell.lowercased()
      }?.name
      guard let name else {
        let nearest = NearestName.suggestion(for: cell, among: known)
        refuse(
          header.line, cell, vi: "không có cột tên này", en: "there is no such column",
          (nearest.map { "có phải / did you mean \"\($0)\"? " } ?? "")
            + known.joined(separator: ", "))
        continue
      }
      if places[name] != nil {
        refuse(
          header.line, cell, vi: "cột này có hai lần", en: "the column stands twice",
          "một lần / once")
      }
      places[name] = place
    }
    for column in Self.columns where column.isRequired && places[column.name] == nil {
      refuse(
        header.line, column.name, vi: "thiếu cột bắt buộc", en: "this required column is missing",
        "\(column.name) (\(column.vi))")
    }
    return problems.isEmpty ? places : nil
  }

  /// One row through the reader of the catalogue's own files, so that both are equally strict.
  private mutating func read(
    _ row: DelimitedText.Row, places: [String: Int], domains: KnownNames?,
    seen: inout [String: Int]
  ) {
    let filled = row.cells.lastIndex { !$0.isEmpty } ?? 0
    if let last = places.values.max(), filled > last {
      refuse(
        row.line, "", vi: "dòng có nhiều ô hơn tiêu đề",
        en: "the line has more cells than the header",
        "để ô có dấu phân cách trong ngoặc kép / quote cells that hold separators")
      return
    }
    let cells = places.compactMapValues { place -> String? in
      place < row.cells.count && !row.cells[place].isEmpty ? row.cells[place] : nil
    }
    let before = problems.count
    guard let item = yaml(cells, line: row.line), problems.count == before else { return }
    var ids = UniqueCodes()
    let outcome = ProcedureFile.read(file, text: item, domains: domains, ids: &ids)
    for problem in outcome.problems {
      var problem = problem
      problem.line = row.line
      problem.key = Self.column(of: problem.key)
      if !problems.contains(problem) { problems.append(problem) }
    }
    guard let procedure = outcome.procedures.first else { return }
    if let first = seen[procedure.id] {
      refuse(
        row.line, "id", vi: "mã \(procedure.id) đã có ở dòng \(first)",
        en: "\(procedure.id) is already used on line \(first)", "đặt mã khác / choose another")
      return
    }
    seen[procedure.id] = row.line
    procedures.append(procedure)
  }

  /// `procedures[1].fee.amount` is the column `fee`.
  private static func column(of key: String) -> String {
    let rest = key.hasPrefix("procedures[1].") ? String(key.dropFirst(14)) : key
    switch rest {
    case "name.vi": return "name_vi"
    case "name.en": return "name_en"
    case "fee.basis": return "feeBasis"
    case "fee.prepaid": return "feePrepaid"
    default: return String(rest.prefix { $0 != "." && $0 != "[" })
    }
  }

  private mutating func refuse(
    _ line: Int, _ key: String, vi: String, en: String, _ remedy: String
  ) {
    problems.append(
      ConfigurationProblem(
        file: file, line: line, key: key, finding: BilingualName(vi: vi, en: en),
        remedy: BilingualName(vi: "ghi \(remedy)", en: "write \(remedy)")))
  }

  private mutating func broken(_ failure: DelimitedText.Failure) {
    switch failure {
    case .notUTF8(let line):
      refuse(line, "", vi: "không phải UTF-8", en: "is not UTF-8", "CSV UTF-8")
    case .quoteNotClosed(let line):
      refuse(
        line, "", vi: "ngoặc kép mở ở dòng này không đóng",
        en: "the quote that opens on this line is not closed", "\"")
    case .textAfterQuote(let line):
      refuse(
        line, "", vi: "có chữ sau ngoặc kép đóng", en: "there is text after a closing quote",
        "\"\" thay cho \" bên trong ô / \"\" for a quote inside a cell")
    case .tooLong(let line):
      refuse(
        line, "", vi: "ô dài hơn \(DelimitedText.longestCell) byte",
        en: "a cell is longer than \(DelimitedText.longestCell) bytes", "ngắn hơn / less")
    }
  }
}

// MARK: - From cells to the catalogue's own form

extension ProcedureImport {
  private mutating func yaml(_ cells: [String: String], line: Int) -> String? {
    var text = "procedures:\n  - id: \(ProcedureYAML.quoted(cells["id"] ?? ""))\n"
    func put(_ key: String, _ value: String?) {
      if let value { text += "    \(key): \(value)\n" }
    }
    put("domain", cells["domain"].map(ProcedureYAML.quoted))
    let vi = cells["name_vi"] ?? ""
    put(
      "name",
      "{vi: \(ProcedureYAML.quoted(vi)), en: \(ProcedureYAML.quoted(cells["name_en"] ?? vi))}")
    for key in ["days", "hours", "noticeWorkingDays"] {
      guard let cell = cells[key] else { continue }
      guard let number = number(cell, key, line: line) else { return nil }
      put(key, number)
    }
    for key in ["sameDay", "onTheSpot", "delegated", "verification", "crossLevel"] {
      guard let cell = cells[key] else { continue }
      guard let truth = truth(cell, key, line: line) else { return nil }
      put(key, truth)
    }
    put("agency", cells["agency"].map(ProcedureYAML.quoted))
    put("online", cells["online"].map(ProcedureYAML.quoted))
    if let fee = cells["fee"] {
      guard let amount = number(fee, "fee", line: line) else { return nil }
      var members = "amount: \(amount)"
      if let basis = cells["feeBasis"] { members += ", basis: \(ProcedureYAML.quoted(basis))" }
      if let prepaid = cells["feePrepaid"] {
        guard let truth = truth(prepaid, "feePrepaid", line: line) else { return nil }
        members += ", prepaid: \(truth)"
      }
      put("fee", "{\(members)}")
    }
    guard let components = parts(cells["components"], "components", line: line, component),
      let linked = parts(cells["linked"], "linked", line: line, linkedPart)
    else { return nil }
    if !components.isEmpty { text += "    components:\n" + components.joined() }
    if !linked.isEmpty { text += "    linked:\n" + linked.joined() }
    return text
  }

  /// Parts on lines of their own or with `;;` between them, each with `|` between its words.
  private mutating func parts(
    _ cell: String?, _ key: String, line: Int, _ write: ([String]) -> String?
  ) -> [String]? {
    guard let cell else { return [] }
    var written: [String] = []
    let parts = cell.replacingAll(";;", by: "\n").split(whereSeparator: \.isNewline)
    for part in parts {
      let words = part.split(separator: "|", omittingEmptySubsequences: false)
        .map { String($0.drop { $0 == " " }) }
      guard let text = write(words) else {
        refuse(
          line, key, vi: "không đọc được «\(part.prefix(60))»",
          en: "\"\(part.prefix(60))\" cannot be read",
          key == "linked"
            ? "cơ quan|việc|task|ngày" : "mã|tên|name|căn cứ|số bản|original|optional")
        return nil
      }
      written.append(text)
    }
    return written
  }

  private var component: ([String]) -> String? {
    { words in
      guard (4...7).contains(words.count) else { return nil }
      var text = "id: \(ProcedureYAML.quoted(words[0])), name: {vi: "
      text += "\(ProcedureYAML.quoted(words[1])), en: "
      text += "\(ProcedureYAML.quoted(words[2].isEmpty ? words[1] : words[2]))}, "
      text += "basis: \(ProcedureYAML.quoted(words[3]))"
      if words.count > 4, !words[4].isEmpty {
        guard words[4].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        text += ", copies: \(words[4])"
      }
      for word in words.dropFirst(5).filter({ !$0.isEmpty }) {
        guard ["original", "optional"].contains(word) else { return nil }
        text += ", \(word): true"
      }
      return "      - {\(text)}\n"
    }
  }

  private var linkedPart: ([String]) -> String? {
    { words in
      guard words.count == 4, !words[3].isEmpty,
        words[3].utf8.allSatisfy({ (0x30...0x39).contains($0) })
      else { return nil }
      let task = ProcedureYAML.quoted(words[1])
      let english = ProcedureYAML.quoted(words[2].isEmpty ? words[1] : words[2])
      return "      - {agency: \(ProcedureYAML.quoted(words[0])), "
        + "task: {vi: \(task), en: \(english)}, days: \(words[3])}\n"
    }
  }

  /// A whole number; the points of `100.000` and a trailing `đ` are understood in a fee only.
  private mutating func number(_ cell: String, _ key: String, line: Int) -> String? {
    var text = cell
    if key == "fee" {
      text = text.filter { $0 != "." && $0 != " " && $0 != "\u{A0}" }
      for unit in ["đồng", "đ", "VND"] where text.hasSuffix(unit) {
        text = String(text.dropLast(unit.count))
      }
    }
    let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isNumber, let number = Int(text) else {
      refuse(
        line, key, vi: "«\(cell.prefix(40))» không phải số",
        en: "\"\(cell.prefix(40))\" is not a number", "một số nguyên / a whole number")
      return nil
    }
    return String(number)
  }

  private mutating func truth(_ cell: String, _ key: String, line: Int) -> String? {
    switch cell.lowercased() {
    case "true", "x", "có", "1": return "true"
    case "false", "không", "0": return "false"
    default:
      refuse(
        line, key, vi: "«\(cell.prefix(40))» không rõ có hay không",
        en: "\"\(cell.prefix(40))\" is neither yes nor no", "x, có, true / để trống, không, false")
      return nil
    }
  }
}

extension String {
  /// Every place of one text taken by another.
  fileprivate func replacingAll(_ old: String, by new: String) -> String {
    split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }
}
