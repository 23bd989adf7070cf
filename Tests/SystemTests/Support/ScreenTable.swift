import Foundation

extension Screen {
  static let all = kiosks + boards + citizens + counters + desks

  /// In the order of their moments; only those whose name has a word of `HALLD_SCREENS` in it, where set.
  static let wanted = Moment.allCases.flatMap { moment in
    let words = (ProcessInfo.processInfo.environment["HALLD_SCREENS"] ?? "").split(separator: ",")
    return all.filter { screen in
      screen.moment == moment && (words.isEmpty || words.contains { screen.name.contains($0) })
    }
  }

  private static let domain = "[data-domain=\"dat-dai\"]"
  private static let errand = "[data-errand=\"dat-dai\"]"

  private static func kiosk(
    _ name: String, _ steps: [Step] = [], moment: Moment = .morning, pace: Int = 1,
    kept isKept: Bool = false
  ) -> Screen {
    Screen(
      name: "kiosk\(name)", path: "/kiosk", place: .kiosk, moment: moment, ready: "#find",
      steps: steps, pace: pace, isKept: isKept)
  }

  private static let kiosks = [
    kiosk("-opening", moment: .opening),
    kiosk(""),
    kiosk("-errands", [.touch(domain), .seen(errand)]),
    kiosk("-priority", [.touch(domain), .touch("#need-priority"), .seen("#no-priority")]),
    kiosk(
      "-priority-chosen",
      [.touch(domain), .touch("#need-priority"), .touch("[data-priority=elderly]"), .seen(errand)]),
    kiosk("-collect", [.touch("#kind-collect"), .seen(domain)]),
    kiosk("-pay", [.touch("#kind-pay"), .seen(domain)]),
    kiosk("-find", [.touch("#find"), .seen("[data-letter=D]")]),
    kiosk(
      "-found",
      [.touch("#find"), .touch("[data-letter=D]"), .touch("[data-letter=A]"), .seen(".procedure")]),
    kiosk("-found-none", [.touch("#find"), .type("#find-field", "qqq"), .seen(".box.warn")]),
    kiosk("-procedure", [.touch("#find"), .touch(".procedure"), .seen(".figures")]),
    kiosk("-quiet", [.touch(domain), .seen("#quiet[open]")], pace: 20, kept: true),
    kiosk(
      "-number", [.touch(domain), .touch(errand), .seen("#result .number")], kept: true),
    kiosk(
      "-number-left",
      [
        .touch(domain), .touch(errand), .seen("#result"), .gone("#result"),
        .seen(".issued .number"),
      ],
      kept: true),
    kiosk(
      "-number-without-paper",
      [.touch(domain), .touch(errand), .seen("#result .paper[data-trouble=paperOut]")],
      moment: .withoutPaper, kept: true),
    kiosk(
      "-number-without-paper-left",
      [
        .touch(domain), .touch(errand), .seen("#result"), .gone("#result"),
        .seen(".issued .paper[data-trouble=paperOut]"),
      ], moment: .withoutPaper, kept: true),
    kiosk("-lost", [.silence, .seen("#lost")], pace: 20, kept: true),
    Screen(
      name: "kiosk-closed", path: "/kiosk", place: .kiosk, moment: .closed, ready: "#find"),
    Screen(name: "lookup-kiosk", path: "/lookup?at=kiosk", place: .kiosk, ready: "#pad button"),
    Screen(
      name: "lookup-kiosk-found", path: "/lookup?at=kiosk#code={dossier}", place: .kiosk,
      ready: ".result"),
    Screen(
      name: "lookup-kiosk-unknown", path: "/lookup?at=kiosk#code=KHONG-CO", place: .kiosk,
      ready: ".box.bad"),
    Screen(name: "ticket-kiosk", path: "/t/{waiting}#kiosk", place: .kiosk, ready: "#leave"),
  ]

  private static func board(
    _ name: String, _ steps: [Step] = [], moment: Moment = .morning, ready: String, pace: Int = 1
  ) -> Screen {
    Screen(
      name: "board\(name)", path: "/board", place: .board, moment: moment, ready: ready,
      steps: [.seen("#slide h2")] + steps, pace: pace, isKept: pace > 1)
  }

  private static let boards = [
    board("-opening", moment: .opening, ready: "#calling.quiet-hall"),
    board("", ready: "#calling[data-number]"),
    board("-without-sound", [.seen("#sound")], ready: "#calling[data-number]"),
    board("-lost", [.silence, .seen("#lost")], ready: "#calling[data-number]", pace: 20),
    Screen(
      name: "board-closed", path: "/board", place: .board, moment: .closed,
      ready: "#calling.quiet-hall"),
  ]

  private static func phone(_ name: String, _ token: String) -> Screen {
    Screen(name: "phone\(name)", path: "/t/\(token)", place: .phone, ready: "main")
  }

  private static let citizens = [
    phone("", "{waiting}"), phone("-next", "{next}"), phone("-called", "{called}"),
    phone("-done", "{done}"), phone("-cancelled", "{cancelled}"),
    phone("-unknown", "0000000000000000"),
    Screen(
      name: "phone-cancel", path: "/t/{waiting}", place: .phone, ready: "main",
      steps: [.touch("#cancel summary"), .seen("#cancel-yes")]),
    Screen(name: "lookup", path: "/lookup", place: .lookup, ready: "#code"),
    Screen(
      name: "lookup-found", path: "/lookup#code={dossier}&proof={proof}", place: .lookup,
      ready: ".result"),
    Screen(
      name: "lookup-unknown", path: "/lookup#code=KHONG-CO", place: .lookup, ready: ".box.bad"),
    Screen(
      name: "lookup-card", path: "/lookup", place: .lookup, ready: "#code",
      steps: [.type("#code", "012345678901"), .seen(".box.warn")]),
    Screen(name: "index", path: "/", place: .desk, ready: "a"),
    Screen(name: "pair", path: "/pair", place: .upright, ready: "input"),
    Screen(
      name: "pair-refused", path: "/pair", place: .upright, ready: "input",
      steps: [.type("#token", "abc"), .touch("#pair button"), .seen(".box.bad")]),
    Screen(name: "setup", path: "/setup", place: .desk, ready: "main"),
  ]
}
