import ContentDigest

/// A Swift file of the lesson's module.
struct ModuleSource: Equatable, Sendable {
  /// The file's name, without extension.
  var name: String
  var text: String
  /// The part of the text that later files can see.
  var declarations = ""
  /// The imports that it carries on to later files.
  var imports = ""
  /// What the compiler's messages call it, where its text gives them another name.
  var reportedName: String?
  /// The declarations without their bodies, for an answer of which there are many.
  var interface: String?

  /// The digest of its name and text.
  var digest: String {
    var digest = ContentDigest()
    digest.update(field: name)
    digest.update(field: text)
    return digest.hexadecimal
  }

  /// The file as files see it that need no bodies.
  var asInterface: ModuleSource {
    guard let interface else { return self }
    return ModuleSource(name: name, text: text, declarations: interface, imports: imports)
  }

  /// The file as later files see it: what its statements do is no part of it.
  var visible: ModuleSource { ModuleSource(name: name, text: declarations) }
}

extension [ModuleSource] {
  /// What a file after these ones imports.
  var carriedImports: String { map(\.imports).joined() }
}
