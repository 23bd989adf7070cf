/// What is tried on USB, each on an emulated bus of its own and again on a real kernel's.
public enum USBCase: String, CaseIterable, Sendable {
  // The bytes.
  case found =
    "a printer is found by its class, and the kernel's driver gives it up and gets it back"
  case whole = "200,000 bytes arrive in order"
  case resumed = "a full buffer ends at the deadline, and the rest goes on at the byte that arrived"
  case stalled = "a stall is cleared, and no byte is doubled or lost"
  case slow = "10 kB/s are waited for as long as the deadline allows"
  case pulled = "the cable comes out in the middle: the write and the read both say so"
  case replugged = "plugged in again, it is taken from the kernel's driver again"
  case stranger = "another device on its port gets no byte"
  case ports = "two of a kind are told apart by their ports"
  case serials = "two of a kind are told apart by their serial numbers, wherever they are"
  case claimed = "a printer that another program uses is busy"
  case mute = "a printer that cannot speak holds nobody up beyond the deadline"
  case rubbish = "rubbish without end fills no memory"
  case handles = "1,000 openings leave no file and no thread behind"

  // The slips.
  case printed = "a slip comes out whole, and its printer is ready"
  case outBefore = "paper out before a slip: failed, said at once, printed after the next roll"
  case outDuring = "paper out in a slip: unknown, the torn piece is cut off, the next slip is whole"
  case outAfter = "paper out after a slip: printed, and the state says so"
  case nearEnd = "near the end of the roll: printed, and paper low"
  case cover = "an open cover: failed, said at once, ready when closed"
  case cutter = "a cutter that jams at the end of a slip: unknown, and said"
  case full = "a full buffer in mid-slip: unknown at the deadline, port still answering"
  case halted = "a stall in mid-slip: cleared, printed once"
  case slowly = "10 kB/s: printed within the limit"
  case absent = "unplugged before a slip: failed, nothing came out"
  case torn =
    "unplugged in the middle of a slip: unknown, plugged in again it prints the next one whole"
  case gone = "unplugged after a slip: printed, and unplugged is said"
  case rebound = "plugged in again with the kernel's driver bound: printed"
  case other = "another device on its port: unplugged, and not a byte for it"
  case swapped = "two identical printers swapped: each port prints its own slips"
  case liar = "a printer that lies about its paper: believed, for nothing says otherwise"
  case silent = "a printer that never answers: failed before the first dot, or handed over if known"
  case noise = "noise among the answers: the number of papers is true, and noise proves nothing"
}
