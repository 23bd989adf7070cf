internal import Dossiers
internal import Drivers
internal import Foundation

/// A folder of `Devices`: one file a model, so that a model is added by a file.
enum ProfileFolder: String, CaseIterable {
  case printers, displays, scanners, keypads

  /// Those of what stands at a counter beside its printer.
  static let peripherals: [ProfileFolder] = [.displays, .scanners, .keypads]

  /// Below each folder of assets; the second is where a source tree keeps them, beside `Config`.
  private var places: [String] { ["Devices/\(rawValue)", "../Devices/\(rawValue)"] }

  /// The names of all profiles; a technician's own file goes before a shipped one of that name.
  func names(in assets: AssetFolders) -> [String] {
    let files = assets.folders.flatMap { folder in
      places.flatMap { place in
        FolderOfFiles.names(in: "\(folder)/\(place)")
      }
    }
    return Set(files.map { String($0.dropLast(5)) }).sorted()
  }

  /// The file of a profile.
  func path(of id: String, in assets: AssetFolders) -> String? {
    places.lazy.compactMap { assets.path(of: "\($0)/\(id).yaml") }.first
  }

  /// What is wrong with a file of this folder; nothing with a good one.
  func problems(of path: String) -> [ConfigurationProblem] {
    switch self {
    case .printers: PrinterProfileFile.read(path).problems
    case .displays: DisplayProfile.read(path).problems
    case .scanners: ScannerProfile.read(path).problems
    case .keypads: KeypadProfile.read(path).problems
    }
  }

  /// What is wrong with any file of the peripherals, whether or not the configuration names it.
  static func problems(in assets: AssetFolders) -> [ConfigurationProblem] {
    peripherals.flatMap { folder in
      folder.names(in: assets).flatMap { name in
        folder.path(of: name, in: assets).map { folder.problems(of: $0) } ?? []
      }
    }
  }
}

/// A profile, or what is wrong with its file.
struct ProfileReading<Profile> {
  var profile: Profile?
  var problems: [ConfigurationProblem]
}

extension ConfigurationReader {
  /// The profile that a device names.
  func profile<Profile>(
    _ group: YAMLMapping, _ folder: ProfileFolder, _ read: (String) -> ProfileReading<Profile>
  ) -> Profile? {
    group.required("profile", .oneOf(folder.names(in: assets))) { value in
      guard let id = value.identifier else { return nil }
      guard let path = folder.path(of: id, in: assets) else {
        value.unknownName(id, among: folder.names(in: assets))
        return nil
      }
      let reading = read(path)
      for problem in reading.problems { file.report(problem) }
      return reading.profile
    }
  }
}

extension StrictYAML {
  /// What every profile says of itself: its name, which is the file's, the model, and who says so.
  fileprivate func readHead() -> (id: String, model: String)? {
    let id = root.identifier("id")
    let model = root.string("model")
    let source = root.string("source", length: 1...2_000)
    let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    if let id, id != name {
      root.refuse(
        "id",
        BilingualName(vi: "\"\(id)\" khác tên tệp", en: "\"\(id)\" is not the name of the file"),
        remedy: BilingualName(vi: "ghi \(name)", en: "write \(name)"))
    }
    guard let id, let model, source != nil else { return nil }
    return (id, model)
  }
}

extension DisplayProfile {
  /// A file of `Devices/displays`; problems name file, line, key and remedy.
  static func read(_ path: String) -> ProfileReading<DisplayProfile> {
    let file = StrictYAML.read(path)
    let root = file.root
    let head = file.readHead()
    let columns = root.int("columns", in: columnsRange)
    let rows = root.int("rows", in: rowsRange)
    let line = SerialLine(
      baud: root.value("baud").flatMap { SerialLine.readBaud($0) } ?? 9_600,
      dataBits: root.int("dataBits", in: 7...8, default: 8),
      parity: root.enumeration(
        "parity", ConfigurationReader.choices(of: SerialLine.Parity.self), default: .none),
      stopBits: root.int("stopBits", in: 1...2, default: 1))
    let start = readFrame(root, "start")
    let show = readFrame(root, "show")
    if let show, !show.showsText {
      root.refuse(
        "show",
        BilingualName(vi: "không có chữ nào để hiện", en: "nothing in it is ever different"),
        remedy: BilingualName(
          vi: "thêm {upper}, {lower} hoặc {number}", en: "add {upper}, {lower} or {number}"))
    }
    guard file.problems.isEmpty, let head, let columns, let rows, let start, let show else {
      return ProfileReading(profile: nil, problems: file.problems)
    }
    return ProfileReading(
      profile: DisplayProfile(
        id: head.id, model: head.model, columns: columns, rows: rows, line: line, start: start,
        show: show), problems: [])
  }

  private static func readFrame(_ root: YAMLMapping, _ key: String) -> DisplayFrame? {
    guard let text = root.string(key, length: 0...4_000) else { return nil }
    do throws(DisplayFrame.Mistake) {
      return try DisplayFrame(text)
    } catch {
      root.refuse(
        key,
        BilingualName(
          vi: "từ thứ \(error.place), «\(error.word)», không phải byte cũng không phải chỗ điền",
          en: "word \(error.place), \"\(error.word)\", is neither a byte nor a place for text"),
        remedy: BilingualName(
          vi: "ghi hai chữ số hệ 16 như 1B, hoặc {upper}, {lower}, {number:6}, {counter}, {sum}, "
            + "{xor}, {crc16}",
          en: "write two hexadecimal digits such as 1B, or {upper}, {lower}, {number:6}, "
            + "{counter}, {sum}, {xor}, {crc16}"))
      return nil
    }
  }
}

extension SerialLine {
  /// A speed that serial lines have.
  static func readBaud(_ value: YAMLValue) -> Int? {
    value.enumeration(speeds.map { (String($0), $0) })
  }
}

extension ScannerProfile {
  /// A file of `Devices/scanners`.
  static func read(_ path: String) -> ProfileReading<ScannerProfile> {
    let file = StrictYAML.read(path)
    let root = file.root
    let head = file.readHead()
    let choices = ConfigurationReader.choices(of: KeyReader.Settings.Terminator.self)
    let terminators = root.list("terminators", count: 0...choices.count)
      .compactMap { $0.enumeration(choices) }
    let pause = root.int("pauseMilliseconds", in: KeyReader.Settings.pauseRange)
    let pauseEnds = root.bool("pauseEnds")
    let longest = root.int("longest", in: KeyReader.Settings.longestRange)
    if terminators.isEmpty, pauseEnds == false, root.has("terminators") {
      root.refuse(
        "terminators",
        BilingualName(vi: "không gì kết thúc một lần quét", en: "nothing would end a scan"),
        remedy: BilingualName(
          vi: "ghi [enter], hoặc pauseEnds: true", en: "write [enter], or pauseEnds: true"))
    }
    guard file.problems.isEmpty, let head, let pause, let pauseEnds, let longest else {
      return ProfileReading(profile: nil, problems: file.problems)
    }
    return ProfileReading(
      profile: ScannerProfile(
        id: head.id, model: head.model,
        keys: KeyReader.Settings(
          terminators: Set(terminators), pauseMilliseconds: pause, pauseEnds: pauseEnds,
          longest: longest)), problems: [])
  }
}

extension KeypadProfile {
  /// A file of `Devices/keypads`.
  static func read(_ path: String) -> ProfileReading<KeypadProfile> {
    let file = StrictYAML.read(path)
    let root = file.root
    let head = file.readHead()
    let acts = ConfigurationReader.choices(of: KeypadAct.self)
    var keys: [UInt16: KeypadAct] = [:]
    for (name, value) in root.mapping("keys").entries {
      guard let code = KeyNames.code(of: name) else {
        value.unknownName(name, among: KeyNames.all)
        continue
      }
      keys[code] = value.enumeration(acts)
    }
    if keys.isEmpty, file.problems.isEmpty {
      root.refuse(
        "keys", BilingualName(vi: "không có phím nào", en: "there is no key"),
        remedy: BilingualName(vi: "ghi ví dụ kpenter: next", en: "write such as kpenter: next"))
    }
    let bounce = root.int("bounceMilliseconds", in: bounceRange, default: 400)
    guard file.problems.isEmpty, let head else {
      return ProfileReading(profile: nil, problems: file.problems)
    }
    return ProfileReading(
      profile: KeypadProfile(
        id: head.id, model: head.model, keys: keys, bounceMilliseconds: bounce), problems: [])
  }
}
