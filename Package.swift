// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is checked the same way.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// What computes is optimised in every configuration, for the processor at hand.
let computes: [SwiftSetting] =
  strict + [
    .unsafeFlags(["-O"], .when(configuration: .debug)),
    .unsafeFlags(["-Xcc", "-march=native"], .when(platforms: [.linux])),
  ]

/// Kernels work on unsafe pointers whose bounds their callers have checked.
///
/// They are generic across files, so even a debug build must compile them as one module; with
/// threads the compiler still writes one object a file, which the package manager expects.
let kernels: [SwiftSetting] =
  computes + [
    .unsafeFlags(["-Ounchecked"]),
    .unsafeFlags(
      ["-whole-module-optimization", "-num-threads", "2"],
      .when(configuration: .debug)
    ),
  ]

let package = Package(
  name: "unroll",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "unroll", targets: ["unroll"]),
    .executable(name: "lesson-host", targets: ["lesson-host"]),
    // What a lesson exported as a Swift file is compiled with.
    .library(name: "LessonRuntime", type: .static, targets: ["LessonRuntime"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CMark",
      pkgConfig: "libcmark",
      providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]
    ),
    .systemLibrary(
      name: "CDuktape",
      pkgConfig: "duktape",
      providers: [.apt(["duktape-dev"]), .brew(["duktape"])]
    ),

    .target(name: "Plots", exclude: ["README.md"], swiftSettings: computes),
    .systemLibrary(name: "CProcessor"),
    .target(
      name: "EngineKernels",
      dependencies: ["CProcessor"],
      exclude: ["README.md"],
      swiftSettings: kernels
    ),
    .target(
      name: "TeachingEngine",
      dependencies: ["Plots", "EngineKernels"],
      exclude: ["README.md", "Fused/README.md"],
      swiftSettings: computes
    ),
    .target(
      name: "LessonRuntime",
      dependencies: ["Plots", "TeachingEngine"],
      exclude: ["README.md"],
      swiftSettings: computes
    ),
    .target(
      name: "HostProtocol",
      exclude: ["README.md"],
      swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]
    ),
    .target(name: "CHostSupport", exclude: ["README.md"]),
    .target(name: "CAllocationCount", exclude: ["README.md"]),
    .target(
      name: "LessonHost",
      dependencies: ["LessonRuntime", "HostProtocol", "CHostSupport"],
      exclude: ["README.md"],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "lesson-host",
      dependencies: ["LessonHost"],
      exclude: ["README.md"],
      swiftSettings: strict,
      linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"], .when(platforms: [.linux]))]
    ),
    .target(
      name: "ContentDigest",
      exclude: ["README.md"],
      swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]
    ),
    .target(
      name: "TextSearch",
      exclude: ["README.md"],
      swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]
    ),
    .executableTarget(
      name: "engine-bench",
      dependencies: ["TeachingEngine", "CAllocationCount"],
      exclude: ["README.md"],
      swiftSettings: computes
    ),

    .target(
      name: "LessonDocument",
      dependencies: [
        "CMark",
        .product(name: "Yams", package: "Yams"),
        .product(name: "SwiftParser", package: "swift-syntax"),
        .product(name: "SwiftSyntax", package: "swift-syntax"),
        .product(name: "SwiftIDEUtils", package: "swift-syntax"),
        .product(name: "SwiftDiagnostics", package: "swift-syntax"),
        .product(name: "SwiftParserDiagnostics", package: "swift-syntax"),
        "Plots", "TextSearch",
      ],
      exclude: ["README.md"],
      swiftSettings: strict
    ),
    .target(
      name: "LessonRunner",
      dependencies: [
        "LessonDocument", "HostProtocol", "ContentDigest",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      exclude: ["README.md", "SECURITY.md"],
      swiftSettings: strict
    ),
    .target(
      name: "LessonPages",
      dependencies: [
        "LessonDocument", "Plots", "CDuktape", "ContentDigest",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      exclude: ["README.md"],
      // A link to the words of the site, which terminals and exports speak, too.
      resources: [.embedInCode("Words/en.yml")],
      swiftSettings: strict
    ),
    .target(
      name: "PreviewServer",
      dependencies: ["Plots", .product(name: "FlyingSocks", package: "FlyingFox")],
      exclude: ["README.md"],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "unroll",
      dependencies: [
        "LessonDocument", "LessonRunner", "LessonPages", "PreviewServer", "Plots",
        "ContentDigest",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["README.md"],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "live-bench",
      dependencies: ["LessonDocument", "LessonRunner", "LessonPages"],
      exclude: ["README.md"],
      swiftSettings: strict
    ),

    .testTarget(
      name: "PlotsTests",
      dependencies: ["Plots"],
      exclude: ["Snapshots"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "EngineKernelsTests",
      dependencies: ["EngineKernels"],
      swiftSettings: strict + [
        .unsafeFlags(["-Xcc", "-march=native"], .when(platforms: [.linux]))
      ]
    ),
    .testTarget(
      name: "TeachingEngineTests",
      dependencies: ["TeachingEngine", "EngineKernels", "Plots", "CAllocationCount"],
      resources: [.copy("Fixtures")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "LessonRuntimeTests",
      dependencies: ["LessonRuntime"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "LessonHostTests",
      dependencies: ["LessonHost", "HostProtocol", "CHostSupport", "lesson-host"],
      swiftSettings: strict
    ),
    .testTarget(name: "HostProtocolTests", dependencies: ["HostProtocol"], swiftSettings: strict),
    .testTarget(
      name: "ContentDigestTests",
      dependencies: ["ContentDigest"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "LessonDocumentTests",
      dependencies: ["LessonDocument"],
      exclude: ["Cases"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "LessonRunnerTests",
      dependencies: ["LessonRunner", "LessonDocument", "HostProtocol", "Plots", "ContentDigest"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "LessonPagesTests",
      dependencies: ["LessonPages", "LessonDocument", "Plots"],
      exclude: ["Expected"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PreviewServerTests",
      dependencies: ["PreviewServer"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "BrowserTests",
      exclude: ["README.md", "requirements.txt"],
      swiftSettings: strict
    ),
    .testTarget(name: "UnrollTests", dependencies: ["unroll"], swiftSettings: strict),
  ]
)
