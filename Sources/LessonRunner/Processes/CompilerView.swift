/// What a program of the toolchain sees of a lesson.
struct CompilerView {
  /// The compiler's cache of C modules.
  enum Cache {
    /// The folder, which the compiler fills.
    case filled(String)
    /// The folder, of which the compiler uses what is in it.
    case borrowed(String)
  }

  /// Bytes that a compilation may write, and as much again for modules that only it uses.
  private static let outputLimit = 256 << 20

  /// The working folder where there is no sandbox; inside it is `/lesson`.
  var folder: String?
  /// The lesson's sources.
  var sources: String?
  /// The lesson's objects.
  var objects: String?
  /// The modules that blocks import.
  var modules: String?
  var cache: Cache?
  /// The host's program.
  var host: String?

  /// Bubblewrap's arguments.
  var arguments: [String] {
    let size = String(Self.outputLimit)
    var arguments: [String] = []
    if let host { arguments += ["--ro-bind", host, Sandbox.hostInside] }
    if let modules { arguments += ["--ro-bind", modules, "/modules"] }
    if let objects { arguments += ["--ro-bind", objects, "/lesson/objects"] }
    if let sources {
      arguments += ["--ro-bind", sources, "/lesson/src", "--size", size, "--tmpfs", "/lesson/out"]
    }
    switch cache {
    case .filled(let folder): arguments += ["--bind", folder, ModuleCache.inside]
    case .borrowed(let folder):
      // Somebody may have removed it since.
      arguments += ["--ro-bind-try", folder, ModuleCache.lender]
      arguments += ["--size", size, "--tmpfs", ModuleCache.inside]
    case nil: break
    }
    return arguments
  }

  /// What Landlock lets the program see.
  func fence(toolchain: Toolchain) -> SandboxView.Fence? {
    guard let host, let folder else { return nil }
    var writable = sources == nil ? [] : ["\(folder)/out"]
    switch cache {
    case .filled(let path), .borrowed(let path): writable.append(path)
    case nil: break
    }
    return SandboxView.Fence(
      host: host,
      readable: ["/usr", "/bin", "/lib", "/lib64", "/lib32", "/etc/ld.so.cache", toolchain.root]
        + [sources, objects, modules].compactMap { $0 },
      writable: writable
    )
  }
}
