import Store
import Testing

@testable import halld

@Suite struct `A sign of life` {
  @Test func `is given when the writer answers, also after a full queue`() async {
    var asked = 0
    let isAlive = await WatchdogService.answers(again: .zero) { () throws(StoreError) in
      asked += 1
      if asked < 5 { throw .busy }
    }
    #expect(isAlive && asked == 5)
  }

  @Test func `is not given when the writer has ended`() async {
    let isAlive = await WatchdogService.answers { () throws(StoreError) in throw .stopped }
    #expect(!isAlive)
  }
}
