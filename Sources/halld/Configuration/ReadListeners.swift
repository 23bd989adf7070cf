internal import Dossiers
internal import Foundation
internal import Ticketing

// Keys: listeners, publicUrl.

extension ConfigurationReader {
  /// The addresses at which the hall is reached, and the doors each one opens.
  func readListeners(_ root: YAMLMapping, isDemo: Bool) -> [ListenerSettings] {
    var unique = UniqueNames()
    let listeners = root.list("listeners", count: 1...16).compactMap { item in
      guard let group = item.mapping else { return nil as ListenerSettings? }
      let address = readAddress(group)
      let port = group.int("port", in: 0...65_535)
      let names = group.required("doors", .list) {
        $0.references(to: KnownNames(["staff", "devices", "public"]), count: 1...3)
      }
      let tls = readTLS(group)
      let proxies = readProxies(group)
      guard let address, let port, let names, let doors = Doors(names: names) else { return nil }
      if port != 0 { unique.claim("\(address):\(port)", group.value("port")) }
      let listener = ListenerSettings(
        address: address, port: port, doors: doors, proxies: proxies, tls: tls)
      warnAboutOpenDoors(listener, item, isDemo: isDemo)
      return listener
    }
    warnAboutMissingDoors(listeners, root: root)
    return listeners
  }

  private func readAddress(_ group: YAMLMapping) -> String? {
    guard let text = group.string("address", length: 1...45) else { return nil }
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 || inet_pton(AF_INET6, text, &six) == 1 { return text }
    group.value("address")?.refuse(
      BilingualName(vi: "«\(text)» không phải địa chỉ IP", en: "\"\(text)\" is not an IP address"),
      remedy: BilingualName(
        vi: "ghi 127.0.0.1, 0.0.0.0 hoặc địa chỉ của máy này",
        en: "write 127.0.0.1, 0.0.0.0 or an address of this machine"))
    return nil
  }

  /// Servers in front of the listener, by address.
  private func readProxies(_ group: YAMLMapping) -> Set<ClientAddress> {
    Set(
      group.optionalList("trustedProxies", count: 1...16).compactMap { item in
        guard let text = item.string(length: 1...45) else { return nil }
        guard let address = ClientAddress(text), !text.contains("["), !text.contains("/") else {
          item.refuse(
            BilingualName(
              vi: "«\(text)» không phải địa chỉ IP", en: "\"\(text)\" is not an IP address"),
            remedy: BilingualName(
              vi: "ghi địa chỉ của máy chủ đứng trước, như 127.0.0.1",
              en: "write the address of the server in front, like 127.0.0.1"))
          return nil
        }
        return address
      })
  }

  private func readTLS(_ group: YAMLMapping) -> ListenerSettings.TLSFiles? {
    guard group.has("tls") else { return nil }
    let tls = group.mapping("tls")
    let certificate = readExistingFile(tls, "certificate")
    let key = readExistingFile(tls, "key")
    guard let certificate, let key else { return nil }
    return ListenerSettings.TLSFiles(certificate: certificate, key: key)
  }

  private func readExistingFile(_ group: YAMLMapping, _ name: String) -> String? {
    guard let written = group.string(name, length: 1...400) else { return nil }
    guard let found = assets.path(of: written) else {
      group.refuse(
        name,
        BilingualName(vi: "không tìm thấy tệp «\(written)»", en: "there is no file \"\(written)\""),
        remedy: BilingualName(
          vi: "ghi đường dẫn đầy đủ của tệp PEM", en: "write the full path of the PEM file"))
      return nil
    }
    return found
  }

  private func warnAboutOpenDoors(
    _ listener: ListenerSettings, _ item: YAMLValue, isDemo: Bool
  ) {
    guard !listener.isLoopback else { return }
    if isDemo {
      item.refuse(
        BilingualName(
          vi: "bản trình diễn mở ra ngoài máy này", en: "a demonstration is open to other machines"),
        remedy: BilingualName(
          vi: "dùng 127.0.0.1: mật khẩu nằm trong tệp này",
          en: "use 127.0.0.1: its passwords stand in this file"),
        severity: .warning)
    } else if listener.doors.contains(.staff), listener.tls == nil {
      item.refuse(
        BilingualName(
          vi: "cửa staff mở ra mạng mà không có TLS",
          en: "the staff door is on the network without TLS"),
        remedy: BilingualName(
          vi: "thêm tls, hoặc đặt sau máy chủ có TLS",
          en: "add tls, or put it behind a server that has it"),
        severity: .warning)
    }
  }

  private func warnAboutMissingDoors(_ listeners: [ListenerSettings], root: YAMLMapping) {
    guard !listeners.isEmpty else { return }
    for (door, name) in [(Doors.staff, "staff"), (.devices, "devices"), (.everyone, "public")]
    where !listeners.contains(where: { $0.doors.contains(door) }) {
      root.refuse(
        "listeners",
        BilingualName(
          vi: "không địa chỉ nào mở cửa «\(name)»", en: "no address opens the door \"\(name)\""),
        remedy: BilingualName(
          vi: "thêm «\(name)» vào doors nếu cần", en: "add \"\(name)\" to doors if it is wanted"),
        severity: .warning)
    }
  }

  /// The address a phone reaches the hall at; printed on every slip.
  func readPublicURL(_ root: YAMLMapping) -> String? {
    guard let value = root.value("publicUrl"), let text = value.string(length: 1...200) else {
      return nil
    }
    let rest = ["https://", "http://"].first(where: text.hasPrefix).map { text.dropFirst($0.count) }
    let isPlain = rest?.utf8.allSatisfy { byte in
      (0x21...0x7E).contains(byte) && !"?#@\"<>\\".utf8.contains(byte)
    }
    guard let rest, isPlain == true, let first = rest.first, first != "/" else {
      value.refuse(
        value.found(text, vi: "không phải địa chỉ trang web", en: "is not a web address"),
        remedy: BilingualName(
          vi: "ghi như https://hall.example.gov.vn, không có «?»",
          en: "write it like https://hall.example.gov.vn, without \"?\""))
      return nil
    }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }
}
