import Dossiers
import Ticketing

@testable import Store

extension HallInTest {
  /// Asks something of a dossier, as one of those who take part in its life.
  @discardableResult
  func ask(
    _ command: DossierCommand, of which: DossierRequest.Which, by role: DossierRole = .officer,
    key: IdempotencyKey? = nil, visit: TicketID? = nil, counter: CounterID? = nil
  ) async throws(StoreError) -> DossierAnswer {
    try await store.submit(
      DossierRequest(
        command, of: which, by: .test, as: .test(role), at: now, visit: visit, counter: counter,
        key: key))
  }

  @discardableResult
  func ask(
    _ wish: DossierRequest.Wish, of which: DossierRequest.Which, by role: DossierRole = .officer
  ) async throws(StoreError) -> DossierAnswer {
    try await store.submit(
      DossierRequest(wish, of: which, by: .test, as: .test(role), at: now))
  }

  /// A walk-in with all papers, without a visit.
  func accepted(_ medium: DossierMedium = .electronic) async throws(StoreError) -> DossierAnswer {
    try await ask(.acceptAtOnce(.whole(medium)), of: .new(procedure: "dat-dai-cap-doi"))
  }

  /// Every step from acceptance to the archive, by data alone.
  static let wholeWay: [(DossierCommand, DossierRole)] = [
    (.transfer(bag: nil, slip: "PC-1"), .officer),
    (.assign(officer: "hoa"), .agencyOfficer),
    (.approve(slip: "PC-1", by: "giam-doc", results: []), .agencyLeader),
    (.sendToCentre(bag: nil), .agencyOfficer),
    (.receiveResult(nil), .officer),
    (.release(Release(proofs: [.slip, .identity])), .officer),
    (.close, .officer),
  ]
}

extension DossierActor {
  static func test(_ role: DossierRole) -> DossierActor {
    let isAgency = role == .agencyOfficer || role == .agencyLeader
    return DossierActor(role: role, id: "test", agency: isAgency ? "so-tnmt" : nil)
  }
}

extension Acceptance {
  static func whole(_ medium: DossierMedium = .electronic) -> Acceptance {
    Acceptance(
      code: .given(ordinal: 1),
      checked: [CheckedComponent("don", .complete), CheckedComponent("gcn", .complete)],
      medium: medium)
  }
}

extension HallPlan {
  /// Ten working days, two papers.
  static let procedure = Procedure(
    id: "dat-dai-cap-doi", name: BilingualName(vi: "Cấp đổi", en: "Exchange of a certificate"),
    domain: "dat-dai", leadAgency: "so-tnmt", term: .workingDays(10),
    components: [
      ProcedureComponent(
        id: "don", name: BilingualName(vi: "Đơn", en: "Application"), legalBasis: "NĐ 101"),
      ProcedureComponent(
        id: "gcn", name: BilingualName(vi: "Giấy chứng nhận", en: "Certificate"),
        legalBasis: "NĐ 101", isOriginal: true),
    ])
}
