internal import Dossiers

/// The visitors waiting at one place, in the order of time (P-1: first come, first served).
///
/// Those with priority stand in a list of their own, so that finding the next of either
/// kind never looks at the others.
public struct WaitingLine: Sendable, Equatable {
  struct Entry: Sendable, Equatable, Comparable {
    var queuedAt: Int64
    var ticket: TicketID
    var priority: PriorityID?

    static func < (one: Entry, other: Entry) -> Bool {
      (one.queuedAt, one.ticket) < (other.queuedAt, other.ticket)
    }
  }

  var ordinary = OrderedQueue<Entry>()
  var priority = OrderedQueue<Entry>()

  public var count: Int { ordinary.count + priority.count }

  /// Who has waited longest.
  var first: TicketID? {
    [ordinary.first, priority.first].compactMap { $0 }.min()?.ticket
  }

  mutating func insert(_ visit: Visit) {
    let entry = Entry(visit)
    if visit.priority == nil { ordinary.insert(entry) } else { priority.insert(entry) }
  }

  mutating func remove(_ visit: Visit) {
    let entry = Entry(visit)
    if visit.priority == nil { ordinary.remove(entry) } else { priority.remove(entry) }
  }

  /// How many stand before a visitor in the order of time.
  func position(of visit: Visit) -> Int {
    let entry = Entry(visit)
    return ordinary.countBefore(entry) + priority.countBefore(entry)
  }
}

extension WaitingLine.Entry {
  init(_ visit: Visit) {
    self.init(
      queuedAt: visit.queuedAt.microseconds, ticket: visit.id, priority: visit.priority)
  }
}

/// A sorted list that is cheap at both ends: it grows at the back and shrinks at the front.
struct OrderedQueue<Element: Comparable & Sendable & Equatable>: Sendable {
  private var elements: [Element] = []
  /// Elements before this index have left; compacted when they are the larger half.
  private var head = 0

  var count: Int { elements.count - head }
  var first: Element? { head < elements.count ? elements[head] : nil }
  var all: ArraySlice<Element> { elements[head...] }

  mutating func insert(_ element: Element) {
    if let last = elements.last, head < elements.count, element < last {
      elements.insert(element, at: index(of: element))
    } else {
      elements.append(element)
    }
  }

  mutating func remove(_ element: Element) {
    let index = index(of: element)
    guard index < elements.count, elements[index] == element else { return }
    if index == head {
      head += 1
      if head > 64, head > elements.count / 2 {
        elements.removeFirst(head)
        head = 0
      }
    } else {
      elements.remove(at: index)
    }
  }

  func countBefore(_ element: Element) -> Int { index(of: element) - head }

  /// The first index whose element is not before this one.
  private func index(of element: Element) -> Int {
    var low = head
    var high = elements.count
    while low < high {
      let middle = (low + high) / 2
      if elements[middle] < element { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension OrderedQueue: Equatable {
  static func == (one: Self, other: Self) -> Bool { one.all == other.all }
}
