internal import NIOCore
internal import Ticketing

/// One call on its way to the ears: who is called where, how much is said, and the sound.
struct Announcement: Sendable, Hashable {
  var call: AwaitedCall
  var form: AnnouncementForm
  var wave: WaveFile

  /// Where a board fetches the sound.
  var path: String { "/speech/calls/\(call.label)/\(call.counter)/\(form.name).wav" }

  /// What a board is told: to play this now.
  var event: ByteBuffer {
    var event = ByteBuffer(string: "event: announce\ndata: ")
    event.writeImmutableBuffer(
      JSONText.object { text in
        text.put("id", String(call.id))
        text.put("number", call.label)
        text.put("counter", call.counter.rawValue)
        text.put("attempt", call.attempt)
        text.put("sound", path)
        text.put("milliseconds", Int(wave.duration / .milliseconds(1)))
      })
    event.writeStaticString("\n\n")
    return event
  }
}

/// Those who hear the same calls: boards for the same counters, or the loudspeaker.
struct VoiceZone: Sendable, Hashable {
  /// The counters whose calls are spoken here; empty for all.
  var counters: Set<CounterID>

  /// The zones of a hall's boards; one of all counters is always there, for a board without a name.
  static func zones(of boards: [BoardSettings]) -> [VoiceZone] {
    var zones = [VoiceZone(counters: [])]
    for board in boards where board.speaks {
      let zone = VoiceZone(board)
      if !zones.contains(zone) { zones.append(zone) }
    }
    return zones
  }

  init(counters: Set<CounterID>) { self.counters = counters }

  init(_ board: BoardSettings) { counters = Set(board.counters.map { CounterID($0) }) }
}
