extension Hall {
  func decideSlip(_ id: JobID, _ progress: SlipProgress) throws(Refusal) -> [HallEvent] {
    guard let job = jobs[id] else { throw .unknownJob(id) }
    guard job.state.mayBecome(progress) else {
      throw .slipCannot(job: id, from: job.state.name, to: progress.name)
    }
    return [.slipMoved(SlipMoved(job: id, progress: progress))]
  }

  /// Slips waiting for a printer, oldest first.
  public func queuedSlips() -> [PrintJob] {
    jobs.values.filter { $0.state == .queued }.sorted { $0.id < $1.id }
  }
}
