import Dossiers
import Testing

@testable import Drivers
@testable import halld

/// Templates of papers, which a person of the centre edits.
@Suite("Fuzzing documents") struct DocumentFuzz {
  @Test func `a template is taken and can be printed, or every problem has a place`() async throws {
    let centre = DocumentCentre(
      code: "LC", name: "Trung tâm", superior: "UBND tỉnh", symbol: "TT", place: "Lai Châu",
      system: "Hệ thống")
    let kind = DocumentKind.evaluationForm
    let value = DocumentExamples.value(kind, centre: centre)
    try await Fuzzer(
      name: "documents", longest: 4_000, slowest: 3,
      words: FileFuzz.words + [
        "{dossier.code}", "{dossier.dueAt:short}", "{index}", "**", "__", "{", "}", "text: ",
        "line: ", "box: ", "list: components", "table: entries", "notes: ", "signatures: ",
        "width: 1", "blankRows: 40", "when: reasons", "sheet: a5", "code: personal",
      ],
      more: try Corpus.shipped(in: "Config/documents")
    ) { input in
      let text = String(decoding: input, as: UTF8.self)
      let outcome = DocumentTemplateFile.read(
        "evaluation-form.yaml", text: text, kind: kind, centres: KnownNames(["LC"]))
      try FileFuzz.told(outcome.problems, of: text, isTaken: outcome.template != nil)
      guard let template = outcome.template else { return }
      let paper = try template.compose(value, personal: DocumentExamples.personal)
      try demand(paper.code?.contains("\n") != true, "a QR code of two lines")
      var setter = PageSetter(paper, fonts: try PangoFonts(.document))
      let sheets = try setter.sheets().count
      try demand((1...2_000).contains(sheets), "\(sheets) sheets")
    }.run()
  }

  @Test func `a sentence with fields is read, or its fault has a name`() async throws {
    try await Fuzzer(
      name: "document-text", longest: 400,
      words: ["{dossier.code}", "{name}", "{dossier.dueAt:day}", "{", "}", ":", "**", "__"],
      more: [[UInt8]("Hẹn **{dossier.dueAt:day}** {applicant.name}".utf8)]
    ) { input in
      let text = String(decoding: input, as: UTF8.self)
      guard let read = try? DocumentText(text, cells: DocumentRows.components.cells) else { return }
      // Words outside fields and styles come through as they are.
      let words = read.parts.map { if case .words(let words) = $0.content { words } else { "" } }
      try demand(words.joined().utf8.count <= text.utf8.count, "words from nowhere")
    }.run()
  }
}
