import Dispatch

/// Lets two milliseconds pass before the next look at something that another thread does.
///
/// Yielding instead would keep a processor busy for as long as a printer takes.
func betweenLooks() async {
  await withCheckedContinuation { continuation in
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(2)) { continuation.resume() }
  }
}
