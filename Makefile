# RecipientDesk. "make run" and "make test" are all that a newcomer needs; both
# install what is missing on a Debian machine with Go. See docs/building.md.

GO    ?= go
TAGS  := migrated_fynedo
LIVE  := migrated_fynedo live

# One set of flags for everything: with other ones Go compiles all of Fyne again.
export GOFLAGS     := -trimpath
export CC          := clang
ifeq ($(shell uname -s),Linux)
export CGO_LDFLAGS := -O2 -g -Wl,--as-needed
endif

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
WINDOWS     := GOOS=windows GOARCH=amd64
SCRIPTS      = $(shell find testing .ci -name '*.sh') .ci/run

# Packages that have live tests: test files with the build tag "live".
LIVE_PACKAGES = $(shell grep -rlE --include='*_test.go' '^//go:build .*\blive\b' . | xargs -rn 1 dirname | sort -u)

.NOTPARALLEL:
.DEFAULT_GOAL := build
.PHONY: help run build test test-live lint windows bench screenshots icon clean \
	need-display deps-build deps-run deps-live deps-windows deps-lint deps-icon

help: ## show the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

run: need-display deps-build deps-run build ## open the window on the sample organization
	bin/recipientdesk --directory sample:

need-display:
	@if [ "$$(uname -s)" = Linux ] && [ -z "$${DISPLAY}$${WAYLAND_DISPLAY}" ]; then \
		echo "make run needs a display: DISPLAY and WAYLAND_DISPLAY are not set." >&2; \
		echo "Run it in a desktop session, or on a virtual screen: xvfb-run -a make run" >&2; \
		exit 1; \
	fi

build: deps-build ## build both programs into bin/
	$(GO) build -tags "$(TAGS)" -o bin/recipientdesk ./cmd/recipientdesk
	CGO_ENABLED=0 $(GO) build -o bin/rdesk ./cmd/rdesk

test: deps-build ## vet and test everything that needs no server and no display
	$(GO) vet -tags "$(TAGS)" ./...
	$(GO) test -tags "$(TAGS)" ./...

test-live: deps-build deps-live ## test against real domain controllers, with a display
	$(if $(LIVE_PACKAGES),,$(error there are no live tests))
	$(GO) mod download
	testing/samba/live.sh $(GO) test -tags "$(LIVE)" -count=1 -p 1 $(LIVE_PACKAGES)

lint: deps-build deps-lint ## formatting, vet with every set of tags, staticcheck, shellcheck
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then echo "not gofmt-ed:" $$unformatted >&2; exit 1; fi
	$(GO) vet -tags "$(TAGS)" ./...
	$(GO) vet -tags "$(LIVE)" ./...
	$(WINDOWS) CGO_ENABLED=0 $(GO) vet ./cmd/rdesk ./ldapx/...
	$(GO) run $(STATICCHECK) -tags "$(LIVE)" ./...
	shellcheck -x $(SCRIPTS)

windows: deps-windows ## build both programs for Windows into dist/windows/
	$(WINDOWS) CGO_ENABLED=1 CC=$(CURDIR)/testing/windows/cc.sh $(GO) build -tags "$(TAGS)" \
		-ldflags '-s -w -H=windowsgui -extld=x86_64-w64-mingw32-gcc' -o dist/windows/recipientdesk.exe ./cmd/recipientdesk
	$(WINDOWS) CGO_ENABLED=0 $(GO) build -ldflags '-s -w' -o dist/windows/rdesk.exe ./cmd/rdesk

bench: deps-build deps-live ## measure speed and memory; prints, never fails on a figure
	$(GO) mod download
	testing/samba/live.sh $(GO) test -tags "$(LIVE)" -count=1 -timeout 60m -run '^$$' -bench . -benchmem ./testing/bench/...

screenshots: build deps-live ## draw docs/screenshots/ from the real window
	testing/samba/live.sh testing/screenshots/run.sh

icon: deps-icon ## draw assets/icon.png from assets/icon.svg
	rsvg-convert -w 512 -h 512 assets/icon.svg -o assets/icon.png

clean: ## delete what was built
	rm -rf bin dist

deps-build deps-run deps-live deps-windows deps-lint deps-icon: deps-%:
	@testing/packages/install.sh $*
