internal import Dossiers
internal import Ticketing

// Keys: speech.

extension ConfigurationReader {
  /// The voice: its languages, each a folder of `speech`, and a loudspeaker on this machine.
  func readSpeech(_ root: YAMLMapping, counters: [Counter]) -> SpeechSettings? {
    guard root.has("speech") else { return nil }
    let group = root.mapping("speech")
    let known = KnownNames(SpeechFolder.names(in: assets))
    let value = group.required("languages", .list) { $0 }
    let ids = value?.references(to: known, count: 1...3) ?? []
    let languages = ids.compactMap { id -> SpokenLanguage? in
      guard let folder = assets.path(of: "speech/\(id)") else { return nil }
      let reading = SpeechFolder.read(folder, id: id)
      for problem in reading.problems { file.report(problem) }
      return reading.language
    }
    if let value { requireOneRate(languages, value) }
    warnAboutUnnumbered(counters, root)
    var speaker: SpeakerSettings?
    if group.has("speaker") {
      speaker = readDevice(group.mapping("speaker")).map { SpeakerSettings(device: $0) }
    }
    return SpeechSettings(languages: languages, speaker: speaker)
  }

  private func requireOneRate(_ languages: [SpokenLanguage], _ value: YAMLValue) {
    guard Set(languages.map(\.sampleRate)).count > 1 else { return }
    let rates = languages.map { "\($0.id): \($0.sampleRate) Hz" }.joined(separator: ", ")
    value.refuse(
      BilingualName(
        vi: "các ngôn ngữ có tần số khác nhau (\(rates))",
        en: "the languages differ in sample rate (\(rates))"),
      remedy: BilingualName(
        vi: "lưu mọi đoạn với cùng sampleRate", en: "save all clips with one sampleRate"))
  }

  /// The voice can say where to go only if the counter bears a number.
  private func warnAboutUnnumbered(_ counters: [Counter], _ root: YAMLMapping) {
    let unnumbered = counters.filter { $0.spokenNumber == nil }.map(\.id.rawValue)
    guard !unnumbered.isEmpty else { return }
    let names = unnumbered.joined(separator: ", ")
    root.refuse(
      "counters",
      BilingualName(
        vi: "loa không đọc được số của quầy \(names)",
        en: "the voice finds no number in counter \(names)"),
      remedy: BilingualName(
        vi: "đặt id hoặc tên có số, ví dụ \"Quầy 5\"",
        en: "give it an id or a name with a number, such as \"Quầy 5\""),
      severity: .warning)
  }

  private func readDevice(_ group: YAMLMapping) -> String? {
    guard let device = group.string("device", length: 1...80) else { return nil }
    let isName = device.utf8.allSatisfy { (0x21...0x7E).contains($0) } && !device.hasPrefix("-")
    guard isName else {
      group.refuse(
        "device",
        BilingualName(
          vi: "«\(device)» không phải tên thiết bị âm thanh",
          en: "\"\(device)\" is no name of a sound device"),
        remedy: BilingualName(
          vi: "ghi default hoặc một tên mà aplay -L liệt kê",
          en: "write default, or a name that aplay -L lists"))
      return nil
    }
    return device
  }
}
