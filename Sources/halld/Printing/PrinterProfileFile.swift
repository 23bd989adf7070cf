internal import Dossiers
internal import Drivers
internal import Foundation

/// The profiles of `Devices/printers`: one file a model, so that a printer is added by a file.
enum PrinterProfileFile {
  /// A profile, or what is wrong with its file.
  struct Reading {
    var profile: PrinterProfile?
    var problems: [ConfigurationProblem]
  }

  /// All profiles that a configuration may name, in the order of their names.
  static func readAll(_ assets: AssetFolders) -> [Reading] {
    let folder = ProfileFolder.printers
    return folder.names(in: assets).compactMap { folder.path(of: $0, in: assets).map { read($0) } }
  }

  /// One profile; problems name file, line, key and remedy.
  static func read(_ path: String) -> Reading {
    let file = StrictYAML.read(path)
    let root = file.root
    let id = root.identifier("id")
    let kind = root.enumeration(
      "kind", ConfigurationReader.choices(of: PrinterProfile.Kind.self))
    let model = root.string("model")
    let paper = root.int("paperWidthMillimetres", in: PrinterProfile.paperWidthRange)
    let dots = root.int("dotsPerLine", in: PrinterProfile.dotsPerLineRange)
    let traits = kind == .escpos ? readTraits(root) : nil
    let (usb, names) = kind == .escpos ? readMarks(root) : ([], [])
    if let dots, dots % 8 != 0 {
      root.refuse(
        "dotsPerLine",
        BilingualName(vi: "\(dots) không chia hết cho 8", en: "\(dots) is not a multiple of 8"),
        remedy: BilingualName(
          vi: "ghi \(dots / 8 * 8) nếu đó là bề rộng in được",
          en: "write \(dots / 8 * 8) if that is what can be printed"))
    }
    let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    if let id, id != name {
      root.refuse(
        "id",
        BilingualName(
          vi: "\"\(id)\" khác tên tệp", en: "\"\(id)\" is not the name of the file"),
        remedy: BilingualName(vi: "ghi \(name)", en: "write \(name)"))
    }
    guard file.problems.isEmpty, let id, let kind, let model, let paper, let dots else {
      return Reading(profile: nil, problems: file.problems)
    }
    return Reading(
      profile: PrinterProfile(
        id: id, kind: kind, model: model, paperWidthMillimetres: paper, dotsPerLine: dots,
        escPos: traits, usb: usb, names: names),
      problems: [])
  }

  /// How a model is known on USB, each pair of numbers with the place where that was read.
  private static func readMarks(_ root: YAMLMapping) -> (usb: [USBModelID], names: [String]) {
    var seen: Set<[UInt16]> = []
    let ids = root.optionalList("usb", count: 1...64).compactMap { item -> USBModelID? in
      guard let group = item.mapping else { return nil }
      let vendor = group.hexNumber("vendor")
      let product = group.hexNumber("product")
      let isShared = group.bool("shared", default: false)
      _ = group.string("source", length: 1...300)
      guard let vendor, let product else { return nil }
      if !seen.insert([vendor, product]).inserted {
        item.refuse(
          BilingualName(
            vi: "\(USBDevice.hex(vendor)):\(USBDevice.hex(product)) đã ghi ở trên",
            en: "\(USBDevice.hex(vendor)):\(USBDevice.hex(product)) is listed already"),
          remedy: BilingualName(vi: "xóa một trong hai", en: "delete one of the two"))
      }
      return USBModelID(vendor: vendor, product: product, isShared: isShared)
    }
    let names = root.optionalList("names", count: 1...64).compactMap { $0.string(length: 2...40) }
    if root.has("names"), !root.has("usb") {
      root.refuse(
        "names",
        BilingualName(vi: "không có usb", en: "there is no usb"),
        remedy: BilingualName(
          vi: "ghi usb: tên chỉ có nghĩa cùng mã của hãng",
          en: "write usb: a name means something only with its maker's number"))
    }
    return (ids, names)
  }

  /// What an ESC/POS printer understands, and where each fact comes from.
  private static func readTraits(_ root: YAMLMapping) -> EscPosTraits {
    var traits = EscPosTraits()
    let facts = [
      "dotsPerLine", "answers", "automaticStatus", "realTimeStatus", "nearEndSensor", "cut",
    ]
    traits.answers = root.bool("answers") ?? false
    traits.automaticStatus = root.bool("automaticStatus") ?? false
    traits.realTimeStatus = root.bool("realTimeStatus") ?? false
    traits.nearEndSensor = root.bool("nearEndSensor") ?? false
    traits.cut =
      root.enumeration("cut", ConfigurationReader.choices(of: EscPosTraits.Cut.self)) ?? .none
    traits.feedRows = root.int("feedRows", in: EscPosTraits.feedRowsRange, default: 0)
    traits.bandRows = root.int("bandRows", in: EscPosTraits.bandRowsRange, default: 128)
    traits.centres = root.bool("centres", default: true)
    let source = root.mapping("source")
    for fact in facts { _ = source.string(fact, length: 1...300) }
    for fact in ["feedRows", "bandRows", "centres", "names"] where root.has(fact) {
      _ = source.string(fact, length: 1...300)
    }
    return traits
  }
}

extension ConfigurationReader {
  /// The profile a printer names with `profile`, whose figures are then its defaults.
  func readProfile(_ group: YAMLMapping) -> PrinterProfile? {
    guard let value = group.value("profile"), let id = value.identifier else { return nil }
    guard let path = ProfileFolder.printers.path(of: id, in: assets) else {
      value.unknownName(id, among: ProfileFolder.printers.names(in: assets))
      return nil
    }
    let reading = PrinterProfileFile.read(path)
    for problem in reading.problems { file.report(problem) }
    return reading.profile
  }
}
