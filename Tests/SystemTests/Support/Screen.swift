/// One screen in one state, and how it is reached.
struct Screen: Sendable {
  /// Where it stands: what sizes it has, the usual one first.
  enum Place: Sendable { case kiosk, board, desk, phone, upright, lookup }

  /// What a hand does on the page; each is awaited.
  enum Step: Sendable {
    case touch(String)
    case type(String, String)
    /// One of a list, by its value.
    case choose(String, String)
    /// Waits until this can be seen.
    case seen(String)
    /// Waits until this cannot be seen any more.
    case gone(String)
    case scroll(to: String)
    /// The hall says nothing any more; the next screen hears it again.
    case silence
  }

  /// What has happened in the hall by then; each follows on those before it.
  enum Moment: Int, Sendable, CaseIterable {
    /// The doors have just opened: no number, no counter, no dossier.
    case opening
    /// Numbers taken, counters open, some called, one served, dossiers on their way.
    case morning
    /// The machine was down: papers are not entered yet, and it is down again.
    case blackout
    /// The printer has no paper left.
    case withoutPaper
    /// Another hall, whose hours are over.
    case closed
  }

  var name: String
  var path: String
  var place: Place
  var moment = Moment.morning
  /// Who is signed in; `nil` for what everyone sees.
  var account: String?
  /// Seen as soon as the screen can be used.
  var ready: String
  var steps: [Step] = []
  /// How many times faster than the clock the page's own timers run.
  var pace = 1
  /// Kept as it is while it is looked at: what a page does by itself after a while does not come.
  var isKept = false

  /// Width and height in pixels.
  var sizes: [(width: Int, height: Int)] {
    switch place {
    case .kiosk: [(1_080, 1_920), (1_920, 1_080)]
    case .board: [(1_920, 1_080), (3_840, 2_160), (1_024, 768)]
    case .desk: [(1_366, 768), (1_024, 600), (1_920, 1_080)]
    case .phone: [(390, 844), (320, 568)]
    case .lookup: [(390, 844), (320, 568), (1_366, 768)]
    case .upright: [(1_080, 1_920)]
    }
  }

  /// Where people stand at a distance, letters stand out more than elsewhere: at least 7:1.
  var isReadFromAfar: Bool { place == .kiosk || place == .board }
}
