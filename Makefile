# What to type: make run, make test, make lint, make bench, make soak.
# Each installs the Debian packages it misses, and says so.

BUILD_PACKAGES = pkg-config libsqlite3-dev libpango1.0-dev libqrencode-dev libcrypt-dev libusb-1.0-0-dev libcups2-dev \
  fonts-dejavu-core fonts-croscore
TEST_PACKAGES = $(BUILD_PACKAGES) gcc libc6-dev python3 chromium chromium-driver openssl curl systemd strace \
  umockdev libumockdev-dev cups-daemon cups-client poppler-utils zbar-tools tesseract-ocr tesseract-ocr-vie \
  python3-pip qemu-system-x86 busybox-static cpio kmod xz-utils udev espeak-ng alsa-utils
BENCH_PACKAGES = $(BUILD_PACKAGES) gcc libc6-dev python3 wrk

PORT ?= 8080
# The order of hashed collections is part of a simulated day: a seed repeats it in every process.
REPEATABLE = SWIFT_DETERMINISTIC_HASHING=1

# make simulate SEED=42 DAYS=2 WITHOUT=clock,dossiers: what a failed simulation prints.
SEED ?=
DAYS ?=
WITHOUT ?=
# make screenshots SCREEN=kiosk: only those whose name has it.
SCREEN ?=

.PHONY: help run test screenshots simulate soak bench lint rules-table speech swift build-packages test-packages bench-packages

help:
	@echo "make run    the hall in a browser, on embedded defaults: http://127.0.0.1:$(PORT)/"
	@echo "make run DEMO_PRINTER=virtual  the same with a ticket printer whose paper a browser shows"
	@echo "make test   every test, at most 20 minutes on two cores"
	@echo "make simulate  hall days with every fault until stopped; SEED=42 lives through one again"
	@echo "make soak   the long tests: 10,000 simulated days, 1,000 crashes, a full hall, fuzzing"
	@echo "make bench  the table of speeds, as ratios to this machine's limit"
	@echo "make screenshots  every screen at its sizes, as pictures in .run/screenshots; SCREEN=kiosk some of them"
	@echo "make lint   the format, checked"
	@echo "make speech the voice's clips that are missing, made by espeak-ng; recordings stay"
	@echo "make rules-table  the table of rules and tests in Sources/Dossiers/README.md, made anew"

run: swift build-packages
	@echo "== Building halld (the first build takes a few minutes)"
	swift build --product halld
ifeq ($(DEMO_PRINTER),virtual)
	swift build --product virtual-printer
	@echo "== Opening the hall and its virtual printer; stop both with Ctrl-C"
	@.build/debug/virtual-printer & printer=$$!; trap "kill $$printer 2>/dev/null" EXIT INT TERM; \
	  sleep 1; kill -0 $$printer 2>/dev/null || exit 1; \
	  .build/debug/halld serve --config Config/demo.yaml --port $(PORT) \
	  --demo-printer 127.0.0.1:9100
else
	@echo "== Opening the hall; stop it with Ctrl-C"
	.build/debug/halld serve --config Config/demo.yaml --port $(PORT)
endif

test: swift test-packages
	@.ci/axe
	@.ci/test

screenshots: swift test-packages
	swift build --build-tests
	HALLD_SCREENSHOTS=$(CURDIR)/.run/screenshots HALLD_SCREENS=$(SCREEN) \
	  .build/debug/halldPackageTests.xctest --testing-library swift-testing --filter 'Pictures of every screen'
	@echo "== Pictures of every screen lie in .run/screenshots"

rules-table: swift test-packages
	HALLD_WRITE_RULES=1 swift test --filter 'table of the readme'

speech: swift build-packages
	@.ci/packages espeak-ng
	swift build --product halld
	.build/debug/halld speech fill Config/speech/*/

simulate: swift test-packages
	swift build --build-tests
	$(REPEATABLE) HALLD_SIMULATE=forever HALLD_SEED=$(SEED) HALLD_DAYS=$(DAYS) HALLD_WITHOUT=$(WITHOUT) \
	  swift test --skip-build --filter 'SimulationTests.*promise'

soak: swift test-packages bench-packages
	swift build --build-tests
	HALLD_SOAK=1 swift test --skip-build --no-parallel --filter 'SystemTests|Power cuts'
	@echo "== 10,000 days of simulated halls"
	$(REPEATABLE) HALLD_SIMULATED_DAYS=10000 swift test --skip-build --filter SimulationTests
	@echo "== Every parser under fuzz, five minutes each, led by the branches it reaches"
	HALLD_FUZZ_COVERAGE=1 swift build --build-tests --scratch-path .build/covered
	HALLD_FUZZ_COVERAGE=1 HALLD_FUZZ_SECONDS=300 HALLD_FUZZ_SEED=0 \
	  swift test --skip-build --scratch-path .build/covered --filter FuzzTests
	Tests/Soak/run

bench: swift bench-packages
	Tests/Bench/run

lint: swift
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

swift:
	@command -v swift >/dev/null || { \
	  echo "Swift is missing. halld needs Swift 6.3: https://www.swift.org/install/linux/"; exit 1; }

build-packages: ; @.ci/packages $(BUILD_PACKAGES)
test-packages: ; @.ci/packages $(TEST_PACKAGES)
bench-packages: ; @.ci/packages $(BENCH_PACKAGES)
