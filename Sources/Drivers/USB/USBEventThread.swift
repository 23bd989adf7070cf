internal import CLibUSB
internal import Foundation
internal import Synchronization

/// The thread on which libusb hands over what arrived; it lives as long as one connection.
@safe final class USBEventThread {
  private let context: OpaquePointer
  private let flag = Flag()

  /// Starts it; `context` outlives this object.
  init(context: OpaquePointer) {
    unsafe self.context = context
    let flag = flag
    let pointer = unsafe Context(pointer: context)
    let thread = Thread {
      while !flag.stops.load(ordering: .acquiring) {
        var longest = timeval(tv_sec: 1, tv_usec: 0)
        _ = unsafe libusb_handle_events_timeout_completed(pointer.pointer, &longest, nil)
      }
      flag.ended.signal()
    }
    thread.name = "usb"
    thread.stackSize = 256 * 1_024
    thread.start()
  }

  /// Returns when the thread has left libusb for ever, so that the context can be closed.
  func stop() {
    guard !flag.stops.exchange(true, ordering: .acquiringAndReleasing) else { return }
    unsafe libusb_interrupt_event_handler(context)
    flag.ended.wait()
  }

  deinit { stop() }

  private final class Flag: Sendable {
    let stops = Atomic(false)
    let ended = DispatchSemaphore(value: 0)
  }

  // Safe to hand over: libusb's contexts lock themselves, and `stop` waits for the thread.
  @safe private struct Context: @unchecked Sendable {
    let pointer: OpaquePointer
  }
}
