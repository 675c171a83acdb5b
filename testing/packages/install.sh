#!/usr/bin/env bash
# Installs the Debian packages that a task needs, only those that are missing.
#
#   install.sh NEED...          build, run, live, windows, lint, icon
#   install.sh --list NEED...   print the packages instead
set -euo pipefail

say() { echo "install.sh: $*" >&2; }

packages_for() {
	case $1 in
	# clang, because gcc needs ten times as long for the OpenGL bindings; then
	# the headers for a window on X11 and on Wayland.
	build) echo clang libc6-dev pkg-config libgl1-mesa-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev \
		libxxf86vm-dev libwayland-dev libxkbcommon-dev ;;
	run) echo libgl1 libgl1-mesa-dri libegl1 libx11-6 libxcursor1 libxrandr2 libxinerama1 libxi6 libxxf86vm1 \
		libwayland-client0 libwayland-cursor0 libwayland-egl1 libxkbcommon0 ;;
	# A real domain controller with its clients, and a display without a screen.
	live) echo samba samba-ad-dc samba-ad-provision samba-dsdb-modules samba-vfs-modules winbind python3-samba \
		ldb-tools ldap-utils krb5-user libsasl2-modules-gssapi-mit openssl util-linux iproute2 procps \
		xvfb openbox xdotool imagemagick libgl1-mesa-dri ;;
	windows) echo clang gcc-mingw-w64-x86-64 ;;
	lint) echo shellcheck ;;
	icon) echo librsvg2-bin ;;
	*)
		say "unknown need: $1"
		return 2
		;;
	esac
}

missing_of() {
	local package
	for package in "$@"; do
		[ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
	done
}

install_missing() {
	local missing root=()
	mapfile -t missing < <(missing_of "$@")
	[ "${#missing[@]}" -gt 0 ] || return 0
	if [ "$(id -u)" != 0 ]; then
		root=(sudo)
		if ! command -v sudo >/dev/null; then
			say "packages are missing, and neither root nor sudo is at hand; as root, run:"
			say "apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
			return 1
		fi
	fi
	say "installing: ${missing[*]}"
	"${root[@]}" apt-get update
	"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}

list=
if [ "${1:-}" = --list ]; then
	list=1
	shift
fi
if [ $# -eq 0 ]; then
	sed -n '2,/^set -/p' "$0" | sed '$d; s/^# \{0,1\}//' >&2
	exit 2
fi
wanted=()
for need in "$@"; do
	packages=$(packages_for "$need")
	read -r -a packages <<<"$packages"
	wanted+=("${packages[@]}")
done

if [ -n "$list" ]; then
	echo "${wanted[@]}"
elif ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
	say "no apt-get here; make sure that the counterparts of these Debian packages are installed: ${wanted[*]}"
else
	install_missing "${wanted[@]}"
fi
