internal import Dossiers
internal import Ticketing

/// Finds what the slip of a print job says, from the hall as it is now.
struct SlipComposer: Sendable {
  /// Address under which phones reach `/t/TOKEN`, without a slash at its end.
  ///
  /// `nil` prints the bare token.
  let publicURL: String?
  /// Lines the centre wants on each slip.
  let instructions: [BilingualName]

  static let defaultInstructions = [
    BilingualName(
      vi: "Vui lòng chờ đến khi số được gọi trên bảng và loa.",
      en: "Please wait until your number is shown and spoken.")
  ]

  init(
    publicURL: String? = nil,
    instructions: [BilingualName] = SlipComposer.defaultInstructions
  ) {
    self.publicURL = publicURL
    self.instructions = instructions
  }

  /// The facts for a ticket's slip, or `nil` when the ticket is over or of another day.
  func facts(
    for job: PrintJob, in hall: Hall, plan: HallPlan, token: String, at now: Moment
  ) -> TicketSlip.Facts? {
    guard let visit = hall.visit(job.ticket), !visit.state.isOver else { return nil }
    let errand = plan.errand(visit.errand)
    let domain = plan.domain(errand?.domain ?? visit.domain)
    let estimate = hall.estimate(for: visit.id, at: now, plan: plan)
    let name = errand?.name ?? BilingualName(vi: visit.label, en: visit.label)
    return TicketSlip.Facts(
      centre: plan.centre, number: visit.label, errand: name, domain: domain?.name ?? name,
      serviceDay: visit.day, issued: visit.issuedAt.civil, ahead: estimate?.ahead ?? 0,
      waitMinutes: estimate?.seconds.map { ($0 + 59) / 60 },
      place: place(of: visit, in: hall, plan: plan),
      priority: visit.priority.flatMap { plan.priority($0)?.name },
      callableFrom: estimate?.warning == .lunch ? estimate?.resumesAt : nil,
      notices: estimate?.warning == .closing ? [Self.closingNotice] : [],
      code: code(token), instructions: instructions,
      // The first slip was asked for with the number itself.
      reprintOf: job.first == nil ? nil : visit.issuedAt.civil)
  }

  /// The counters that are meant to serve the line; more than three tell a visitor nothing.
  private func place(of visit: Visit, in hall: Hall, plan: HallPlan) -> String? {
    let counters = hall.counters(for: visit.line, on: visit.day, plan: plan)
    guard (1...3).contains(counters.count) else { return nil }
    return counters.map { shortName(plan.counter($0)?.name.vi ?? $0.rawValue) }.joined(
      separator: ", ")
  }

  /// "3" for "Quầy 3", since the label before it says "Quầy phục vụ".
  private func shortName(_ name: String) -> String {
    for prefix in ["Quầy số ", "Quầy "] where name.hasPrefix(prefix) {
      return String(name.dropFirst(prefix.count))
    }
    return name
  }

  private func code(_ token: String) -> TicketSlip.Code {
    guard let publicURL else {
      return TicketSlip.Code(
        payload: token,
        caption: BilingualName(
          vi: "Quét mã này tại ki-ốt để xem lượt", en: "Scan at the kiosk to see your place"))
    }
    return TicketSlip.Code(payload: "\(publicURL)/t/\(token)")
  }

  private static let closingNotice = BilingualName(
    vi: "Có thể chưa đến lượt trước giờ đóng cửa.", en: "Your turn may not come before closing.")
}
