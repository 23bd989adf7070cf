internal import Dossiers
internal import Foundation
internal import Ticketing

/// Turns events into the bodies of the log and back.
///
/// Bodies are JSON objects whose keys ascend, written out here by hand: the log's form is then a
/// decision of this file and not of a property's name elsewhere. A golden file per kind and
/// version keeps it.
enum EventCodec {
  static func body(of event: HallEvent) throws -> [UInt8] {
    var json = JSONWriter()
    switch event {
    case .ticketIssued(let event): write(event, to: &json)
    case .ticketCalled(let event):
      json.put("counter", event.counter.rawValue)
      json.put("ticket", event.ticket.rawValue)
      json.put("turn", event.turn.rawValue)
    case .ticketRecalled(let event):
      json.put("automatic", event.automatic)
      json.put("counter", event.counter.rawValue)
      json.put("nextCallAfterSeconds", event.nextCallAfterSeconds)
      json.put("ticket", event.ticket.rawValue)
    case .ticketStarted(let event):
      json.put("counter", event.counter.rawValue)
      json.put("ticket", event.ticket.rawValue)
    case .ticketParked(let event):
      json.put("counter", event.counter.rawValue)
      json.put("nextCallAfterSeconds", event.nextCallAfterSeconds)
      json.put("ticket", event.ticket.rawValue)
    case .ticketMissed(let event):
      json.put("returnWithinSeconds", event.returnWithinSeconds)
      json.put("ticket", event.ticket.rawValue)
    case .ticketReturned(let event):
      json.put("atEnd", event.atEnd)
      json.put("line", event.line.rawValue)
      json.put("ticket", event.ticket.rawValue)
    case .ticketTransferred(let event):
      json.put("backTo", event.backTo?.rawValue)
      json.put("counter", event.counter?.rawValue)
      json.put("errand", event.errand.rawValue)
      json.put("from", event.from?.rawValue)
      json.put("line", event.line.rawValue)
      json.put("ticket", event.ticket.rawValue)
    case .ticketFinished(let event):
      json.put("counter", event.counter.rawValue)
      json.put("outcome", event.outcome.rawValue)
      json.put("ticket", event.ticket.rawValue)
    case .ticketPriority(let event):
      json.put("priority", event.priority?.rawValue)
      json.put("ticket", event.ticket.rawValue)
    case .ticketCancelled(let event):
      json.put("by", event.by.rawValue)
      json.put("ticket", event.ticket.rawValue)
    case .ticketExpired(let event): json.put("ticket", event.ticket.rawValue)
    case .slipAsked(let event):
      json.put("first", event.first.rawValue)
      json.put("station", event.station)
      json.put("ticket", event.ticket.rawValue)
    case .slipMoved(let event): write(event, to: &json)
    case .dossierAccepted(let event): write(event, to: &json)
    case .dossier(let step): write(step, to: &json)
    case .dayOpened(let event):
      json.put("counters", json: try encoder.encode(event.counters))
      json.put("day", event.day.description)
    case .dayClosed(let event): json.put("day", event.day.description)
    case .counterOpened(let event):
      json.put("counter", event.counter.rawValue)
      json.put("officer", event.officer)
    case .counterPaused(let event):
      json.put("back", event.back)
      json.put("counter", event.counter.rawValue)
      json.put("reason", event.reason.rawValue)
    case .counterClosed(let event): json.put("counter", event.counter.rawValue)
    case .arranged(let event): write(event, to: &json)
    case .incident(let event): write(event, to: &json)
    case .seriesMoved(let event):
      json.put("ahead", event.ahead)
      json.put("day", event.day.description)
    }
    return json.finish()
  }

  private static func write(_ event: TicketIssued, to json: inout JSONWriter) {
    json.put("day", event.day.description)
    json.put("domain", event.domain.rawValue)
    json.put("dossiers", event.dossiers)
    json.put("errand", event.errand.rawValue)
    json.put("label", event.label)
    json.put("line", event.line.rawValue)
    json.put("number", event.number)
    json.put("origin", event.origin.rawValue)
    json.put("priority", event.priority?.rawValue)
    json.put("slip", event.slip)
    json.put("station", event.station)
  }

  private static func write(_ event: SlipMoved, to json: inout JSONWriter) {
    let (printer, reason) = event.progress.details
    json.put("job", event.job.rawValue)
    json.put("printer", printer)
    json.put("reason", reason)
    json.put("state", event.progress.name)
  }

  private static func write(_ event: DossierFromVisit, to json: inout JSONWriter) {
    let accepted = event.accepted
    json.put("agency", accepted.agency)
    json.put("arrivalStamp", accepted.arrivalStamp?.description)
    json.put("channel", accepted.channel.rawValue)
    json.put("clause", accepted.term.clause)
    json.put("code", accepted.code.text)
    json.put("codeDay", accepted.code.day.description)
    json.put("codeOrdinal", accepted.code.ordinal)
    json.put("codeOrigin", accepted.codeOrigin.rawValue)
    json.put("counter", event.counter?.rawValue)
    json.put("days", accepted.term.days)
    json.put("dossier", event.dossier?.rawValue)
    json.put("dueAt", accepted.term.dueAt.description)
    json.put("dueDate", accepted.term.dueDate.description)
    json.put("procedure", accepted.procedure)
    json.put("receivedAt", accepted.receivedAt.description)
    json.put("regulation", accepted.regulation.rawValue)
    json.put("startCountDay", accepted.term.startCountDay.description)
    json.put("ticket", event.ticket?.rawValue)
  }

  /// Keys sorted: Foundation's own order changes from run to run.
  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}

extension SlipProgress {
  /// Printer and reason, where the state has them.
  var details: (printer: String?, reason: String?) {
    switch self {
    case .queued: (nil, nil)
    case .sending(let printer), .printed(let printer), .handedOver(let printer): (printer, nil)
    case .unknown(let printer, let reason): (printer, reason)
    case .failed(let reason): (nil, reason)
    }
  }

  /// The state that these words stand for, if there is one.
  init?(name: String, printer: String?, reason: String?) {
    switch (name, printer, reason) {
    case ("queued", _, _): self = .queued
    case ("sending", let printer?, _): self = .sending(printer: printer)
    case ("printed", let printer?, _): self = .printed(printer: printer)
    case ("handedOver", let printer?, _): self = .handedOver(printer: printer)
    case ("unknown", let printer?, let reason?): self = .unknown(printer: printer, reason: reason)
    case ("failed", _, let reason?): self = .failed(reason: reason)
    default: return nil
    }
  }
}
