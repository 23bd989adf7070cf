extension `A broken configuration` {
  static let peripherals: [Mistake] = [
    display("counter: \"1\"", "counter: \"99\"", "displays[1].counter", "write one of: 1, 2"),
    display("profile: cd5220", "profile: cd522", "displays[1].profile", "did you mean \"cd5220\"?"),
    display("profile: cd5220\n", "\n", at: "- id: display-1", "displays[1].profile", "cd5220"),
    display("baud: 9600", "baud: 9601", "displays[1].baud", "1200, 2400"),
    display("device: /dev/serial/by-path/a", "device: ttyUSB0", "displays[1].device", "a path in"),
    display(
      "device: /dev/serial/by-path/a", "device: /dev/../x", "displays[1].device", "a path in"),
    display(
      "device: /dev/serial/by-path/a\n", "\n", at: "- id: display-1", "displays[1].device", "text"),
    display(
      "baud: 9600", "address: 10.0.0.7\n    port: 4001", at: "device: /dev", "displays[1].device",
      "or address and port"),
    display(
      "device: /dev/serial/by-path/a", "address: quay-1\n    port: 4001", at: "address: quay-1",
      "displays[1].address", "such as 10.0.0.7"),
    display(
      "device: /dev/serial/by-path/a", "address: 10.0.0.7", at: "- id: display-1",
      "displays[1].port", "1 to 65535"),
    display("called: MOI", "called: MỜI", "displays[1].words.called", "plain letters"),
    display("called: MOI", "callled: MOI", "displays[1].words.callled", "did you mean \"called\"?"),
    scanner("kiosk: kiosk-1", "kiosk: kiosk-9", "scanners[1].kiosk", "kiosk-1"),
    scanner(
      "kiosk: kiosk-1", "kiosk: kiosk-1\n    counter: \"1\"", at: "kiosk: kiosk-1",
      "scanners[1].kiosk", "keep counter, or kiosk"),
    scanner("kiosk: kiosk-1", "counter: \"22\"", "scanners[1].counter", "write one of: 1, 2"),
    scanner("kiosk: kiosk-1\n", "\n", at: "- id: scanner-1", "scanners[1].kiosk", "kiosk-1"),
    scanner("model: \"0c2e:0b61\"", "model: \"c2e:0b61\"", "scanners[1].model", "0c2e:0b61"),
    scanner(
      "profile: keyboard-enter", "profile: keyboard", "scanners[1].profile", "keyboard-enter"),
    scanner(
      "id: scanner-1", "id: keypad-1", at: "id: keypad-1 # again", "keypads[1].id", "another"),
    scanner(
      "by-path/b", "by-path/c", at: "by-path/c # again", "keypads[1].device", "choose another"),
    scanner("counter: \"2\"", "counter: \"22\"", "keypads[1].counter", "write one of: 1, 2"),
  ]

  /// A change in a display that is as it should be.
  private static func display(
    _ found: String, _ written: String, at: String? = nil, _ key: String, _ remedy: String
  ) -> Mistake {
    let good = """
      displays:
        - id: display-1
          counter: "1"
          profile: cd5220
          device: /dev/serial/by-path/a
          baud: 9600
          words: {called: MOI}
      """
    return Mistake(
      "boards:\n", good.replacing(found, with: written) + "\nboards:\n", at: at ?? written, key,
      remedy)
  }

  private static func scanner(
    _ found: String, _ written: String, at: String? = nil, _ key: String, _ remedy: String
  ) -> Mistake {
    let good = """
      scanners:
        - id: scanner-1
          kiosk: kiosk-1
          profile: keyboard-enter
          device: /dev/input/by-path/b
          model: "0c2e:0b61"
      keypads:
        - id: keypad-1 # again
          counter: "2"
          profile: numeric
          device: /dev/input/by-path/c # again
      """
    return Mistake(
      "boards:\n", good.replacing(found, with: written) + "\nboards:\n", at: at ?? written, key,
      remedy)
  }
}
