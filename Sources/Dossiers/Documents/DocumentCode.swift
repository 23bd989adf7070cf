/// The text of the QR code in the upper left corner of a paper.
enum DocumentCode {
  /// The minimum of TT 01/2023/TT-VPCP in one line, parts divided by `|`, the dossier code first.
  ///
  /// Dossier code, procedure code, number of the applicant (or nothing), title, system, time of issue, and on
  /// a receipt the appointment. One line, because scanners that type end a reading with a line.
  static func text(
    _ template: DocumentTemplate, fill: DocumentFill, title: String
  ) -> String? {
    guard template.code != .none, let dossier = fill.value.dossier else { return nil }
    let identifier =
      template.code == .personal && template.kind.isForApplicant
      ? fill.personal.applicant.identifier ?? "" : ""
    var parts = [
      dossier.code, dossier.procedureCode, identifier, title, fill.value.centre.system,
      fill.value.issuedAt.description,
    ]
    if let dueAt = dossier.dueAt, template.kind == .receiptSlip {
      parts.append(dueAt.description)
    }
    return parts.map { part in String(part.map { $0 == "|" || $0.isNewline ? " " : $0 }) }
      .joined(separator: "|")
  }
}
