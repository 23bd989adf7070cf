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

  /// All profiles of a folder, in the order of their names.
  static func readAll(in folder: String) -> [Reading] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { read("\(folder)/\($0)") }
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
        id: id, kind: kind, model: model, paperWidthMillimetres: paper, dotsPerLine: dots),
      problems: [])
  }
}
