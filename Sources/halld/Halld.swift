internal import ArgumentParser
internal import Hummingbird
internal import Mustache
internal import Yams

@main
struct Halld: AsyncParsableCommand {
  func run() async throws {}
}
