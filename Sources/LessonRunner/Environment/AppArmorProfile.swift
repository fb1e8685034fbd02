import Foundation

/// The permission that Ubuntu's AppArmor wants for a program that makes user namespaces, for Unroll alone.
public struct AppArmorProfile: Sendable {
  private let host: String

  /// The profile of an installation.
  ///
  /// AppArmor knows a program by the path that is left when links are followed.
  public init(installation: Installation) {
    host = URL(fileURLWithPath: installation.host).resolvingSymlinksInPath().path
  }

  /// The text of the file that `apparmor_parser` reads.
  ///
  /// `lesson-host` starts bubblewrap, which has no profile and so keeps its parent's; other programs gain
  /// nothing by it.
  public var text: String {
    """
    abi <abi/4.0>,
    include <tunables/global>

    profile unroll "\(Self.escaped(host))" flags=(unconfined) {
      userns,
    }

    """
  }

  /// The path with signs escaped that mean something in AppArmor's patterns.
  private static func escaped(_ path: String) -> String {
    path.reduce(into: "") { text, character in
      if "\\\"*?[]{}^".contains(character) { text.append("\\") }
      text.append(character)
    }
  }
}
