import Foundation

/// A file for which a block waits, so that the test sees it run for as long as it wants.
///
/// Only a block without a sandbox sees it.
struct Gate {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder("gate") }

  /// What lets the block run as long as that.
  static let options = "//| timeout: 600"

  /// The code with which a block waits.
  var code: String {
    "import Foundation\nwhile access(\"\(folder.url.path)/open\", F_OK) != 0 { usleep(1000) }"
  }

  /// Lets the block go on.
  func open() throws { try folder.file("open", "") }
}
