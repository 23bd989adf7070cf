internal import Dossiers
internal import Ticketing

/// Finds the clips for what a manifest writes in words.
///
/// Sentences and counters are written as people read them; each stretch of words is looked up among the
/// words that are spoken in the clips, without regard to capital letters.
struct SpokenWords {
  private let names: [String: String]
  private let spoken: [String]

  init(_ clips: [SpeechFolder.Clip]) {
    names = Dictionary(
      clips.filter { !$0.spoken.isEmpty }.map { ($0.spoken.lowercased(), $0.name) },
      uniquingKeysWith: { first, _ in first })
    spoken = clips.map(\.spoken).filter { !$0.isEmpty }
  }

  /// The clips of an item such as `hai mươi mốt`, word by word.
  func each(of item: YAMLValue) -> [String] {
    guard let text = item.string(length: 1...80) else { return [] }
    return text.split(separator: " ").compactMap { clip(String($0), item) }
  }

  /// The pieces of a sentence such as `Xin mời số {number}, đến quầy số {counter}`.
  func pieces(of text: String, _ value: YAMLValue) -> [Phrasebook.Piece] {
    var pieces: [Phrasebook.Piece] = []
    var rest = text[...]
    while !rest.isEmpty {
      if rest.hasPrefix("{number}") {
        pieces.append(.number)
        rest = rest.dropFirst("{number}".count)
      } else if rest.hasPrefix("{counter}") {
        pieces.append(.counter)
        rest = rest.dropFirst("{counter}".count)
      } else if rest.first == "," {
        pieces.append(.pause)
        rest = rest.dropFirst()
      } else {
        // A brace that opens no known place is taken with the words, and refused with them.
        let words = rest.prefix(1) + rest.dropFirst().prefix { $0 != "{" && $0 != "," }
        rest = rest.dropFirst(words.count)
        let stretch = String(words.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        if !stretch.isEmpty, let name = clip(stretch, value) { pieces.append(.clip(name)) }
      }
    }
    return pieces
  }

  private func clip(_ words: String, _ value: YAMLValue) -> String? {
    if let name = names[words.lowercased()] { return name }
    let nearest = NearestName.suggestion(for: words, among: spoken)
    value.refuse(
      value.found(words, vi: "không đoạn nào đọc chữ này", en: "is spoken in no clip"),
      remedy: BilingualName(
        vi: (nearest.map { "có phải «\($0)»? " } ?? "") + "thêm vào clips một đoạn đọc chữ này",
        en: (nearest.map { "did you mean \"\($0)\"? " } ?? "")
          + "add a clip whose spoken words these are"))
    return nil
  }
}
