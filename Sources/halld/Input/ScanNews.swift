internal import Dossiers
internal import Drivers
internal import NIOCore
internal import Store
internal import Ticketing

extension HallWeb {
  /// Something was held under a scanner: the screen of its place hears what it may open, nobody else.
  func scanned(_ read: InputService.PlacedScan) async {
    let (plan, store, today) = (parts.plan, parts.store, parts.clock.now().date)
    let rules = plan.regulations.inForce(centre: plan.centreCode, on: today)
    let reading = ScanReading(
      read.scan, code: { try? rules?.code.read($0).text },
      isTicket: { store.tokens.ticket(of: $0) != nil })
    switch read.place {
    case .kiosk(let id): parts.hall.tell(id, JSONText.scanNews(reading, parts.texts))
    case .counter(let id): await scanned(reading, at: id)
    }
  }
}

extension JSONText {
  /// What was scanned, for the screen where it was, as a server-sent event.
  static func scanNews(_ reading: ScanReading, _ texts: Texts) -> ByteBuffer {
    var event = ByteBuffer(string: "event: scan\ndata: ")
    event.writeImmutableBuffer(
      JSONText.object { text in
        switch reading {
        case .dossier(let code, let proof):
          text.put("dossier", code)
          text.put("proof", proof)
        case .ticket(let token): text.put("ticket", token)
        case .refused(let code): text.put("refused", texts.sentence(code))
        }
      })
    event.writeStaticString("\n\n")
    return event
  }
}
