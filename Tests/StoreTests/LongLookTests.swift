import Foundation
import GRDB
import Testing
import Ticketing

@testable import Store

@Suite(.timeLimit(.minutes(1))) struct `A look over everything` {
  /// A recursion without an end: only an interruption ends it.
  @Test func `ends in the midst of a statement when nobody waits for it any more`() async throws {
    let hall = try HallInTest()
    let look = LongLook(DataFolder(path: hall.folder))
    let began = DispatchSemaphore(value: 0)
    let outcome = AsyncStream<(any Error)?>.makeStream()
    Thread.detachNewThread {
      do {
        try look.read { db in
          let rows = try Int64.fetchCursor(
            db,
            sql: "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c")
          _ = try rows.next()
          began.signal()
          while try rows.next() != nil {}
        }
        outcome.continuation.yield(nil)
      } catch {
        outcome.continuation.yield(error)
      }
    }
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        began.wait()
        continuation.resume()
      }
    }
    look.end()
    for await error in outcome.stream {
      #expect((error as? DatabaseError)?.resultCode == .SQLITE_INTERRUPT)
      break
    }
    #expect(throws: CancellationError.self) { try look.read { _ in } }
    #expect(try await hall.issue().visit?.label == "A001", "its connection is nobody else's")
  }

  @Test func `that is called off has found nothing; one that ends says so`() async throws {
    let hall = try HallInTest()
    _ = try await hall.issue()
    let store = hall.store
    let now = hall.now
    let look = Task {
      // Begins when it has been called off for certain.
      while !Task.isCancelled { await Task.yield() }
      return await store.scrub(at: now).status
    }
    look.cancel()
    #expect(await look.value == .unchecked)
    #expect(await store.scrub(at: now).status == .ok)
  }
}
