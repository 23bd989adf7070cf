/// A picture as a PNG file: black where a print head would burn a dot, else white.
enum PNGFile {
  /// - Throws: `notDrawn` when cairo has no memory.
  static func encode(_ picture: MonochromePicture) throws(PrintFailure) -> [UInt8] {
    let sink = ByteSink()
    try DotSurface(picture, negative: true).writePNG(to: sink)
    return sink.bytes
  }
}
