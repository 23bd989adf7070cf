import ArgumentParser
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import VirtualPrinter

/// A ticket printer on the screen: halld sends it what it sends a real one, the browser shows the paper.
@main struct VirtualPrinterPage: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "virtual-printer", abstract: "Shows the paper of a virtual ticket printer.")

  @Option(help: "Where halld sends its slips.") var printer: Int = 9_100
  @Option(help: "Where the browser looks.") var page: Int = 9_180
  @Option(help: "Dots across the paper.") var dots: Int = 576

  /// Everything a hand can do to a printer.
  static let hands:
    [(id: String, vi: String, en: String, act: @Sendable (inout VirtualPrinter) -> Void)] = [
      ("take-paper", "Lấy hết giấy", "Take the paper out", { $0.leavePaper(rows: 0) }),
      ("few-rows", "Chỉ còn 5 cm giấy", "Leave 5 cm of paper", { $0.leavePaper(rows: 400) }),
      ("low", "Giấy sắp hết", "Little paper", { $0.leavePaper(rows: 20_000) }),
      ("load", "Lắp cuộn mới", "Load a roll", { $0.loadPaper() }),
      ("open", "Mở nắp", "Open the cover", { $0.openCover() }),
      ("close", "Đóng nắp", "Close the cover", { $0.closeCover() }),
      ("jam", "Kẹt dao", "Jam the cutter", { $0.cutterJamsNext = true }),
      ("free", "Gỡ dao", "Free the cutter", { $0.freeCutter() }),
      ("silent", "Im lặng", "Fall silent", { $0.isSilent = true }),
      ("speak", "Nói lại", "Speak again", { $0.isSilent = false }),
    ]

  func run() async throws {
    var build = VirtualPrinter.Build(rowsPerSecond: 1_600)
    build.dotsPerLine = dots
    let server: VirtualPrinterServer
    do {
      server = try VirtualPrinterServer(VirtualPrinter(build), port: printer)
    } catch let failure as POSIXError where failure.code == .EADDRINUSE {
      throw Self.taken(printer)
    }
    defer { server.stop() }
    let router = Router()
    router.get("/") { _, _ in Self.answer("text/html; charset=utf-8", Self.html) }
    router.get("/state") { _, _ in Self.answer("application/json", Self.state(of: server.printer)) }
    router.get("/paper/:number") { _, context -> Response in
      let papers = server.printer.papers
      guard let number = context.parameters.get("number", as: Int.self),
        papers.indices.contains(number)
      else { return Response(status: .notFound) }
      return Response(
        status: .ok, headers: [.contentType: "image/bmp"],
        body: .init(byteBuffer: ByteBuffer(bytes: papers[number].bitmap)))
    }
    for hand in Self.hands {
      router.post("/\(RouterPath(hand.id))") { _, _ -> Response in
        server.change(hand.act)
        return Response(status: .noContent)
      }
    }
    var quiet = Logger(label: "virtual-printer")
    quiet.logLevel = .warning
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: page)),
      onServerRunning: { channel in
        Self.say(
          "Giấy của máy in ảo ra ở / The virtual printer's paper comes out at: "
            + "http://127.0.0.1:\(channel.localAddress?.port ?? 0)/")
      }, logger: quiet)
    do {
      try await application.runService()
    } catch let failure as IOError where failure.errnoCode == EADDRINUSE {
      throw Self.taken(page)
    }
  }

  private static func taken(_ port: Int) -> ValidationError {
    ValidationError(
      "Cổng \(port) đã có chương trình khác dùng; dừng chương trình đó. / Another program listens on "
        + "port \(port); stop it, it may be another virtual printer.")
  }

  // Written at once: whoever started it may read a pipe.
  private static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  private static func answer(_ type: String, _ text: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
  }

  private static func state(of printer: VirtualPrinter) -> String {
    var words: [String] = []
    if printer.isPaperOut {
      words.append("Hết giấy · no paper")
    } else if printer.isNearEnd {
      words.append("Sắp hết giấy · paper low")
    }
    if printer.isCoverOpen { words.append("Nắp mở · cover open") }
    if printer.isCutterJammed { words.append("Kẹt dao · cutter jammed") }
    if printer.isSilent { words.append("Im lặng · silent") }
    if !printer.complaints.isEmpty {
      words.append("Lệnh lạ: \(printer.complaints.count) · unknown commands")
    }
    let state = words.isEmpty ? "Sẵn sàng · ready" : words.joined(separator: " — ")
    return """
      {"papers": \(printer.papers.count), "state": "\(state)", "bytes": \(printer.received)}
      """
  }

  private static var html: String {
    let buttons = hands.map {
      "<button data-hand=\"\($0.id)\">\($0.vi)<small>\($0.en)</small></button>"
    }.joined()
    return """
      <!doctype html><html lang="vi"><meta charset="utf-8"><title>Máy in ảo · Virtual printer</title>
      <style>
      body { font: 16px system-ui, sans-serif; background: #dde3ea; color: #10151c; margin: 0; }
      header { position: sticky; top: 0; background: #10151c; color: #fff; padding: 12px 20px; }
      h1 { font-size: 20px; margin: 0 0 8px; } #state { font-size: 18px; margin: 8px 0 0; }
      button { font: inherit; margin: 0 6px 6px 0; padding: 6px 10px; border: 0; border-radius: 6px; }
      small { display: block; color: #3d4854; }
      main { display: flex; flex-wrap: wrap; gap: 24px; padding: 24px; align-items: start; }
      img { width: 288px; background: #fff; padding: 12px 8px; box-shadow: 0 2px 8px #0006; }
      </style>
      <header><h1>Máy in ảo <span lang="en">· Virtual ticket printer</span></h1>\(buttons)
      <p id="state"></p></header><main id="papers"></main>
      <script>
      let shown = 0;
      for (const b of document.querySelectorAll("button"))
        b.onclick = () => fetch("/" + b.dataset.hand, { method: "POST" });
      setInterval(async () => {
        const now = await (await fetch("/state")).json();
        document.querySelector("#state").textContent = now.state + " · " + now.papers + " phiếu · slips";
        if (now.papers < shown) { shown = 0; document.querySelector("#papers").replaceChildren(); }
        for (; shown < now.papers; shown++) {
          const image = new Image(); image.src = "/paper/" + shown; image.alt = "phiếu " + (shown + 1);
          document.querySelector("#papers").prepend(image);
        }
      }, 400);
      </script></html>
      """
  }
}
