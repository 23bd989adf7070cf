// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

// With HALLD_FUZZ_COVERAGE the modules with parsers count their branches (make soak).
let isCovered = Context.environment["HALLD_FUZZ_COVERAGE"] != nil
let parsing = strict + (isCovered ? [.unsafeFlags(["-sanitize=fuzzer"])] : [])
// What tests run through most, days of halls above all, is optimized in every build of this package;
// a program that links `Dossiers` may not depend on a package with flags of its own.
let isDependency = Context.packageDirectory.contains("/checkouts/")
let fast =
  parsing + (isDependency ? [] : [.unsafeFlags(["-O"], .when(configuration: .debug))])
let counters: [Target.Dependency] = isCovered ? ["CCoverage"] : []

let package = Package(
  name: "halld",
  products: [
    .executable(name: "halld", targets: ["halld"]),
    .library(name: "Dossiers", targets: ["Dossiers"]),
  ],
  dependencies: [
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(
      url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    // The pure cores: nothing below them but the standard library.
    .target(
      name: "Dossiers", dependencies: counters, exclude: ["README.md"], swiftSettings: fast),
    .target(name: "Ticketing", dependencies: ["Dossiers"], swiftSettings: fast),

    // The edges.
    .target(
      name: "Store",
      dependencies: [
        "Ticketing", "Dossiers",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: fast),
    .target(
      name: "Drivers",
      dependencies: ["Ticketing", "Dossiers", "CPango", "CQRencode", "CLibUSB", "CCUPS"],
      swiftSettings: strict + [.strictMemorySafety()]),

    // The process.
    .executableTarget(
      name: "halld",
      dependencies: [
        "Store", "Drivers", "Ticketing", "Dossiers", "CCrypt",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Yams", package: "Yams"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: parsing),

    // C libraries: a module map and one header each, no logic.
    .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
    .systemLibrary(name: "CQRencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CLibUSB", providers: [.apt(["libusb-1.0-0-dev"])]),
    .systemLibrary(name: "CCUPS", providers: [.apt(["libcups2-dev"])]),
    .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),

    // A disk in memory that fails as a seed has it, for the tests of what stands on the disk.
    .target(
      name: "CFaultDisk", path: "Tests/CFaultDisk", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(
      name: "FaultDisk", dependencies: ["CFaultDisk", "Store"], path: "Tests/FaultDisk",
      swiftSettings: strict),

    // A serial line and a device server that tests hold the far end of.
    .target(name: "VirtualLine", path: "Tests/VirtualLine", swiftSettings: strict),
    // USB without USB: what plays the kernel and the printers, and what is tried on them.
    .target(
      name: "USBRig", dependencies: ["VirtualPrinter"], path: "Tests/USBRig",
      exclude: ["Emulator"], swiftSettings: strict),
    .executableTarget(
      name: "USBCases", dependencies: ["USBRig", "VirtualPrinter", "Drivers", "Ticketing"],
      path: "Tests/USBCases", swiftSettings: strict),
    // What was drawn, read back by a decoder that is not ours.
    .target(
      name: "PNGReader", dependencies: ["Drivers", "CPango"], path: "Tests/PNGReader",
      swiftSettings: strict),
    // A print server of a test's own: cupsd on a socket, with a printer that obeys.
    .target(
      name: "CUPSRig", path: "Tests/CUPSRig", exclude: ["backend"], swiftSettings: strict),

    .testTarget(name: "DossiersTests", dependencies: ["Dossiers"], swiftSettings: strict),
    .testTarget(
      name: "TicketingTests", dependencies: ["Ticketing", "Dossiers"], swiftSettings: strict),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "Store", "FaultDisk", "Ticketing", "Dossiers",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Golden", "Fixtures"], swiftSettings: strict),
    // A ticket printer made of rules: bytes in, paper out.
    .target(name: "VirtualPrinter", path: "Tests/VirtualPrinter", swiftSettings: strict),
    // Its paper in a browser (make run DEMO_PRINTER=virtual).
    .executableTarget(
      name: "virtual-printer",
      dependencies: [
        "VirtualPrinter", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      path: "Tests/VirtualPrinterPage", swiftSettings: strict),

    .testTarget(
      name: "DriversTests",
      dependencies: [
        "Drivers", "VirtualLine", "VirtualPrinter", "Ticketing", "Dossiers", "PNGReader", "USBRig",
        "USBCases", "CUPSRig",
      ],
      exclude: ["Pictures", "Transcripts"], swiftSettings: strict),
    .testTarget(
      name: "HalldTests",
      dependencies: [
        "halld", "Store", "FaultDisk", "CUPSRig", "VirtualPrinter", "Drivers", "VirtualLine",
        "Ticketing", "Dossiers", "PNGReader",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Yams", package: "Yams"),
      ],
      exclude: ["Rules/examples.json", "Rules/variants.json", "Documents/Pictures"],
      swiftSettings: strict),
    .testTarget(
      name: "SystemTests",
      dependencies: [
        "halld", "VirtualLine", "VirtualPrinter", "USBRig", "USBCases", "CUPSRig",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Faults", "Scanner"], swiftSettings: strict),
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "halld", "Store", "VirtualPrinter", "Drivers", "Ticketing", "Dossiers", "CCoverage",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      exclude: ["Corpus"], swiftSettings: strict),
    // Counts branches for the fuzzers, in a build that asks for it (make soak).
    .target(name: "CCoverage", path: "Tests/CCoverage"),
    .testTarget(
      name: "SimulationTests",
      dependencies: [
        "halld", "Store", "FaultDisk", "VirtualPrinter", "Drivers", "Ticketing", "Dossiers",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(name: "RepositoryTests", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
