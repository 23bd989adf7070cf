internal import Dossiers
internal import Drivers
internal import NIOCore
internal import Ticketing

// Keys: displays, scanners, keypads.

extension ConfigurationReader {
  /// What stands at the counters and hangs on the kiosks, besides printers.
  struct Peripherals {
    var displays: [DisplaySettings]
    var scanners: [ScannerSettings]
    var keypads: [KeypadSettings]
  }

  func readPeripherals(_ root: YAMLMapping, counters: KnownNames, kiosks: KnownNames) -> Peripherals
  {
    // One node belongs to one device: two readers of it would each get half.
    var nodes = UniqueNames()
    var ids = UniqueNames()
    let displays = root.optionalList("displays", count: 0...200).compactMap { item in
      readDisplay(item, counters: counters, ids: &ids, nodes: &nodes)
    }
    let scanners = root.optionalList("scanners", count: 0...64).compactMap {
      item -> ScannerSettings? in
      guard let (group, id) = ids.open(item) else { return nil }
      let place = readScannerPlace(group, counters: counters, kiosks: kiosks)
      let profile = profile(group, .scanners) { ScannerProfile.read($0) }
      let device = node(group, nodes: &nodes, stable: "/dev/input/by-path/")
      let model = readModel(group)
      guard let id, let place, let profile, let device else { return nil }
      return ScannerSettings(
        id: id, place: place, profile: profile, device: device, model: model)
    }
    let keypads = root.optionalList("keypads", count: 0...200).compactMap {
      item -> KeypadSettings? in
      guard let (group, id) = ids.open(item) else { return nil }
      let counter = group.reference("counter", to: counters)
      let profile = profile(group, .keypads) { KeypadProfile.read($0) }
      let device = node(group, nodes: &nodes, stable: "/dev/input/by-path/")
      let model = readModel(group)
      guard let id, let counter, let profile, let device else { return nil }
      return KeypadSettings(
        id: id, counter: CounterID(counter), profile: profile, device: device, model: model)
    }
    return Peripherals(displays: displays, scanners: scanners, keypads: keypads)
  }

  /// A kiosk, or a counter: what is scanned goes to one of them.
  private func readScannerPlace(
    _ group: YAMLMapping, counters: KnownNames, kiosks: KnownNames
  ) -> ScannerPlace? {
    guard group.has("counter") else {
      return group.reference("kiosk", to: kiosks).map { .kiosk($0) }
    }
    if group.has("kiosk") {
      group.refuse(
        "kiosk",
        BilingualName(
          vi: "máy quét này đã thuộc về một quầy", en: "this scanner belongs to a counter already"),
        remedy: BilingualName(vi: "giữ counter, hoặc kiosk", en: "keep counter, or kiosk"))
      return nil
    }
    return group.reference("counter", to: counters).map { .counter(CounterID($0)) }
  }

  private func readDisplay(
    _ item: YAMLValue, counters: KnownNames, ids: inout UniqueNames, nodes: inout UniqueNames
  ) -> DisplaySettings? {
    guard let (group, id) = ids.open(item) else { return nil }
    let counter = group.reference("counter", to: counters)
    var profile = profile(group, .displays) { DisplayProfile.read($0) }
    if let baud = group.value("baud").flatMap({ SerialLine.readBaud($0) }) {
      profile?.line.baud = baud
    }
    let place = readPlace(group, nodes: &nodes)
    let words = group.optionalMapping("words")
    let read = DisplayWords(
      called: asciiWord(words, "called"), serving: asciiWord(words, "serving"),
      paused: asciiWord(words, "paused"), closed: asciiWord(words, "closed"))
    guard let id, let counter, let profile, let place else { return nil }
    return DisplaySettings(
      id: id, counter: CounterID(counter), profile: profile, place: place, words: read)
  }

  /// A serial line here (`device`) or behind a server in the network (`address` and `port`).
  private func readPlace(_ group: YAMLMapping, nodes: inout UniqueNames) -> SerialPlace? {
    guard group.has("address") || group.has("port") else {
      return node(group, nodes: &nodes, stable: "/dev/serial/by-path/")
        .map { .device($0) }
    }
    if group.has("device") {
      group.refuse(
        "device",
        BilingualName(vi: "đã có address và port", en: "there are address and port as well"),
        remedy: BilingualName(
          vi: "giữ device, hoặc address và port", en: "keep device, or address and port"))
      group.allow("address", "port")
      return nil
    }
    let port = group.int("port", in: 1...65_535)
    guard let address = group.string("address", length: 2...45) else { return nil }
    guard (try? SocketAddress(ipAddress: address, port: port ?? 1)) != nil else {
      group.refuse(
        "address",
        BilingualName(
          vi: "«\(address)» không phải địa chỉ IP", en: "\"\(address)\" is no IP address"),
        remedy: BilingualName(vi: "ghi địa chỉ, ví dụ 10.0.0.7", en: "write one, such as 10.0.0.7"))
      return nil
    }
    guard let port else { return nil }
    let place = SerialPlace.network(address: address, port: port)
    nodes.claim(place.name, group.value("port"))
    return place
  }

  /// The node of a device, which no other may have.
  private func node(
    _ group: YAMLMapping, nodes: inout UniqueNames, stable folder: String
  ) -> String? {
    guard let path = group.string("device", length: 1...400) else { return nil }
    guard path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
      group.refuse(
        "device",
        BilingualName(vi: "không phải đường dẫn đầy đủ", en: "this is not a full path"),
        remedy: BilingualName(
          vi: "ghi một đường dẫn trong \(folder)", en: "write a path in \(folder)"))
      return nil
    }
    if !path.contains("/by-path/"), !path.contains("/by-id/") {
      group.refuse(
        "device",
        BilingualName(
          vi: "tên này đổi theo thứ tự cắm", en: "this name changes with the order of plugging in"),
        remedy: BilingualName(
          vi: "ghi đường dẫn của cổng trong \(folder) (xem halld devices)",
          en: "write the port's path in \(folder) (see halld devices)"), severity: .warning)
    }
    nodes.claim(path, group.value("device"))
    return path
  }

  /// `0c2e:0b61`, as lsusb and `halld devices` write it.
  private func readModel(_ group: YAMLMapping) -> InputDevice.Model? {
    guard let value = group.value("model"), let text = value.string(length: 1...20) else {
      return nil
    }
    let halves = text.split(separator: ":", omittingEmptySubsequences: false)
      .map { $0.utf8.count == 4 ? UInt16($0, radix: 16) : nil }
    guard halves.count == 2, let vendor = halves[0], let product = halves[1] else {
      value.refuse(
        value.found(text, vi: "không phải mã thiết bị", en: "is no id of a device"),
        remedy: BilingualName(
          vi: "ghi trong ngoặc kép, ví dụ \"0c2e:0b61\" (xem halld devices)",
          en: "write it in quotes, such as \"0c2e:0b61\" (see halld devices)"))
      return nil
    }
    return InputDevice.Model(vendor: vendor, product: product)
  }

  private func asciiWord(_ group: YAMLMapping, _ key: String) -> String {
    guard let text = group.value(key)?.string(length: 0...20) else { return "" }
    guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      group.refuse(
        key,
        BilingualName(
          vi: "màn hình quầy không có chữ có dấu", en: "a counter's display has ASCII letters only"),
        remedy: BilingualName(vi: "ghi không dấu, ví dụ MOI", en: "write plain letters A-Z"))
      return ""
    }
    return text
  }
}
