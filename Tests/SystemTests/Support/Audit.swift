import Foundation

/// Compares what the daemon has answered with what its disk holds; each difference is a sentence.
struct Audit {
  var promises: [Promise] = []
  /// Which counter was given which ticket by `call-next`.
  var calls: [(counter: String, ticket: Int64)] = []

  func differences(_ disk: DataOnDisk) throws -> [String] {
    let tickets = try disk.tickets()
    return try promised(tickets) + series(tickets) + logged(tickets, disk) + slips(tickets, disk)
      + called(disk)
  }

  /// Every answered number exists, once, as it was answered.
  private func promised(_ tickets: [DataOnDisk.Ticket]) -> [String] {
    let byID = Dictionary(uniqueKeysWithValues: tickets.map { ($0.id, $0) })
    var differences: [String] = []
    var given: [String: Promise] = [:]
    for promise in promises {
      let words = "\(promise.label) of \(promise.day) (ticket \(promise.ticket))"
      if let ticket = byID[promise.ticket] {
        if (ticket.label, ticket.day, ticket.domain) != (promise.label, promise.day, promise.domain)
        {
          differences.append(
            "\(words) was answered; on disk it is \(ticket.label) of \(ticket.day)")
        }
      } else {
        differences.append("\(words) was answered and is not on disk")
      }
      let name = "\(promise.day) \(promise.domain) \(promise.label)"
      if let other = given.updateValue(promise, forKey: name), other.key != promise.key {
        differences.append("\(words) was answered to two requests")
      }
    }
    return differences
  }

  /// Each domain's numbers of a day run from 1 without a gap and without a double.
  private func series(_ tickets: [DataOnDisk.Ticket]) -> [String] {
    Dictionary(grouping: tickets) { "\($0.domain) on \($0.day)" }.compactMap { name, tickets in
      let numbers = tickets.map(\.number).sorted()
      return numbers == Array(1...numbers.count)
        ? nil : "the numbers of \(name) are not 1 to \(numbers.count)"
    }
  }

  /// The log and the tickets tell the same.
  private func logged(_ tickets: [DataOnDisk.Ticket], _ disk: DataOnDisk) throws -> [String] {
    let issued = try Set(disk.events("ticket.issued").map(\.seq))
    let known = Set(tickets.map(\.id))
    return issued.subtracting(known).map { "log row \($0) has no ticket" }
      + known.subtracting(issued).map { "ticket \($0) has no row in the log" }
  }

  /// No paper without a number in the log, and the number on it is that one.
  private func slips(_ tickets: [DataOnDisk.Ticket], _ disk: DataOnDisk) throws -> [String] {
    let jobs = try disk.printJobs()
    let labels = Dictionary(uniqueKeysWithValues: tickets.map { ($0.id, $0.label) })
    return try disk.slips().compactMap { file in
      let parts = file.dropLast(4).split(separator: "-", maxSplits: 1)
      guard parts.count == 2, let job = Int64(parts[0]) else { return "a slip named \(file)" }
      guard let ticket = jobs[job] else { return "slip \(file), and the log knows no such job" }
      return labels[ticket] == String(parts[1])
        ? nil : "slip \(file) of \(labels[ticket] ?? "none")"
    }
  }

  /// A ticket was called to one counter only; nobody here parks or transfers.
  private func called(_ disk: DataOnDisk) throws -> [String] {
    var counters: [Int64: Set<String>] = [:]
    for call in calls { counters[call.ticket, default: []].insert(call.counter) }
    for event in try disk.events("ticket.called") {
      guard let ticket = event.body["ticket"].number, let counter = event.body["counter"].text
      else { return ["log row \(event.seq), a call, cannot be read"] }
      counters[Int64(ticket), default: []].insert(counter)
    }
    return counters.filter { $0.value.count > 1 }
      .map { "ticket \($0.key) was called to counters \($0.value.sorted())" }
  }
}
