import Foundation
import Testing

/// What `make screenshots` does: every screen at its sizes, in both languages and themes, as PNG.
@Suite(.enabled(if: ScreenPictures.folder != nil))
struct `Pictures of every screen, in a browser` {
  @Test func `are drawn into the folder asked for`() async throws {
    let folder = try #require(ScreenPictures.folder)
    try await onThread { try ScreenPictures.draw(into: folder) }
  }
}

private enum ScreenPictures {
  static let folder = ProcessInfo.processInfo.environment["HALLD_SCREENSHOTS"]
  /// Only screens whose name has this in it, where asked for.
  private static let only = ProcessInfo.processInfo.environment["HALLD_SCREENS"]

  static func draw(into folder: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    let screens = try EveryScreen()
    let wanted = EveryScreen.screens.filter { screen in
      only.map { part in part.isEmpty || screen.name.contains(part) } ?? true
    }
    for (index, screen) in wanted.enumerated() {
      print("\(index + 1) of \(wanted.count): \(screen.name)")
      for (width, height) in screen.sizes {
        for language in ["vi", "en"] {
          for theme in EveryScreen.Theme.allCases {
            let page = try screens.open(
              screen, size: (width, height), theme: theme, language: language)
            let name = "\(screen.name)-\(width)x\(height)-\(language)-\(theme).png"
            try screens.browser.picture(page).write(to: URL(filePath: "\(folder)/\(name)"))
            screens.browser.close(page)
          }
        }
      }
    }
  }
}
