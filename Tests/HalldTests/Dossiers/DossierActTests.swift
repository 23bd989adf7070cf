import Dossiers
import Foundation
import Testing
import Yams

@testable import halld

@Suite struct `The table of acts` {
  /// What is no act: it begins a dossier, or comes from the province's system.
  private static let others: Set<DossierTransition.Command> = [
    .register, .receivePost, .fileOnline, .followProvince,
  ]

  @Test func `has each command once, under a word of its own`() {
    let commands = DossierAct.all.map(\.command)
    #expect(Set(commands).count == commands.count)
    #expect(Set(commands) == Set(DossierTransition.Command.allCases).subtracting(Self.others))
    for act in DossierAct.all {
      #expect(act.path.wholeMatch(of: #/[a-z]+(-[a-z]+)*/#) != nil, "\(act.path)")
      #expect(DossierAct.named(act.path)?.command == act.command)
      #expect(Set(act.members).count == act.members.count, "\(act.path)")
      #expect(Set(act.members).isDisjoint(with: ActBody.common), "\(act.path)")
    }
    #expect(DossierAct.named("follow-province") == nil && DossierAct.named("") == nil)
  }

  /// Who may do what, as DOMAIN 2.7 and 3.3 come to together; a right too many shows here first.
  static let roles: [DossierTransition.Command: Set<Role>] = [
    .openCheck: [.officer, .post], .guideAway: [.officer, .post],
    .askIntakeSupplement: [.officer, .post],
    .bringIntakeSupplement: [.receptionist, .officer, .post],
    .refuseIntake: [.officer], .askFeeFirst: [.officer], .recordFeePaid: [.officer, .feeDesk],
    .accept: [.officer, .post], .handleImmediately: [.officer],
    .decideAtCentre: [.officer, .leader], .transfer: [.officer], .signForBag: [.agency],
    .assign: [.agency, .leader], .openVerification: [.agency, .leader],
    .closeVerification: [.agency, .leader], .askConsultation: [.agency, .leader],
    .answerConsultation: [.agency, .leader], .escalateConsultation: [.agency, .officer],
    .askSupplement: [.agency, .leader], .bringSupplement: [.receptionist, .officer, .post],
    .askFee: [.agency, .leader], .bringFeeReceipt: [.receptionist, .officer, .feeDesk],
    .startChain: [.agency, .leader, .officer], .finishChainPart: [.agency, .leader],
    .escalate: [.agency, .leader, .officer],
    .receiveAuthorityResult: [.agency, .leader, .officer], .approve: [.leader],
    .refuse: [.leader], .sendToCentre: [.agency, .leader], .receiveResult: [.officer, .feeDesk],
    .release: [.officer, .feeDesk], .sendResult: [.officer, .feeDesk, .post],
    .markUncollected: [.officer, .feeDesk], .close: [.officer, .feeDesk],
    .askExtension: [.agency, .leader], .reschedule: [.officer], .postpone: [.agency, .leader],
    .apologise: [.agency, .leader], .urge: [.officer, .director],
    .admitFault: [.agency, .leader], .extend: [.officer],
    .fileExplanation: [.agency, .leader, .officer, .director],
    .recount: [.director, .administration], .reopen: [.leader, .officer],
    .reportLoss: [
      .receptionist, .officer, .feeDesk, .agency, .leader, .administration, .post, .director,
    ],
    .refundFee: [.feeDesk, .leader], .withdraw: [.receptionist, .officer],
    .returnOriginals: [.officer, .feeDesk], .chooseResultChannel: [.receptionist, .officer],
    .record: [
      .receptionist, .officer, .feeDesk, .agency, .leader, .administration, .post, .director,
    ],
  ]

  @Test func `opens each act to these roles and no other`() {
    #expect(Set(Self.roles.keys) == Set(DossierAct.all.map(\.command)))
    for act in DossierAct.all {
      for role in Role.allCases {
        #expect(
          act.isOpen(to: role) == Self.roles[act.command]?.contains(role),
          "\(role) \(act.path)")
      }
    }
  }

  @Test func `LC 3_1: supervision only looks`() {
    #expect(DossierAct.all.filter { $0.isOpen(to: .supervision) }.map(\.path) == [])
  }

  @Test func `has words for everything it says`() throws {
    let texts = try Texts(folder: Shipped.path("texts"))
    var codes = DossierAct.all.map { "act-\($0.path)" }
    codes += DossierReason.allCases.map { "reason-\($0.rawValue)" }
    codes += DocumentKind.allCases.map { "document-\($0.rawValue)" }
    codes += DueItem.Kind.allCases.map { "due-\($0.rawValue)" }
    codes += DossierState.allCases.map { "state-\($0.rawValue)" }
    codes += ResultChannel.allCases.map { "return-\($0.rawValue)" }
    codes += ["applicant", "centre", "post", "bag", "agency", "authority"].map { "holder-\($0)" }
    codes += ["centre", "director", "chairman"].map { "recipient-\($0)" }
    codes += ["queued", "printed", "handedOver", "unknown", "failed"].map { "print-\($0)" }
    codes += [
      "refused", "late", "urged", "expectedOverdueNotified", "extensionAsked", "explanationDue",
      "lostOrDamaged", "incidentEntered", "uncollected", "linked", "breached",
    ].map { "flag-\($0)" }
    codes += ["guided-to", "document-incomplete", "document-no-template", "document-not-drawn"]
    #expect(texts.missing(of: codes.sorted()) == [])
  }

  @Test func `stands in the contract with its members`() throws {
    let description = try #require(
      try Yams.load(yaml: try Shipped.text("openapi.yaml")) as? [String: Any])
    let components = try #require(description["components"] as? [String: Any])
    let schemas = try #require(components["schemas"] as? [String: [String: Any]])
    #expect(Set(schemas["ActName"]?["enum"] as? [String] ?? []) == Set(DossierAct.all.map(\.path)))
    #expect(
      Set(schemas["Reason"]?["enum"] as? [String] ?? [])
        == Set(DossierReason.allCases.map(\.rawValue)))
    #expect(
      Set(schemas["DocumentKind"]?["enum"] as? [String] ?? [])
        == Set(DocumentKind.allCases.map(\.rawValue)))
    #expect(
      Set(schemas["DossierState"]?["enum"] as? [String] ?? [])
        == Set(DossierState.allCases.map(\.rawValue)))
    #expect(
      Set(schemas["DueKind"]?["enum"] as? [String] ?? [])
        == Set(DueItem.Kind.allCases.map(\.rawValue)))
    let told = try #require(schemas["ActRequest"]?["properties"] as? [String: Any])
    #expect(
      Set(told.keys) == Set(DossierAct.all.flatMap(\.members) + ActBody.common))
    let intake = try #require(schemas["IntakeRequest"]?["properties"] as? [String: Any])
    #expect(
      Set(intake.keys)
        == Set(
          DossierOpening.members + [
            "ticket", "procedure", "code", "channel", "receivedAt", "arrivalStamp",
          ]))
  }

  @Test(arguments: [
    ("a blank", #"{"receipt":"BL 12","amount":5}"#, "member-wrong"),
    ("a name with a blank", #"{"receipt":"Lò Thị Mai","amount":5}"#, "member-wrong"),
    ("no receipt", #"{"amount":5}"#, "member-missing"),
    ("nothing", "{}", "member-missing"),
    ("a text for money", #"{"receipt":"1","amount":"5"}"#, "member-wrong"),
    ("nothing paid", #"{"receipt":"1","amount":0}"#, "member-wrong"),
    ("a fraction", #"{"receipt":"1","amount":1.5}"#, "member-wrong"),
    ("a card", #"{"receipt":"012345678901","amount":5}"#, "identity-card"),
  ])
  func `reads a fee strictly`(what: String, body: String, code: String) throws {
    let act = try #require(DossierAct.named("record-fee-paid"))
    #expect(throws: Problem.self, "\(what)") { try Self.read(act, body) }
    do {
      _ = try Self.read(act, body)
    } catch let problem as Problem {
      #expect(problem.code == code, "\(what)")
    }
  }

  @Test func `reads a fee, a slip, a bag and a release as they are meant`() throws {
    func read(_ path: String, _ body: String) throws -> DossierCommand {
      try Self.read(try #require(DossierAct.named(path)), body)
    }
    #expect(
      try read("record-fee-paid", #"{"receipt":"0012/BL-ĐĐ","amount":100000}"#)
        == .recordFeePaid(amount: 100_000, receipt: "0012/BL-ĐĐ"))
    #expect(
      try read(
        "ask-supplement",
        #"{"items":[{"item":"don"},{"item":"so-do","legalBasis":"khoản 1","verification":true}],"reason":"missing-papers"}"#
      )
        == .askSupplement(
          [
            SupplementLine("don"),
            SupplementLine("so-do", legalBasis: "khoản 1", overrideReason: "verification"),
          ], reason: "missing-papers"))
    #expect(
      try read(
        "transfer",
        #"{"slip":"7","bag":"T1","carrier":"publicPost","round":"2026-11-20T16:00:00+07:00"}"#)
        == .transfer(
          bag: Bag(id: "T1", carrier: .publicPost, round: CivilMoment("2026-11-20T16:00")),
          slip: "7"))
    #expect(try read("transfer", #"{"slip":"7"}"#) == .transfer(bag: nil, slip: "7"))
    #expect(
      try read("release", #"{"proofs":["slip","identity"],"originals":["gcn"]}"#)
        == .release(Release(proofs: [.slip, .identity], originals: ["gcn"])))
    #expect(try read("receive-result", "") == .receiveResult(nil))
    #expect(
      try read("receive-result", #"{"record":"5","declared":1,"counted":2}"#)
        == .receiveResult(HandoverCount(record: "5", declared: 1, counted: 2)))
    #expect(
      try read("approve", #"{"slip":"7"}"#) == .approve(slip: "7", by: "tester", results: []))
    #expect(
      try read("open-verification", "{}") == .openVerification(appointment: nil))
  }

  @Test(arguments: [
    ("transfer", #"{"slip":"7","carrier":"publicPost"}"#, "member-missing"),
    ("transfer", #"{"slip":"7","bag":"T1"}"#, "member-missing"),
    ("transfer", #"{"slip":"7","bag":"T1","carrier":"dragon"}"#, "member-wrong"),
    ("ask-supplement", #"{"items":[{"item":"don","why":"x"}],"reason":"other"}"#, "member-unknown"),
    ("ask-supplement", #"{"items":["don"],"reason":"missing-papers"}"#, "member-wrong"),
    ("ask-supplement", #"{"items":[{"item":"don"}],"reason":"other"}"#, "member-missing"),
    ("ask-supplement", #"{"items":[{"item":"don"}],"reason":"because"}"#, "member-wrong"),
    (
      "ask-supplement", #"{"items":[{"item":"giấy của ông Páo"}],"reason":"missing-papers"}"#,
      "member-wrong"
    ),
    ("return-originals", #"{"originals":["sổ của Lò Thị Mai"]}"#, "member-wrong"),
    ("accept", #"{"checked":[{"id":"don xin","finding":"complete"}]}"#, "member-wrong"),
    ("refuse", #"{"reason":"other"}"#, "member-missing"),
    ("open-verification", #"{"place":"thửa 5"}"#, "member-missing"),
    ("close-verification", #"{"record":"5"}"#, "member-missing"),
    ("receive-result", #"{"record":"5"}"#, "member-missing"),
    ("start-chain", #"{"lead":"A","parts":[{"agency":"B"}]}"#, "member-missing"),
    ("start-chain", #"{"lead":"A","parts":[{"agency":"B","days":0}]}"#, "member-wrong"),
    ("release", "{}", "member-missing"), ("release", #"{"proofs":[]}"#, "member-wrong"),
    ("postpone", #"{"reason":"workload","newDate":"2026-02-30"}"#, "member-wrong"),
  ])
  func `is told what is wrong with a body`(path: String, body: String, code: String) throws {
    let act = try #require(DossierAct.named(path))
    do {
      let command = try Self.read(act, body)
      Issue.record("\(path) \(body) was read as \(command)")
    } catch let problem as Problem {
      #expect(problem.code == code, "\(path) \(body)")
    }
  }

  private static func read(_ act: DossierAct, _ body: String) throws -> DossierCommand {
    let fields = try Fields(Array(body.utf8), known: ActBody.common + act.members)
    return try act.read(
      ActBody(fields: fields, account: "tester", utcOffsetSeconds: 25_200))
  }
}
