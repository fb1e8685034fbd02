import Foundation

/// Whether a file is an image that browsers show: by what it holds, whatever its name says.
enum ImageFile {
  /// Bytes in which an image says what it is.
  private static let headLength = 4096

  /// What keeps a file from being shown as an image, in a sentence; nil if nothing does.
  static func fault(at file: URL, path: String) -> String? {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
    guard isThere else { return nil }
    guard !isFolder.boolValue else {
      return "\(path) is a folder and no image; name a file in it."
    }
    let head: Data
    do {
      head = try FileHandle(forReadingFrom: file).read(upToCount: headLength) ?? Data()
    } catch {
      return "\(path) cannot be read; allow reading it, or name another image."
    }
    guard !head.isEmpty else { return "\(path) is empty and no image; save it anew." }
    guard !isRaster([UInt8](head)) else { return nil }
    guard
      String(decoding: head, as: UTF8.self).range(of: "<svg\\b", options: .regularExpression) != nil
    else {
      return
        "\(path) is no image that browsers show: it is neither PNG, JPEG, GIF, WebP, AVIF nor SVG; "
        + "link to it with [words](\(path)), or name an image."
    }
    return ActiveFile.fault(at: file, path: path)
  }

  /// The first bytes of the formats that all browsers show.
  private static func isRaster(_ bytes: [UInt8]) -> Bool {
    let signatures: [[UInt8]] = [
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], [0xFF, 0xD8, 0xFF], Array("GIF87a".utf8),
      Array("GIF89a".utf8),
    ]
    if signatures.contains(where: bytes.starts) { return true }
    let (kind, brand) = (bytes.dropFirst(8).prefix(4), bytes.dropFirst(4).prefix(8))
    return bytes.starts(with: "RIFF".utf8) && kind.elementsEqual("WEBP".utf8)
      || brand.elementsEqual("ftypavif".utf8) || brand.elementsEqual("ftypavis".utf8)
  }
}
