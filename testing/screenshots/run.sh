#!/usr/bin/env bash
# Draws docs/screenshots/ from the real window: it starts bin/recipientdesk on a
# screen of its own, works it by keyboard on the sample organization and takes a
# picture of each view, once in light and once in dark colors.
#
# Usage: testing/screenshots/run.sh [folder]
set -euo pipefail

cd "$(dirname "$0")/../.."
out=${1:-docs/screenshots}
program=$PWD/bin/recipientdesk
work=$(mktemp -d)
pids=()

cleanup() {
	local i
	for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
		kill "${pids[i]}" 2>/dev/null || true
		wait "${pids[i]}" 2>/dev/null || true
	done
	rm -rf "$work"
}
trap cleanup EXIT

fail() {
	echo "screenshots: $*" >&2
	exit 1
}

for tool in Xvfb openbox xdotool import convert compare; do
	command -v "$tool" >/dev/null || fail "$tool is missing; run testing/packages/install.sh live"
done
[ -x "$program" ] || fail "$program is missing; run make build"

# screen starts a display and a window manager, without which nothing has the focus.
screen() {
	Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$work/display" 2>"$work/xvfb.log" &
	pids+=($!)
	until [ -s "$work/display" ]; do
		kill -0 "${pids[0]}" 2>/dev/null || fail "Xvfb did not start: $(cat "$work/xvfb.log")"
		sleep 0.05
	done
	DISPLAY=:$(cat "$work/display")
	export DISPLAY
	unset WAYLAND_DISPLAY
	openbox 2>/dev/null &
	pids+=($!)
}

# window waits for a window by its title and makes it the one that is worked with.
window() {
	local tries
	for ((tries = 0; tries < 200; tries++)); do
		if id=$(xdotool search --onlyvisible --name "$1" 2>/dev/null | tail -n 1) && [ -n "$id" ]; then
			xdotool windowactivate --sync "$id" 2>/dev/null || true
			return
		fi
		sleep 0.05
	done
	fail "no window named $1"
}

# still waits until the window has stopped changing, and leaves its picture.
still() {
	local tries
	import -window "$id" "$work/new.png"
	for ((tries = 0; tries < 40; tries++)); do
		mv "$work/new.png" "$work/old.png"
		sleep 0.15
		import -window "$id" "$work/new.png"
		if compare -metric AE "$work/old.png" "$work/new.png" null: 2>/dev/null; then
			return
		fi
	done
}

shot() {
	still
	# 255 colors are enough for a window and take a third of the room.
	convert "$work/new.png" -strip +dither -colors 255 -define png:compression-level=9 "PNG8:$out/$1-$color.png"
	echo "$out/$1-$color.png"
}

keys() {
	local key
	for key in "$@"; do
		xdotool key --clearmodifiers "$key"
		sleep 0.1
	done
}

text() { xdotool type --delay 25 "$1"; }

# find filters the list and opens the first hit, whose window has that title.
find_and_open() {
	keys F3 ctrl+a
	text "$1"
	still
	keys Down Return
	window "$2"
	still
}

sheet_of_a_user() {
	find_and_open "lindqvist" "Anna Lindqvist .* User mailbox"
	local tab
	for tab in general addresses custom delivery photo delegates member-of sync tenant all-attributes; do
		shot "sheet-$tab"
		keys ctrl+Next
	done
}

review_and_save() {
	keys ctrl+Next # from the last tab to the first
	still
	keys End
	text " (board)"
	keys ctrl+d
	shot review
	keys ctrl+shift+d
	shot review-forecast
	keys ctrl+s
	still
	keys ctrl+Prior
	shot sheet-history
	keys Escape
}

sheet_of_a_group() {
	window "RecipientDesk"
	find_and_open "board@" "Board .* Distribution group"
	keys ctrl+Next ctrl+Next ctrl+Next ctrl+Next ctrl+Next
	shot sheet-members
	keys Escape
}

main_window() {
	window "RecipientDesk"
	shot start
	keys Return
	window "corp.example .* RecipientDesk"
	still
	keys Down Down Down
	shot main
	keys ctrl+shift+f ctrl+a
	text "offers@brightwater.example"
	keys Return
	shot who
	keys Escape ctrl+o
	shot connect
	keys Escape ctrl+k
	shot columns
	keys Escape
	text "nowack"
	sleep 0.5
	shot no-hits
	keys Escape
}

# sheets_and_tenant shows why an address did not arrive, an object that the cloud manages,
# what the tenant has beside an edit, and how one signs in.
sheets_and_tenant() {
	window "RecipientDesk"
	find_and_open "claasen" "Wiebke Claasen .* User mailbox"
	keys ctrl+Prior ctrl+Prior ctrl+Prior
	shot sheet-tenant-conflict
	keys Escape
	window "RecipientDesk"
	find_and_open "jana siemers" "Jana Siemers .* User mailbox"
	keys End
	text " (moved)"
	keys ctrl+shift+d
	shot sheet-cloud-managed
	keys ctrl+z ctrl+z Escape # nothing is left to be discarded
	window "RecipientDesk"
	keys F3 Escape ctrl+shift+i
	shot sign-in
	keys Escape ctrl+alt+s
	shot sync-server
	keys Escape
}

# check_page shows both parties of a conflict, and what a fix would write.
check_page() {
	window "RecipientDesk"
	keys F7
	still
	keys Home Down
	shot check
	keys Home F4
	shot check-fix
	keys Escape ctrl+1
}

# drift_page shows an object in three columns, and what to do about an orphan.
drift_page() {
	window "RecipientDesk"
	keys ctrl+shift+d ctrl+F5
	sleep 1
	still
	keys Down Down Down Down Down Down Down
	shot drift
	keys shift+Tab Down Down
	shot drift-orphans
	keys End Up
	shot drift-type
	keys Home ctrl+1
}

# tenant_page shows what the tenant holds, and one object of it with its twin.
tenant_page() {
	window "RecipientDesk"
	keys ctrl+t
	still
	keys Down Down Down
	shot tenant
	keys ctrl+Next ctrl+Next ctrl+Next
	shot tenant-deleted
	keys ctrl+Next
	shot tenant-errors
	keys ctrl+Next
	shot tenant-licenses
	keys ctrl+Next
	text "lindqvist"
	keys Return Return
	window "Anna Lindqvist .* user of the tenant"
	still
	shot tenant-object
	keys Escape
	window "RecipientDesk"
	keys Escape ctrl+1
}

# rules_and_assistant shows the synchronization rules, why an object has a value,
# and who gets no mailbox from a license.
rules_and_assistant() {
	window "RecipientDesk"
	keys F9
	text "mailNickname"
	keys Down Down Down Down Down
	shot rules
	keys ctrl+1 ctrl+g
	window "Mailboxes that a license does not make"
	shot mailbox-guid
	keys ctrl+Tab
	shot mailbox-guid-script
	keys Escape
	window "RecipientDesk"
}

# operations shows a step in the life of one recipient, and of several at once.
operations() {
	window "RecipientDesk"
	keys F3 ctrl+a
	text "kowalczyk"
	still
	keys Down ctrl+b
	window "Piotr Kowalczyk .* Operations"
	shot operate-mailbox
	keys ctrl+Tab ctrl+Tab
	shot operate-forecast
	keys Escape
	window "RecipientDesk"
	keys F3 Escape ctrl+2
	still
	keys Down shift+Down shift+Down shift+Down ctrl+y
	window "recipients .* Operations"
	shot operate-several
	keys ctrl+s
	still
	shot operate-done
	keys ctrl+z
	still
	keys Return
	still
	keys Escape
	window "RecipientDesk"
	keys ctrl+1
}

# recipe_and_bounce shows what a user lacks for a mailbox, whom a bounce means, and the
# commands that turn rich text off.
recipe_and_bounce() {
	window "RecipientDesk"
	keys F3 ctrl+a
	text "katarzyna"
	still
	keys Down ctrl+u
	window "Cloud mailbox: Katarzyna"
	shot recipe
	keys ctrl+Return
	shot recipe-review
	keys Escape Escape
	window "RecipientDesk"
	keys F3 Escape shift+F8
	text "IMCEAEX-_o=Old+20Company_ou=Recipients_cn=cweber@brightwater.example"
	shot bounce
	keys Escape ctrl+shift+F5
	shot plain-text
	keys Escape
}

# exchange_online shows what of an edit does not synchronize, with its command.
exchange_online() {
	window "RecipientDesk"
	find_and_open "claasen" "Wiebke Claasen .* User mailbox"
	keys ctrl+Next ctrl+Next ctrl+Next
	still
	keys Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab
	text "10240"
	keys ctrl+d ctrl+shift+d ctrl+shift+d
	shot review-exchange-online
	keys ctrl+z ctrl+z Escape
	window "RecipientDesk"
	keys F3 Escape
}

# policies_page makes a policy, and shows what it would give to whom.
policies_page() {
	window "RecipientDesk"
	keys ctrl+p shift+F2
	still
	text "Staff"
	keys Tab Tab Tab
	text "%g.%s@brightwater-group.example"
	sleep 0.5
	shot policy-form
	keys Return
	still
	keys F5
	sleep 1
	still
	keys Down
	shot policies
	keys ctrl+shift+F6
	sleep 0.5
	shot policy-apply
	keys Escape ctrl+1
}

create_and_history() {
	window "RecipientDesk"
	keys F3 Escape Escape ctrl+h
	still
	keys Down
	shot history
	keys ctrl+1
	create_and_templates
}

# create_and_templates makes somebody whose address is taken, looks at what will come of
# her, and at the templates.
create_and_templates() {
	keys ctrl+n
	window "^New "
	text "Claudia"
	keys Tab
	text "Weber"
	sleep 0.5
	shot create
	keys ctrl+Tab ctrl+Tab
	shot create-forecast
	keys Escape shift+Tab space # the question whether to discard it
	window "RecipientDesk"
	keys shift+F9
	window "^Templates"
	keys ctrl+d
	text "Staff in Hamburg"
	shot templates
	keys Escape shift+Tab space
	window "RecipientDesk"
}

round() {
	color=$1
	export HOME=$work/$color XDG_STATE_HOME=$work/$color/state FYNE_THEME=$color FYNE_SCALE=1
	mkdir -p "$HOME/.cache" "$HOME/.config"
	"$program" 2>"$work/$color.log" &
	local program_pid=$!
	pids+=("$program_pid")
	main_window
	check_page
	drift_page
	tenant_page
	sheets_and_tenant
	sheet_of_a_user
	review_and_save
	sheet_of_a_group
	rules_and_assistant
	operations
	recipe_and_bounce
	exchange_online
	policies_page
	create_and_history
	keys ctrl+q
	wait "$program_pid" || true
}

mkdir -p "$out"
screen
for theme in light dark; do
	round "$theme"
done
