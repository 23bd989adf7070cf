/// Wakes one task; rings that nobody has heard yet are one ring.
final class Bell: Sendable {
  let rings: AsyncStream<Void>
  private let mouth: AsyncStream<Void>.Continuation

  init() {
    (rings, mouth) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func ring() { mouth.yield() }
}
