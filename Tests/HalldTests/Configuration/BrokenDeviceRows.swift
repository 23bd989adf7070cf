extension `A broken configuration` {
  static let devices: [Mistake] = [
    Mistake(
      "kind: folder", "kind: parallel", at: "kind: parallel", "printers[1].kind",
      "write one of: folder"),
    Mistake(
      "kind: folder\n    path: slips\n    keep: 1000",
      "kind: network\n    profile: escpos-80mm\n    address: printer.local", at: "printer.local",
      "printers[1].address", "give the printer a fixed address"),
    Mistake(
      "kind: folder\n    path: slips\n    keep: 1000",
      "kind: network\n    profile: folder-80mm\n    address: 10.0.0.9", at: "profile: folder-80mm",
      "printers[1].profile", "write one of: epson-tm-t20"),
    Mistake(
      "kind: folder\n    path: slips\n    keep: 1000",
      "kind: network\n    profile: escpos-80mm\n    address: 10.0.0.9\n    port: 0", at: "port: 0",
      "printers[1].port", "1 to 65535"),
    Mistake(
      "kind: folder\n    path: slips\n    keep: 1000",
      "kind: usb\n    profile: escpos-80mm\n    port: front", at: "port: front",
      "printers[1].port", "write it like 1-2.3"),
    Mistake(
      "kind: folder\n    path: slips\n    keep: 1000",
      "kind: usb\n    profile: escpos-80mm\n    vendor: Epson", at: "vendor: Epson",
      "printers[1].vendor", "write it in quotes"),
    Mistake(
      "keep: 1000", "keep: 1000\n    purposes: [paper]", at: "[paper]",
      "printers[1].purposes[1]", "write one of: ticket"),
    Mistake(
      "keep: 1000", "keep: 1000\n    purposes: [report]", at: "printers: [slips]",
      "kiosks[1].printers", "add ticket to the purposes"),
    Mistake(
      "    path: slips\n", "", at: "- id: slips", "printers[1].path", "write text of 1 to 400"),
    Mistake(
      "path: slips", "path: ../slips", at: "../slips", "printers[1].path", "inside the data folder"),
    Mistake("keep: 1000", "keep: 15", at: "keep: 15", "printers[1].keep", "16 to 100000"),
    Mistake(
      "keep: 1000", "keep: 1000\n    dotsPerLine: 570", at: "570", "printers[1].dotsPerLine",
      "write 576"),
    Mistake(
      "keep: 1000", "keep: 1000\n    language: fr", at: "language: fr", "printers[1].language",
      "vi+en, vi"),
    Mistake(
      "printers: [slips]", "printers: [slip]", at: "[slip]", "kiosks[1].printers[1]",
      "did you mean \"slips\"?"),
    Mistake(
      "printers: [slips]", "printers: [slips]\n    cooldownSeconds: 61", at: "61",
      "kiosks[1].cooldownSeconds", "0 to 60"),
    Mistake(
      "    place: Sảnh chờ", "    place: Sảnh chờ\n    counters: [\"99\"]", at: "\"99\"",
      "boards[1].counters[1]", "write one of"),
  ]
}
