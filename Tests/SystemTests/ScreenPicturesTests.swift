import Foundation
import Testing

/// What `make screenshots` does: every screen at its sizes, in both languages and themes, as PNG.
@Suite(.enabled(if: ScreenPictures.folder != nil))
struct `Pictures of every screen, in a browser` {
  @Test(.timeLimit(.minutes(20))) func `are drawn into the folder asked for`() async throws {
    let folder = try #require(ScreenPictures.folder)
    try await onThread { try ScreenPictures.draw(into: folder) }
  }
}

private enum ScreenPictures {
  static let folder = ProcessInfo.processInfo.environment["HALLD_SCREENSHOTS"]

  static func draw(into folder: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    let screens = try EveryScreen()
    for (index, screen) in Screen.wanted.enumerated() {
      print("\(index + 1) of \(Screen.wanted.count): \(screen.name)")
      do { try draw(screen, screens, into: folder) } catch { Issue.record(error, "\(screen.name)") }
    }
  }

  private static func draw(
    _ screen: Screen, _ screens: EveryScreen, into folder: String
  ) throws {
    // What differs by language or theme only is seen at the usual size.
    for (language, themes) in [("vi", EveryScreen.Theme.allCases), ("en", [.plain])] {
      for size in language == "vi" ? Array(screen.sizes.indices) : [0] {
        try screens.open(screen, size: size, language: language)
        for theme in size == 0 ? themes : [.plain] {
          try screens.show(theme)
          let (width, height) = screen.sizes[size]
          let name = "\(screen.name)-\(width)x\(height)-\(language)-\(theme).png"
          try screens.browser.picture(screens.page)
            .write(to: URL(filePath: "\(folder)/\(name)"))
        }
      }
    }
  }
}
