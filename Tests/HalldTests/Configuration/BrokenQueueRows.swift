extension `A broken configuration` {
  /// Printers behind a print server.
  static let queues: [Mistake] = [
    Mistake(
      "kind: folder\n    path: slips\n    keep: 1000", "kind: cups", at: "- id: slips",
      "printers[1].queue", "write text of 1 to 127"),
    Mistake(
      "kind: folder\n    path: slips\n    keep: 1000", "kind: cups\n    queue: a b", at: "a b",
      "printers[1].queue", "that lpstat -e lists"),
    Mistake(
      "kind: folder\n    path: slips\n    keep: 1000",
      "kind: cups\n    queue: q\n    server: \"host:port\"", at: "host:port", "printers[1].server",
      "write a socket file like /run/cups/cups.sock"),
    Mistake(
      "kind: folder\n    path: slips\n    keep: 1000", "kind: cups\n    queue: q\n    media: a3",
      at: "media: a3", "printers[1].media", "roll, a5, a4"),
    Mistake(
      "kind: folder\n    path: slips\n    keep: 1000", "kind: cups\n    queue: q\n    path: slips",
      at: "path: slips", "printers[1].path", "known keys"),
  ]
}
