internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Ticketing

/// The sounds that screens play. A path names a number, a counter or a clip in memory, never a file.
enum SpeechRoutes {
  static let routes = [
    Route(.get, "/speech/calls/{number}/{counter}/{form}", .inside, .everyone) { exchange in
      try exchange.noQuery()
      let label = exchange.parameter("number")
      guard let voice = exchange.web.voice, isLabel(label),
        let form = name(exchange.parameter("form")).flatMap({ AnnouncementForm(name: $0) }),
        let wave = voice.call(label, at: CounterID(exchange.parameter("counter")), form)
      else { throw Problem.notFound }
      return send(wave, exchange)
    },
    Route(.get, "/speech/chime.wav", .inside, .everyone) { exchange in
      try exchange.noQuery()
      guard let voice = exchange.web.voice, let chime = voice.chime else { throw Problem.notFound }
      return send(chime, exchange)
    },
    Route(.get, "/speech/kiosk/{clip}", .inside, .everyone) { exchange in
      let language = try exchange.target.parameters(known: ["language"])["language"]
      // Only what is meant for a kiosk: the others are halves of sentences.
      guard let voice = exchange.web.voice,
        let clip = name(exchange.parameter("clip")).map({
          $0.hasPrefix("kiosk-") ? $0 : "kiosk-\($0)"
        }),
        let wave = voice.clip(clip, in: language)
      else { throw Problem.notFound }
      return send(wave, exchange)
    },
  ]

  /// Without its ending.
  private static func name(_ file: String) -> String? {
    file.hasSuffix(".wav") ? String(file.dropLast(4)) : nil
  }

  /// One to three capital letters and one to six digits: all that a number of the hall can be.
  private static func isLabel(_ text: String) -> Bool {
    text.wholeMatch(of: #/[A-Z]{1,3}[0-9]{1,6}/#) != nil
  }

  private static func send(_ wave: WaveFile, _ exchange: Exchange) -> Response {
    ScreenRoutes.send(Pages.file(Data(wave.file.readableBytesView), "audio/wav"), exchange)
  }
}
