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
      let purposes = readPurposes(group)
      guard let kind = readKind(group, profile: profile, folders: &folders), let id else {
        return nil
      }
      return PrinterSettings(
        id: id, place: place, kind: kind, purposes: purposes, model: profile, dotsPerLine: dots,
        paperWidthMillimetres: width, language: language)
    }
    return (printers, ids.known)
  }

  private func readPurposes(_ group: YAMLMapping) -> [PrinterSettings.Purpose] {
    guard let value = group.value("purposes") else { return [.ticket] }
    let known = KnownNames(PrinterSettings.Purpose.allCases.map(\.rawValue))
    let purposes = value.references(to: known, count: 1...3).compactMap(
      PrinterSettings.Purpose.init)
    return purposes.isEmpty ? [.ticket] : purposes
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

  private enum KindName: String, CaseIterable { case folder, network, usb, cups }

  private func readKind(
    _ group: YAMLMapping, profile: PrinterProfile?, folders: inout UniqueNames
  ) -> PrinterSettings.Kind? {
    switch group.enumeration("kind", Self.choices(of: KindName.self)) {
    case .folder: return readFolder(group, folders: &folders)
    case .network: return readNetwork(group, profile: profile, taken: &folders)
    case .usb: return readUSB(group, profile: profile, taken: &folders)
    case .cups: return readQueue(group, taken: &folders)
    case nil:
      // One mistake is one problem: what else stands there may be right for the kind that is meant.
      group.allow(
        "path", "keep", "delaySeconds", "address", "port", "vendor", "product", "serial", "queue",
        "server", "media")
      return nil
    }
  }

  private func readNetwork(
    _ group: YAMLMapping, profile: PrinterProfile?, taken: inout UniqueNames
  ) -> PrinterSettings.Kind? {
    let address = group.string("address", length: 1...64)
    let port = group.int("port", in: 1...65_535, default: NetworkTransport.usualPort)
    requireEscPos(group, profile)
    guard let address else { return nil }
    guard NetworkTransport.isAddress(address) else {
      group.refuse(
        "address",
        BilingualName(
          vi: "«\(address)» không phải địa chỉ IP", en: "\"\(address)\" is not an IP address"),
        remedy: BilingualName(
          vi: "đặt địa chỉ cố định cho máy in và ghi như 192.168.1.50",
          en: "give the printer a fixed address and write it, such as 192.168.1.50"))
      return nil
    }
    taken.claim("\(address):\(port)", group.value("address"))
    return .network(address: address, port: port)
  }

  /// A device needs a profile that says what it answers.
  func requireEscPos(_ group: YAMLMapping, _ profile: PrinterProfile?) {
    if let profile, profile.kind == .escpos { return }
    // A profile that could not be read is told already.
    if profile == nil, group.has("profile") { return }
    let names = PrinterProfileFile.readAll(assets).compactMap(\.profile)
      .filter { $0.kind == .escpos }.map(\.id)
    group.refuse(
      "profile",
      profile == nil
        ? BilingualName(vi: "thiếu khóa bắt buộc", en: "this required key is missing")
        : BilingualName(
          vi: "«\(profile?.id ?? "")» không phải máy in ESC/POS",
          en: "\"\(profile?.id ?? "")\" is no ESC/POS printer"),
      remedy: Expectation.oneOf(names).remedy)
  }

  private func readFolder(
    _ group: YAMLMapping, folders: inout UniqueNames
  ) -> PrinterSettings.Kind? {
    let path = group.string("path", length: 1...400)
    let keep = group.int("keep", in: 16...100_000, default: 1_000)
    let delay = group.int("delaySeconds", in: 0...60, default: 0)
    guard let path else { return nil }
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
    _ root: YAMLMapping, printers: KnownNames, withoutTickets: Set<String>, rules: HallRules
  ) -> [KioskSettings] {
    var ids = UniqueNames()
    return root.optionalList("kiosks", count: 0...64).compactMap { item in
      guard let (group, id) = ids.open(item) else { return nil }
      let place = group.string("place", length: 1...80, default: id ?? "")
      let own =
        group.value("printers")?.references(to: printers, count: 0...16)
        ?? printers.names.filter { !withoutTickets.contains($0) }
      for (index, name) in own.enumerated() where withoutTickets.contains(name) {
        group.refuse(
          "printers",
          BilingualName(
            vi: "máy in thứ \(index + 1), «\(name)», không in phiếu số",
            en: "printer \(index + 1), \"\(name)\", prints no tickets"),
          remedy: BilingualName(
            vi: "thêm ticket vào purposes của máy in đó, hoặc bỏ nó ở đây",
            en: "add ticket to the purposes of that printer, or leave it out here"))
      }
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
      let speaks = group.bool("speaks", default: true)
      return id.map {
        BoardSettings(id: $0, place: place, counters: own ?? [], speaks: speaks)
      }
    }
  }
}
