/// How soon an accepted dossier goes on to its agency (LC 14; VL 4.2.a; KT 4.1).
public struct TransferRule: Hashable, Sendable {
  public var electronic = Electronic.atOnce
  /// Received up to and at this time: the same working day; later: `late`.
  public var cutoff = CivilTime(unchecked: 15 * 3_600)
  public var late = Late.startOfNextWorkingDay

  public enum Electronic: String, CaseIterable, Sendable {
    case atOnce, withPaper
  }

  public enum Late: String, CaseIterable, Sendable {
    case startOfNextWorkingDay, endOfNextWorkingDay
  }

  public init() {}
}

/// Who carries paper between Centre and agencies, and when (VL 4.2.b; SL 6.1.i, 6.1.k; HU QC 12.4).
public struct CourierRule: Hashable, Sendable {
  public var mode = Mode.any
  /// Times of the rounds on a working day, in order; none where no plan exists.
  public var rounds: [CivilTime] = []
  /// Whether rounds may be added or dropped by volume.
  public var flexible = false
  /// Whether a seconded officer may not be the carrier in working hours (SL 6.1.k).
  public var forbidSeconded = false

  public enum Mode: String, CaseIterable, Sendable {
    case publicPost, agencyStaff, direct, any
  }

  public init() {}
}

/// What is written down when papers change hands (VL 4.2.c; SL 6.1.k; HU QC 12.3).
public struct HandoverRule: Hashable, Sendable {
  public var record = Record.countAndSign

  public enum Record: String, CaseIterable, Sendable {
    /// Counted and signed by both.
    case countAndSign
    /// Signed both ways at each exchange.
    case bothWays
    /// The agency's standing receiver notifies the Centre.
    case notifyCentre
  }

  public init() {}
}

/// From what an agency starts its work (VL 4.3.b; HU DA IV.3.2.d).
public struct ProcessingRule: Hashable, Sendable {
  public var startOn = StartOn.electronic

  public enum StartOn: String, CaseIterable, Sendable {
    case electronic, paper
  }

  public init() {}
}

/// Asking another agency for its opinion; the term runs on (LC 15.4; SL 6.1.c; P-23).
public struct ConsultationRule: Hashable, Sendable {
  public var deadline = Deadline.perRequest
  /// Who hears of an answer that did not come.
  public var escalation = Escalation.director

  public enum Deadline: String, CaseIterable, Sendable {
    case perRequest
  }

  public enum Escalation: String, CaseIterable, Sendable {
    case director, none
  }

  public init() {}
}

/// How a dossier of several agencies goes from one to the next (LC 15.5; SL 6.1.h, 7.1.đ).
public struct LinkedRule: Hashable, Sendable {
  public var paper = Order.sequential
  public var electronic = Order.parallel
  public var returnAt = ReturnAt.leadCounter
  /// Whether the agencies' limits together may not exceed the whole term (SL 7.1.đ).
  public var splitWithinTotal = true

  public enum Order: String, CaseIterable, Sendable {
    case sequential, parallel
  }

  public enum ReturnAt: String, CaseIterable, Sendable {
    /// At the Centre, handed in by the lead agency.
    case centre
    /// At the counter of the lead agency.
    case leadCounter
  }

  public init() {}
}

/// What a leader needs before approving (LC 19.6).
public struct ApprovalRule: Hashable, Sendable {
  public var requiresTransferSlip = true

  public init() {}
}
