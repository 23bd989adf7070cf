/// Minutes of each step of the process charts, for estimates (HU QT II.1 to III).
public struct ProcessMinutes: Hashable, Sendable {
  /// Minutes by step of each chart; steps that are the applicant's have none.
  public var steps: [Chart: [Int: Int]]

  public enum Chart: String, CaseIterable, Sendable {
    case registration = "II.1"
    case intake = "II.2"
    case fee = "II.3"
    case supplement = "PH-1"
    case laterFee = "PH-2"
    case handout = "III"
  }

  public init(steps: [Chart: [Int: Int]]) {
    self.steps = steps
  }

  /// The minutes of Huế's charts, used for estimates everywhere.
  public static let hue = ProcessMinutes(steps: [
    .registration: [2: 5, 3: 5, 5: 5, 6: 3, 7: 5, 8: 5],
    .intake: [3: 5, 5: 1, 6: 1, 8: 5, 9: 1, 10: 5],
    .fee: [2: 3, 3: 3, 5: 3],
    .supplement: [2: 5, 4: 5, 5: 1],
    .laterFee: [2: 5, 4: 5],
    .handout: [2: 5, 3: 3, 4: 5, 5: 5, 6: 5, 7: 5],
  ])

  /// One way through a chart.
  public enum Path: Hashable, Sendable {
    case registration(newAccount: Bool, guidance: Bool)
    case intake(supplements: Int)
    case fee
    case supplement
    case laterFee
    case handout(Outcome, withFee: Bool)
  }

  public enum Outcome: String, CaseIterable, Sendable {
    case onTime, late, notYet, notEligible
  }

  /// The minutes of this way; a second and each further supplement goes round steps 10 and 8.
  public func minutes(_ path: Path) -> Int {
    switch path {
    case .registration(let newAccount, let guidance):
      sum(.registration, [2, 3, 5, 6] + (newAccount ? [7] : []) + (guidance ? [8] : []))
    case .intake(let supplements) where supplements <= 0:
      sum(.intake, [3, 5])
    case .intake(let supplements):
      sum(.intake, [3, 6, 8, 9]) + min(supplements - 1, 1_000) * sum(.intake, [10, 8])
    case .fee: sum(.fee, [2, 3, 5])
    case .supplement: sum(.supplement, [2, 4, 5])
    case .laterFee: sum(.laterFee, [2, 4])
    case .handout(let outcome, let withFee):
      sum(.handout, [2] + (withFee ? [3] : []) + [outcome.step])
    }
  }

  private func sum(_ chart: Chart, _ numbers: [Int]) -> Int {
    numbers.reduce(0) { $0 + (steps[chart]?[$1] ?? 0) }
  }
}

extension ProcessMinutes.Outcome {
  fileprivate var step: Int {
    switch self {
    case .onTime: 4
    case .late: 5
    case .notYet: 6
    case .notEligible: 7
    }
  }
}
