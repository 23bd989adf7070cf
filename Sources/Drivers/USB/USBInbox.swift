internal import CLibUSB
internal import Foundation
internal import Synchronization

/// What a printer said: one transfer from it is always pending, filled in by the event thread.
///
/// Automatic status and answers come through the same pipe, unasked: whoever reads only after a
/// question misses the paper that ended meanwhile.
final class USBInbox: Sendable {
  /// Rubbish without end pushes out the oldest bytes; a printer's whole state is 4 bytes.
  static let bytesMax = 4_096

  private enum Flow {
    /// The transfer is with the kernel.
    case pending
    /// The device answered with nothing, as some do without end, or stalled: asked again by `take`.
    case rests(stalled: Bool)
    case ended(TransportFailure)
  }

  private struct State {
    var bytes: [UInt8] = []
    var flow: Flow = .rests(stalled: false)
    var closes = false
  }

  private let state = Mutex(State())
  private let news = DispatchSemaphore(value: 0)

  /// The bytes that have arrived; waits for the first one until the deadline.
  func take(
    before deadline: ContinuousClock.Instant, with transfer: USBTransfer
  ) throws(TransportFailure) -> [UInt8] {
    while true {
      let (bytes, flow) = state.withLock { state in
        defer { state.bytes = [] }
        return (state.bytes, state.flow)
      }
      if !bytes.isEmpty { return bytes }
      var pause: Duration = .seconds(60)
      switch flow {
      case .pending: break
      case .ended(let why): throw why
      case .rests(let stalled):
        if stalled { transfer.clearHalt() }
        start(transfer)
        pause = .milliseconds(20)
      }
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { return [] }
      _ = news.wait(timeout: .now() + .nanoseconds(Int(min(left, pause) / .nanoseconds(1))))
    }
  }

  /// Whether the device is known to have gone.
  var end: TransportFailure? {
    state.withLock { if case .ended(let why) = $0.flow { why } else { nil } }
  }

  /// Hands the transfer to the kernel when it is not there yet.
  func start(_ transfer: USBTransfer) {
    state.withLock { state in
      guard case .rests = state.flow, !state.closes else { return }
      unsafe submit(transfer.pointer, &state)
    }
  }

  /// Takes the transfer back from the kernel; `false` when it has not come back within two seconds.
  func close(_ transfer: USBTransfer) -> Bool {
    state.withLock { state in
      state.closes = true
      if case .pending = state.flow { _ = unsafe libusb_cancel_transfer(transfer.pointer) }
    }
    let deadline = ContinuousClock.now + .seconds(2)
    while state.withLock({ if case .pending = $0.flow { true } else { false } }) {
      guard ContinuousClock.now < deadline else { return false }
      _ = news.wait(timeout: .now() + .milliseconds(10))
    }
    return true
  }

  /// Called on the event thread when the transfer came back.
  fileprivate func receive(_ transfer: UnsafeMutablePointer<libusb_transfer>) {
    let count = Int(unsafe transfer.pointee.actual_length)
    let status = unsafe transfer.pointee.status
    state.withLock { state in
      if count > 0, let buffer = unsafe transfer.pointee.buffer {
        unsafe state.bytes.append(contentsOf: UnsafeBufferPointer(start: buffer, count: count))
        if state.bytes.count > Self.bytesMax {
          state.bytes.removeFirst(state.bytes.count - Self.bytesMax)
        }
      }
      state.flow = .rests(stalled: status == LIBUSB_TRANSFER_STALL)
      if status == LIBUSB_TRANSFER_NO_DEVICE || status == LIBUSB_TRANSFER_ERROR {
        state.flow = .ended(TransportFailure(.gone, cause: "the printer was unplugged"))
      } else if status == LIBUSB_TRANSFER_COMPLETED, count > 0, !state.closes {
        unsafe submit(transfer, &state)
      }
    }
    news.signal()
  }

  // Under the lock, so that `close` finds either a transfer to cancel or none that comes after.
  private func submit(_ transfer: UnsafeMutablePointer<libusb_transfer>, _ state: inout State) {
    let code = unsafe libusb_submit_transfer(transfer)
    state.flow = code == 0 ? .pending : .ended(USBSession.failure(code, "read"))
  }
}

/// The transfer that carries bytes from the printer, with its buffer.
@safe final class USBTransfer {
  let pointer: UnsafeMutablePointer<libusb_transfer>
  private let buffer: UnsafeMutablePointer<UInt8>
  private let handle: OpaquePointer
  private let endpoint: UInt8

  /// `nil` when there is no memory. `handle` outlives this object, and so does `inbox`.
  init?(handle: OpaquePointer, endpoint: UInt8, packet: Int, inbox: USBInbox) {
    guard let made = unsafe libusb_alloc_transfer(0) else { return nil }
    // Whole packets, at least 256 bytes: a packet that does not fit is lost as an overflow.
    let room = (255 / packet + 1) * packet
    unsafe pointer = made
    unsafe buffer = .allocate(capacity: room)
    unsafe self.handle = handle
    self.endpoint = endpoint
    unsafe libusb_fill_bulk_transfer(
      made, handle, endpoint, buffer, Int32(room),
      { transfer in
        guard let transfer = unsafe transfer, let owner = unsafe transfer.pointee.user_data else {
          return
        }
        unsafe Unmanaged<USBInbox>.fromOpaque(owner).takeUnretainedValue().receive(transfer)
      }, Unmanaged.passUnretained(inbox).toOpaque(), 0)
  }

  func clearHalt() { _ = unsafe libusb_clear_halt(handle, endpoint) }

  /// Only when the kernel does not hold it any more.
  func free() {
    unsafe libusb_free_transfer(pointer)
    unsafe buffer.deallocate()
  }
}
