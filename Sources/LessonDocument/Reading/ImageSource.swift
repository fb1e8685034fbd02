/// What an image shows: a picture, in a file beside the lesson or on the web.
enum ImageSource {
  /// The ends of the names of files that browsers show as pictures.
  static let types = ["apng", "avif", "gif", "jpeg", "jpg", "png", "svg", "webp"]

  /// What is wrong with an image's source; nil if it can be a picture.
  static func problem(with source: String) -> String? {
    let path = source.prefix { $0 != "#" && $0 != "?" }
    guard !path.isEmpty else {
      return
        "an image needs a picture: write its path between the parentheses, or take out the '!' for a "
        + "link"
    }
    // What a picture on the web is, its address need not tell.
    guard !path.contains(":"), !path.hasPrefix("//") else { return nil }
    let name = path.split(separator: "/").last ?? ""
    let type = name.contains(".") ? name.split(separator: ".").last?.lowercased() ?? "" : ""
    if types.contains(type) { return nil }
    return "'\(path.prefix(60))' is no picture, whose name ends in "
      + "\(Suggestion.alternatives(types.map { "." + $0 })): take out the '!' for a link"
  }
}
