import Foundation

/// What a process holds at a moment, as the kernel counts it.
struct ProcessFigures: Sendable {
  var at: Duration
  var files: Int
  var threads: Int
  /// Resident memory that no file backs: what was read of the binary does not count.
  var kilobytes: Int

  init(of process: pid_t, at time: Duration) throws {
    at = time
    let folder = "/proc/\(process)"
    files = try FileManager.default.contentsOfDirectory(atPath: folder + "/fd").count
    threads = try FileManager.default.contentsOfDirectory(atPath: folder + "/task").count
    let status = try String(contentsOfFile: folder + "/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
    kilobytes = line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }

  /// The straight line through the figures, by least squares; 0 when there are too few.
  static func kilobytesAMinute(_ figures: some Collection<ProcessFigures>) -> Double {
    let points = figures.map { ($0.at / .seconds(60), Double($0.kilobytes)) }
    guard points.count > 2 else { return 0 }
    let count = Double(points.count)
    let middle = points.reduce(0) { $0 + $1.0 } / count
    let height = points.reduce(0) { $0 + $1.1 } / count
    let spread = points.reduce(0) { $0 + ($1.0 - middle) * ($1.0 - middle) }
    guard spread > 0 else { return 0 }
    return points.reduce(0) { $0 + ($1.0 - middle) * ($1.1 - height) } / spread
  }
}

extension RunningHall {
  /// The daemon's own process; under a wrapper it is that one's child.
  var daemon: pid_t? {
    guard let process = child?.process else { return nil }
    let children = try? String(
      contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)
    let first = children?.split(separator: " ").first.flatMap { pid_t($0) }
    return wrapper.isEmpty ? process : first
  }
}
