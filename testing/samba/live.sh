#!/usr/bin/env bash
# Runs a command with everything that the live tests need, and takes it all down:
#
#   - a domain controller with the Exchange schema   RD_LDAPS, RD_BASE, ... (samba.sh env)
#   - one without it                                 RD_NOEX_LDAPS, RD_NOEX_BASE, ...
#   - a display with a window manager                DISPLAY
#
#   live.sh CMD...      exit status of CMD
#
# It all happens in a network of its own, so that no port and no second run can
# be in the way. The command has no other network: download modules before.
# Where the kernel forbids private networks, root uses 127.0.10.1 and 127.0.11.1.
#
#   RD_SAMBA_CACHE   archives of fresh states (default ~/.cache/recipientdesk/samba)
set -euo pipefail

HERE=$(dirname "$(readlink -f "$0")")
SAMBA=$HERE/samba.sh
NOEX=(env RD_SAMBA_EXCHANGE=0 RD_SAMBA_IP=127.0.11.1 RD_SAMBA_REALM=BARE.EXAMPLE RD_SAMBA_DOMAIN=BARE RD_SAMBA_HOST=dc2)

say() { echo "live.sh: $*" >&2; }

# pick_folder prefers memory, if there is enough for 50,000 seeded users.
pick_folder() {
	local free
	free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1 || true)
	if [ -w /dev/shm ] && [ "${free:-0}" -gt 1500000 ]; then
		mktemp -d /dev/shm/recipientdesk-live.XXXXXX
	else
		mktemp -d
	fi
}

run() {
	[ $# -gt 0 ] || {
		sed -n '2,/^set -/p' "$0" | sed '$d; s/^# \{0,1\}//' >&2
		exit 2
	}
	export RD_SAMBA_CACHE=${RD_SAMBA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/recipientdesk/samba}
	RD_LIVE=$(pick_folder)
	export RD_LIVE RD_SAMBA_STATE=$RD_LIVE/dc1
	trap 'rm -rf "$RD_LIVE"' EXIT
	local map=(-r)
	[ "$(id -u)" != 0 ] || map=()
	if unshare "${map[@]}" -n -m true 2>/dev/null; then
		"$SAMBA" exec "$HERE/live.sh" .inside "$@"
	elif [ "$(id -u)" = 0 ]; then
		trap '"$SAMBA" down; rm -rf "$RD_LIVE"' EXIT
		"$SAMBA" up
		eval "$("$SAMBA" env)"
		"$HERE/live.sh" .inside "$@"
	else
		say "the kernel allows no private network to an ordinary user: run as root, or set"
		say "sysctl kernel.unprivileged_userns_clone=1"
		exit 1
	fi
}

inside() {
	export XDG_RUNTIME_DIR=$RD_LIVE/run
	mkdir -m 700 "$XDG_RUNTIME_DIR"
	NOEX+=(RD_SAMBA_STATE="$RD_LIVE/dc2")
	trap clean_up EXIT
	"${NOEX[@]}" "$SAMBA" up
	eval "$("${NOEX[@]}" "$SAMBA" env RD_NOEX)"
	start_display
	local rc=0
	"$@" || rc=$?
	return "$rc"
}

# start_display lets the X server choose a free number and waits for it.
start_display() {
	local number
	mkfifo "$RD_LIVE/display"
	Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$RD_LIVE/display" >"$RD_LIVE/xvfb.log" 2>&1 &
	DISPLAY_PID=$!
	read -r -t 20 number <"$RD_LIVE/display" || {
		cat "$RD_LIVE/xvfb.log" >&2
		say "the X server did not start"
		exit 1
	}
	export DISPLAY=:$number
	unset WAYLAND_DISPLAY
	openbox >"$RD_LIVE/openbox.log" 2>&1 &
	WM_PID=$!
}

clean_up() {
	[ -z "${WM_PID:-}" ] || kill "$WM_PID" 2>/dev/null || true
	[ -z "${DISPLAY_PID:-}" ] || kill "$DISPLAY_PID" 2>/dev/null || true
	"${NOEX[@]}" "$SAMBA" down
}

# With a trap of its own, bash waits for the command that runs before it goes on
# to clean up; every level does so, from the inside out.
trap 'exit 143' TERM
trap 'exit 130' INT

if [ "${1:-}" = .inside ]; then
	shift
	inside "$@"
else
	run "$@"
fi
