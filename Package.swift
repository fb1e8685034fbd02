// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// Every Swift target is checked the same way.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// What a person waits for is optimised in every configuration: unoptimised, `unroll` takes four times as long.
let prompt: [SwiftSetting] =
  strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

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
    .systemLibrary(
      name: "CZlib",
      pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
    ),
    .systemLibrary(
      name: "CZip",
      pkgConfig: "libzip",
      providers: [.apt(["libzip-dev"]), .brew(["libzip"])]
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
      swiftSettings: prompt
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
      swiftSettings: prompt
    ),
    .target(name: "SystemFiles", exclude: ["README.md"], swiftSettings: prompt),
    .target(
      name: "TextSearch",
      dependencies: ["CZlib"],
      exclude: ["README.md"],
      swiftSettings: prompt
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
      swiftSettings: prompt
    ),
    .target(
      name: "LessonRunner",
      dependencies: [
        "LessonDocument", "HostProtocol", "ContentDigest", "SystemFiles",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      exclude: ["README.md", "SECURITY.md"],
      swiftSettings: prompt
    ),
    .target(
      name: "LessonPages",
      dependencies: [
        "LessonDocument", "Plots", "CDuktape", "ContentDigest", "SystemFiles",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      exclude: ["README.md"],
      // A link to the words of the site, which terminals and exports speak, too.
      resources: [.embedInCode("Words/en.yml")],
      swiftSettings: prompt
    ),
    .target(
      name: "Classroom",
      dependencies: [
        "LessonDocument", "LessonRunner", "LessonPages", "ContentDigest", "SystemFiles", "CZip",
        "Plots",
        .product(name: "Yams", package: "Yams"),
      ],
      exclude: ["README.md"],
      swiftSettings: prompt
    ),
    .target(
      name: "PreviewServer",
      dependencies: ["Plots", .product(name: "FlyingSocks", package: "FlyingFox")],
      exclude: ["README.md"],
      swiftSettings: prompt
    ),
    .executableTarget(
      name: "unroll",
      dependencies: [
        "LessonDocument", "LessonRunner", "LessonPages", "Classroom", "PreviewServer", "Plots",
        "ContentDigest", "SystemFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["README.md"],
      swiftSettings: prompt
    ),
    .executableTarget(
      name: "grade-bench",
      dependencies: ["Classroom", "LessonDocument", "LessonRunner"],
      exclude: ["README.md"],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "live-bench",
      dependencies: ["LessonDocument", "LessonRunner", "LessonPages"],
      exclude: ["README.md"],
      swiftSettings: strict
    ),

    // What tests of several targets need.
    .target(
      name: "TestSupport",
      path: "Tests/TestSupport",
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
      dependencies: ["EngineKernels", "TestSupport"],
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
      dependencies: [
        "LessonHost", "HostProtocol", "CHostSupport", "lesson-host", "TestSupport",
      ],
      swiftSettings: strict
    ),
    .testTarget(name: "HostProtocolTests", dependencies: ["HostProtocol"], swiftSettings: strict),
    .testTarget(
      name: "ContentDigestTests",
      dependencies: ["ContentDigest"],
      swiftSettings: strict
    ),
    .testTarget(name: "SystemFilesTests", dependencies: ["SystemFiles"], swiftSettings: strict),
    .testTarget(
      name: "LessonDocumentTests",
      dependencies: [
        "LessonDocument", "TestSupport",
        .product(name: "SwiftParser", package: "swift-syntax"),
        .product(name: "SwiftSyntax", package: "swift-syntax"),
      ],
      exclude: ["Cases"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "LessonRunnerTests",
      dependencies: [
        "LessonRunner", "LessonDocument", "HostProtocol", "Plots", "ContentDigest", "SystemFiles",
        "TestSupport",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "LessonPagesTests",
      dependencies: ["LessonPages", "LessonDocument", "Plots", "SystemFiles", "TestSupport"],
      exclude: ["Expected"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ClassroomTests",
      dependencies: [
        "Classroom", "ContentDigest", "LessonDocument", "LessonRunner", "LessonPages",
        "SystemFiles", "TestSupport",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PreviewServerTests",
      dependencies: ["PreviewServer", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "BrowserTests",
      dependencies: ["TestSupport"],
      exclude: ["README.md", "requirements.txt"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "UnrollTests",
      dependencies: [
        "unroll", "Classroom", "SystemFiles", "TestSupport",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict
    ),
  ]
)

// A students' edition of the course holds no tests of Unroll.
if !FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/Tests") {
  package.targets.removeAll { $0.type == .test || $0.path?.hasPrefix("Tests/") == true }
}
