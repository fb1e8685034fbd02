# Every command installs what the machine lacks, then builds, so each works on a fresh clone.
.DEFAULT_GOAL := help
.PHONY: help setup build course test test-browser browser-tools end-to-end bench bench-grade format lint install clean
# Two builds of one package would wait for each other.
.NOTPARALLEL:

SWIFT ?= swift
PREFIX ?= /usr/local
SWIFT_SOURCES := Package.swift Sources Tests

unroll := .build/debug/unroll
site := Site/public
# Modules that a lesson's blocks are compiled against; they lie beside the host.
block_modules := Plots EngineKernels TeachingEngine LessonRuntime

# The compiler and the package manager keep caches in the home folder and stop without one.
ifneq ($(shell test -n "$$HOME" && test -w "$$HOME" && echo writable),writable)
export HOME := $(CURDIR)/.build/home
$(shell mkdir -p .build/home)
endif

help:
	@echo 'make course   set up, build, run every lesson, write the site'
	@echo 'make test     set up, build, lint, run the course, run every test'
	@echo 'make test-browser  only what a real browser shows of the site'
	@echo 'make bench    how long a person waits for an edit of a lesson'
	@echo 'make bench-grade   how many answers are graded in a minute'
	@echo 'make build    set up, then build .build/debug/unroll and .build/release/lesson-host'
	@echo 'make setup    install the system packages that this machine lacks'
	@echo 'make format   rewrite the Swift sources in the project'\''s format'
	@echo 'make lint     report what is not in that format'
	@echo 'make install  build everything optimised, install it under PREFIX=$(PREFIX)'
	@echo 'make clean    remove what was built'

setup:
	@.ci/setup

# The command line is built in debug, since swift-syntax takes ten minutes to optimise; the
# project's own modules are optimised all the same, and so is the host in which lessons run.
build: setup
	$(SWIFT) build --product unroll
	$(SWIFT) build -c release --product lesson-host

course: build
	$(unroll) build
	@printf '\nThe course is ready. Open it in a browser:\n\n    file://%s/$(site)/index.html\n' "$$(pwd | sed 's/ /%20/g')"

# A students' edition holds no tests of Unroll: there its lessons are what must hold.
ifeq ($(wildcard Tests),)
test: build
	$(unroll) check
else
test: build lint browser-tools
	$(unroll) check
	$(unroll) build --out .build/end-to-end
	$(SWIFT) build -c release --product LessonRuntime
	$(SWIFT) test
endif

# The pages in headless Chromium, with axe-core and the Nu checker.
test-browser: build browser-tools end-to-end
	$(SWIFT) build -c release --product LessonRuntime
	$(SWIFT) test --filter BrowserTests

end-to-end: build
	$(unroll) build --out .build/end-to-end

browser-tools:
	@.ci/setup browser
	@.ci/browser-tools .build/browser-tools Tests/BrowserTests/requirements.txt

# How long a person waits for an edit, as ratios to a full run; nothing else should be running.
bench: build
	$(SWIFT) build --product live-bench
	.build/debug/live-bench

# How many answers are graded in a minute, and what that takes; nothing else should be running.
bench-grade: build
	$(SWIFT) build --product grade-bench
	.build/debug/grade-bench

format:
	$(SWIFT) format -i -p -r $(SWIFT_SOURCES)

lint:
	$(SWIFT) format lint --strict -p -r $(SWIFT_SOURCES)

# bin/unroll is a link, so the program finds host, modules and theme beside itself.
install: setup
	$(SWIFT) build -c release --product unroll
	$(SWIFT) build -c release --product lesson-host
	.ci/install "$(DESTDIR)$(PREFIX)" $(block_modules)

clean:
	$(SWIFT) package clean
	rm -rf $(site) .build/end-to-end
