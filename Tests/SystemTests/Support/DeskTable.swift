extension Screen {
  private static func counter(
    _ name: String, _ number: Int, _ steps: [Step] = [], moment: Moment = .morning, pace: Int = 1
  ) -> Screen {
    Screen(
      name: "counter\(name)", path: "/counter?counter=\(number)", place: .desk, moment: moment,
      account: "quay-\(number)", ready: "#current h2", steps: steps, pace: pace, isKept: pace > 1)
  }

  // Counter 1 has called, 2 and 4 serve, 3 is free and has put somebody aside, 5 rests, nobody waits for 8.
  static let counters = [
    Screen(name: "sign-in", path: "/counter", place: .desk, ready: "[name=account]"),
    Screen(
      name: "sign-in-refused", path: "/counter", place: .desk, ready: "[name=account]",
      steps: [
        .type("[name=account]", "quay-1"), .type("[name=password]", "sai"),
        .touch("#login button.main"), .seen(".box.bad"),
      ]),
    counter("", 1),
    counter("-serving", 2, [.touch("#papers summary"), .seen("[data-component]")]),
    counter("-taken-in", 4, [.touch("#take-in"), .seen("[data-code]")]),
    counter("-finish", 2, [.touch("#finish"), .seen("[data-outcome]")]),
    counter("-transfer", 1, [.touch("#transfer"), .type("[name=target]", "ho t")]),
    counter("-free", 3),
    counter("-out-of-turn", 3, [.touch("[data-list=next] button"), .seen("#dialog[open]")]),
    counter("-pause", 3, [.touch("#pause"), .seen("#dialog[open]")]),
    counter("-help", 3, [.touch("#help"), .seen("#dialog[open]")]),
    counter("-account", 3, [.touch("#own-account"), .seen("dialog table")]),
    counter("-resting", 5),
    counter("-closed", 1, moment: .opening),
    counter("-nobody", 8, [.touch("#next"), .seen("#problem .box")]),
    counter("-without-paper", 1, [.seen("#printers p")], moment: .withoutPaper),
    counter("-lost", 3, [.silence, .seen("#lost")], pace: 20),
  ]

  private static func desk(
    _ name: String, _ path: String, _ account: String, _ steps: [Step] = [],
    moment: Moment = .morning, ready: String = "#desk:not([hidden])"
  ) -> Screen {
    Screen(
      name: name, path: path, place: .desk, moment: moment, account: account, ready: ready,
      steps: steps)
  }

  private static func reception(_ name: String, _ steps: [Step]) -> Screen {
    desk("reception\(name)", "/reception", "le-tan", [.seen("#declared h2")] + steps)
  }

  private static let find: [Step] = [
    .type("#number", "{number}"), .touch("#search button"), .seen("#found [data-ticket]"),
  ]

  private static func file(_ name: String, _ act: String) -> Screen {
    desk(
      "dossier-\(name)", "/dossiers#code={checked}", "can-bo",
      [.touch("[data-act=\(act)]"), .seen("#dialog[open]")], ready: "[data-dossier]")
  }

  /// What supervision sets today: at counter 4 everything is set already, 7 alone serves its lines.
  private static func post(_ name: String, _ counter: Int, _ steps: [Step]) -> Screen {
    desk(
      "supervise-post\(name)", "/supervise", "giam-sat",
      [.touch("[data-focus=change-\(counter)]"), .seen("#dialog[open]")] + steps)
  }

  private static func posted(_ act: String) -> [Step] {
    [.touch("[data-act=\(act)]"), .seen("#dialog form .main")]
  }

  private static let posts = [
    desk("supervise-posts", "/supervise", "giam-sat", [.seen("#posts tr"), .scroll(to: "#posts")]),
    desk(
      "supervise-proposal", "/supervise", "giam-sat",
      [.seen("[data-proposal]"), .scroll(to: "[data-proposal]")]),
    post("", 4, [.seen("[data-act=substitute-end]")]),
    post("-rotation", 4, posted("rotation")),
    post("-surge", 4, posted("surge")),
    post("-configured", 4, posted("as-configured")),
    post("-pause", 4, posted("pause")),
    post("-close", 4, posted("close")),
    post("-substitute", 7, posted("substitute")),
    post("-substitute-end", 4, posted("substitute-end")),
    post(
      "-refused", 7,
      posted("rotation") + [
        .touch("#dialog [value=noi-vu]"), .touch("#dialog [value=can-cuoc]"),
        .touch("#dialog [value=ho-tich]"), .type("#dialog [name=reason]", "Quầy 1 đông người"),
        .touch("#dialog form .main"), .seen("#dialog .anyway"),
      ]),
    // Nobody else of that agency is there.
    post("-nobody", 8, [.touch("[data-act=substitute]"), .seen("#dialog .box.warn")]),
  ]

  static let desks =
    posts + [
      reception("", []),
      reception("-found", find),
      reception("-correct", find + [.touch("#correct"), .type("#dialog [name=errand]", "ho")]),
      reception("-confirm", find + [.touch("#confirm"), .seen("#dialog[open]")]),
      reception("-cancel", find + [.touch("#cancel"), .seen("#dialog[open]")]),
      reception(
        "-agent",
        [
          .type("#whom [name=words]", "dat dai"), .touch("[name=agent]"),
          .touch("#pad-entry summary"),
          .touch("#post summary"), .seen("#register"),
        ]),
      reception("-given", [.touch("[data-errand=\"ho-tich\"]"), .seen("#given .number")]),
      desk("supervise", "/supervise", "giam-sat", [.seen("#picture svg")]),
      desk(
        "supervise-day", "/supervise", "giam-sat", [.seen("#picture svg"), .scroll(to: "#day")]),
      desk(
        "supervise-acts", "/supervise", "giam-sat", [.seen("#act-rows tr"), .scroll(to: "#acts")]),
      desk("dossiers", "/dossiers", "can-bo", [.seen("#listed tr")]),
      desk(
        "dossier", "/dossiers#code={dossier}", "can-bo", [.touch("#file > :last-child summary")],
        ready: "[data-dossier]"),
      desk(
        "dossier-why", "/dossiers#code={dossier}", "can-bo",
        [
          .touch("#file details:has(.days) > summary"),
          .scroll(to: "#file details:has(.days)"),
        ], ready: "[data-dossier]"),
      file("supplement", "ask-intake-supplement"),
      file("refuse", "refuse-intake"),
      file("accept", "accept"),
      desk("incident", "/incident", "le-tan", [.seen("#propose")]),
      desk("incident-open", "/incident", "giam-doc", [.seen("#close")], moment: .blackout),
      desk(
        "incident-papers", "/incident", "can-bo", [.touch("[data-paper]"), .seen("#enter form")],
        moment: .blackout),
      desk("accounts", "/accounts", "quan-tri", ready: "[data-account]"),
      desk(
        "accounts-change", "/accounts", "quan-tri",
        [.touch("[data-account=quay-1] .acts button"), .seen("#dialog[open]")],
        ready: "[data-account]"),
      desk(
        "accounts-disable", "/accounts", "quan-tri",
        [.touch("[data-account=quay-1] .danger"), .seen("#dialog[open]")], ready: "[data-account]"),
      desk(
        "accounts-pair", "/accounts", "quan-tri",
        [.touch("[data-device] .acts button"), .seen("#dialog .code")], ready: "[data-device]"),
    ]
}
