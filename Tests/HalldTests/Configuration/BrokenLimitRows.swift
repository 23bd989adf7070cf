extension `A broken configuration` {
  static let limits: [Mistake] = [
    Mistake(
      "lookup:\n", "retention:\n  personalDays: 0\nlookup:\n", at: "personalDays",
      "retention.personalDays", "1 to 3650"),
    Mistake(
      "lookup:\n", "retention:\n  at: 2\nlookup:\n", at: "at: 2", "retention.at", "HH:MM"),
    Mistake(
      "lookup:\n", "rates:\n  screens: 5\nlookup:\n", at: "screens: 5", "rates.screens",
      "10 to 60000"),
    Mistake(
      "lookup:\n", "rates:\n  link: 500\nlookup:\n", at: "link: 500", "rates.link",
      "did you mean \"links\"?"),
    Mistake(
      "lookup:\n", "rates:\n  streamsAtOnce: 0\nlookup:\n", at: "streamsAtOnce",
      "rates.streamsAtOnce", "1 to 8000"),
    Mistake(
      "  streamsAtOnce: 200", "  freeForLoopback: true", at: "freeForLoopback: true",
      "rates.freeForLoopback", "this machine's kiosk is public too", in: "halld.yaml"),
    Mistake(
      "lookup:\n", "guessing:\n  perClientPerMinute: 1\nlookup:\n", at: "perClientPerMinute: 1",
      "guessing.perClientPerMinute", "3 to 600"),
    Mistake(
      "lookup:\n", "guessing:\n  perClientPerMinute: 30\n  fromAllPerMinute: 20\nlookup:\n",
      at: "fromAllPerMinute: 20", "guessing.fromAllPerMinute", "at least as many"),
    Mistake(
      "port: 8080\n", "port: 8080\n    trustedProxies: [nginx]\n", at: "nginx",
      "listeners[1].trustedProxies[1]", "like 127.0.0.1"),
    Mistake(
      "port: 8080\n", "port: 8080\n    trustedProxies: [10.0.0.0/8]\n", at: "10.0.0.0/8",
      "listeners[1].trustedProxies[1]", "like 127.0.0.1"),
  ]
}
