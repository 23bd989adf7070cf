import Testing

@testable import Drivers

/// What a print server says, as people and the spooler understand it: no server is needed.
@Suite struct `What CUPS says of a queue` {
  typealias Row = (activity: Int, reasons: [String], state: PrinterState)

  @Test(
    arguments: [
      (3, ["none"], .ready),
      (3, [], .ready),
      (4, ["none"], .busy),
      (5, ["paused"], .offline),
      (5, ["none"], .offline),
      (4, ["media-empty-error"], .paperOut),
      // The severity is the driver's taste: a printer without paper prints nothing.
      (4, ["media-empty-warning"], .paperOut),
      (3, ["media-needed-error"], .paperOut),
      (3, ["media-empty"], .paperOut),
      (3, ["media-low-warning"], .paperLow),
      (4, ["media-low-report"], .paperLow),
      (4, ["cover-open-error"], .coverOpen),
      (4, ["door-open-report"], .coverOpen),
      (4, ["media-jam-error"], .cutterJammed),
      (3, ["trimmer-jam-error"], .cutterJammed),
      (3, ["offline-report"], .offline),
      (3, ["shutdown"], .offline),
      (4, ["timed-out-error"], .notAnswering),
      // The most urgent for a person first.
      (4, ["media-low-warning", "media-empty-error", "cover-open-error"], .coverOpen),
      (4, ["offline-report", "media-empty-error"], .paperOut),
      // It still prints.
      (3, ["toner-low-warning"], .ready),
      (4, ["connecting-to-device"], .busy),
      // It says that something is wrong, in words nobody here knows.
      (3, ["marker-supply-empty-error"], .unknown),
      (9, ["none"], .unknown),
    ] as [Row])
  func `the state people see follows from the server's keywords`(row: Row) {
    #expect(Self.queue(row.activity, row.reasons).state == row.state, "\(row)")
  }

  @Test func `a queue that refuses jobs is offline`() {
    var queue = Self.queue(3, [])
    queue.acceptsJobs = false
    #expect(queue.state == .offline)
    #expect(queue.refusal(profile: .escpos)?.code == .offline)
  }

  @Test func `printing without a sign for half a minute is no answer`() {
    var queue = Self.queue(4, [])
    queue.unchangedFor = .seconds(29)
    #expect(queue.state == .busy)
    queue.unchangedFor = .seconds(30)
    #expect(queue.state == .notAnswering)
  }

  @Test func `a password in a device's address is not told`() {
    let queue = CUPSQueue(
      IPPAnswer.Group(values: ["device-uri": [.text("smb://lan:secret@host/printer")]]))
    #expect(queue.device == "smb://…@host/printer")
  }

  @Test func `rubbish from a server is a queue nobody knows anything of`() {
    let odd = IPPAnswer.Group(values: [
      "printer-state": [.text("idle")], "printer-state-reasons": [.number(7), .nothing],
      "printer-is-accepting-jobs": [.nothing], "printer-up-time": [.number(1)],
      "printer-state-change-time": [.number(9)],
    ])
    let queue = CUPSQueue(odd, name: "q")
    #expect(queue.state == .unknown)
    #expect(queue.unchangedFor == nil)
    #expect(CUPSJob(odd) == nil)
    #expect(CUPSJob(IPPAnswer.Group(values: ["job-id": [.number(-1)]])) == nil)
  }

  @Test(
    arguments: [
      ("Local Raw Printer", PrinterProfile.Kind.escpos, CUPSForm.commands),
      ("Local Raw Printer", .folder, nil),
      ("Rig", .folder, .pdf),
      ("Rig", .escpos, .commands),
    ] as [(String, PrinterProfile.Kind, CUPSForm?)])
  func `bytes go to raw queues and pages to those with a driver`(
    model: String, kind: PrinterProfile.Kind, form: CUPSForm?
  ) {
    var queue = Self.queue(3, [])
    queue.model = model
    queue.formats = ["image/png", "application/pdf", "application/vnd.cups-raw"]
    #expect(CUPSForm.best(for: queue, profile: kind) == form)
    #expect((queue.refusal(profile: kind)?.code == .refused) == (form == nil))
  }

  @Test func `a queue to a file is refused, because there every job completes`() {
    var queue = Self.queue(3, [])
    queue.device = "file:///dev/null"
    let refusal = queue.refusal(profile: .escpos)
    #expect(refusal?.code == .refused)
    #expect(refusal?.sentence.contains("nothing comes out") == true)
    #expect(queue.state == .offline)
  }

  static func queue(_ activity: Int, _ reasons: [String]) -> CUPSQueue {
    CUPSQueue(
      IPPAnswer.Group(values: [
        "printer-state": [.number(activity)],
        "printer-state-reasons": reasons.map { .text($0) },
        "document-format-supported": [.text("application/vnd.cups-raw")],
      ]), name: "q")
  }
}

@Suite struct `How a job of CUPS ends` {
  enum Ending: Sendable { case open, handedOver, unknown, failed(PrintFailure.Code) }

  @Test(
    arguments: [
      (3, false, .open), (4, false, .open), (5, true, .open), (6, true, .open),
      (9, true, .handedOver),
      // Cancelled by hand before its turn: nobody wants it any more, and nothing came out.
      (7, false, .failed(.cancelled)), (8, false, .failed(.cancelled)),
      // Bytes were on the way: only a person can see whether paper is out.
      (7, true, .unknown), (8, true, .unknown),
      (42, true, .open),
    ] as [(Int, Bool, Ending)])
  func `a slip ends by what CUPS can know`(state: Int, started: Bool, ending: Ending) throws {
    let outcome = try Self.job(state, started: started).outcome(endedBy: .others, queue: "q")
    switch (ending, outcome) {
    case (.open, nil), (.handedOver, .handedOver), (.unknown, .unknown): break
    case (.failed(let code), .failed(let why)): #expect(why.code == code)
    default: Issue.record("\(state) ends as \(String(describing: outcome))")
    }
  }

  @Test func `what halld cancelled before its turn failed for halld's reason`() throws {
    let reason = PrintFailure(.paperOut, on: "q")
    let job = try Self.job(7, started: false)
    #expect(job.outcome(endedBy: .ourselves(reason), queue: "q") == .failed(reason))
  }

  static func job(_ state: Int, started: Bool) throws -> CUPSJob {
    try #require(
      CUPSJob(
        IPPAnswer.Group(values: [
          "job-id": [.number(7)], "job-state": [.number(state)],
          "time-at-processing": [started ? .number(1_800_000_000) : .nothing],
        ])))
  }
}
