internal import Dossiers
internal import Drivers
internal import NIOCore
internal import Store
internal import Ticketing

extension HallWeb {
  /// Something was held under a kiosk's scanner: that kiosk's screen hears what it may open, nobody else.
  func scanned(_ read: InputService.KioskScan) {
    let (plan, store, today) = (parts.plan, parts.store, parts.clock.now().date)
    let rules = plan.regulations.inForce(centre: plan.centreCode, on: today)
    let reading = ScanReading(
      read.scan, code: { try? rules?.code.read($0).text },
      isTicket: { store.tokens.ticket(of: $0) != nil })
    parts.hall.tell(read.kiosk, JSONText.scanNews(reading, parts.texts))
  }
}

extension JSONText {
  /// What was scanned, for the kiosk where it was, as a server-sent event.
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
