internal import Store
internal import Ticketing

extension PrintLedger {
  /// The ledger of a real hall.
  init(store: HallStore, composer: SlipComposer, clock: HallClock) {
    self.init(
      signs: { store.subscribePrintWork() },
      unfinished: { try await store.view { hall, _ in hall.jobs.values.filter { !$0.isOver } } },
      record: { job, progress in
        do throws(StoreError) {
          _ = try await store.submit(
            HallRequest(.slip(job, progress), by: .system, at: clock.now()))
          return .done
        } catch {
          return Recorded(error)
        }
      },
      facts: { job in
        let token = store.tokens.token(of: job.ticket)
        let now = clock.now()
        // The plan of the moment, so that a loaded configuration reaches the paper too.
        let found = try? await store.view { hall, plan in
          composer.facts(for: job, in: hall, plan: plan, token: token, at: now)
        }
        return found ?? nil
      },
      now: { clock.now() })
  }
}

extension PrintLedger.Recorded {
  init(_ error: StoreError) {
    self =
      switch error {
      case .busy, .diskFull: .later("\(error)")
      case .refused, .keyReused, .unknownOutcome, .conflict, .stopped: .refused("\(error)")
      }
  }
}
