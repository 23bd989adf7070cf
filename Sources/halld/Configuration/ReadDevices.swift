internal import Dossiers
internal import Drivers
internal import Ticketing

// Keys: printers, kiosks, boards.

extension ConfigurationReader {
  /// The printers in order of preference.
  func readPrinters(
    _ root: YAMLMapping
  ) -> (printers: [PrinterSettings], names: KnownNames) {
    var ids = UniqueNames()
    var folders = UniqueNames()
    let printers = root.optionalList("printers", count: 0...64).compactMap {
      item -> PrinterSettings? in
      guard let (group, id) = ids.open(item) else { return nil }
      let place = group.string("place", length: 1...80, default: id ?? "")
      let profile = readProfile(group)
      let width = group.int(
        "paperWidthMillimetres", in: 40...120, default: profile?.paperWidthMillimetres ?? 80)
      let dots = readDots(group, default: profile?.dotsPerLine ?? 576)
      let language = group.enumeration(
        "language", Self.choices(of: PrinterSettings.Language.self), default: .vietnameseAndEnglish)
      guard let kind = readKind(group, folders: &folders), let id else { return nil }
      return PrinterSettings(
        id: id, place: place, kind: kind, dotsPerLine: dots, paperWidthMillimetres: width,
        language: language)
    }
    return (printers, ids.known)
  }

  private func readDots(_ group: YAMLMapping, default standard: Int) -> Int {
    let dots = group.int("dotsPerLine", in: 320...1_024, default: standard)
    if dots % 8 != 0 {
      group.refuse(
        "dotsPerLine",
        BilingualName(vi: "\(dots) không chia hết cho 8", en: "\(dots) is no multiple of 8"),
        remedy: BilingualName(
          vi: "ghi 576 (giấy 80 mm) hoặc 384 (giấy 58 mm)",
          en: "write 576 (80 mm paper) or 384 (58 mm paper)"))
    }
    return dots
  }

  private func readKind(
    _ group: YAMLMapping, folders: inout UniqueNames
  ) -> PrinterSettings.Kind? {
    let kind = group.enumeration("kind", ["folder": true])
    let path = group.string("path", length: 1...400)
    let keep = group.int("keep", in: 16...100_000, default: 1_000)
    let delay = group.int("delaySeconds", in: 0...60, default: 0)
    guard kind != nil, let path else { return nil }
    if path.split(separator: "/").contains("..") {
      group.refuse(
        "path", BilingualName(vi: "đường dẫn có «..»", en: "the path contains \"..\""),
        remedy: BilingualName(
          vi: "ghi đường dẫn đầy đủ, hoặc tên trong thư mục dữ liệu",
          en: "write a full path, or a name inside the data folder"))
    }
    folders.claim(path, group.value("path"))
    return .folder(path: path, keep: keep, delaySeconds: delay)
  }

  /// The kiosks; each names its printers in order, or takes all.
  func readKiosks(
    _ root: YAMLMapping, printers: KnownNames, rules: HallRules
  ) -> [KioskSettings] {
    var ids = UniqueNames()
    return root.optionalList("kiosks", count: 0...64).compactMap { item in
      guard let (group, id) = ids.open(item) else { return nil }
      let place = group.string("place", length: 1...80, default: id ?? "")
      let own = group.value("printers")?.references(to: printers, count: 0...16) ?? printers.names
      let cooldown = group.int(
        "cooldownSeconds", in: 0...60, default: rules.kioskCooldownSeconds)
      if own.isEmpty, printers.isComplete {
        item.refuse(
          BilingualName(vi: "kiosk không có máy in", en: "this kiosk has no printer"),
          remedy: BilingualName(
            vi: "số chỉ hiện trên màn hình; thêm printers nếu cần phiếu giấy",
            en: "numbers show on its screen only; add printers if paper is wanted"),
          severity: .warning)
      }
      guard let id else { return nil }
      return KioskSettings(id: id, place: place, printers: own, cooldownSeconds: cooldown)
    }
  }

  func readBoards(_ root: YAMLMapping, counters: KnownNames) -> [BoardSettings] {
    var ids = UniqueNames()
    return root.optionalList("boards", count: 0...1_000).compactMap { item in
      guard let (group, id) = ids.open(item) else { return nil }
      let place = group.string("place", length: 1...80, default: id ?? "")
      let own = group.value("counters")?
        .references(to: counters, count: 1...200)
      return id.map { BoardSettings(id: $0, place: place, counters: own ?? []) }
    }
  }
}
