#!/usr/bin/env bash
# A throw-away, real Active Directory domain controller (Samba AD DC) on
# loopback, with the attributes of the Exchange schema, for tests.
#
#   samba.sh up               provision if needed, start, wait until LDAP answers
#   samba.sh down             stop what "up" started (the state is kept)
#   samba.sh status           exit 0: it answers; 3: it does not run; 4: it runs and does not answer
#   samba.sh env [PREFIX]     shell exports for clients: eval "$(samba.sh env)". With a PREFIX
#                             (for a second server) only the address and the administrator
#   samba.sh seed N [OU]      add N mail-enabled users under OU=<OU> (default Load)
#   samba.sh seed-group N     see that there is a group "Load Group N" with N members under OU=Groups
#   samba.sh keytab USER FILE write the Kerberos keys of USER to FILE
#   samba.sh kinit [USER]     new ticket in the cache that "env" names (default administrator)
#   samba.sh reset            down, then delete the state
#   samba.sh exec CMD...      private network: server up, names resolved by its own DNS, run CMD,
#                             server down; needs no root; exit status of CMD
#   samba.sh packages         the Debian packages it needs
#
# Settings, all of them optional environment variables:
#   RD_SAMBA_STATE     folder of the state (default $XDG_RUNTIME_DIR/recipientdesk-samba, or in /tmp
#                      with the user's number); a memory file system is fastest
#   RD_SAMBA_CACHE     folder for archives of fresh states; later first starts unpack one in a second
#   RD_SAMBA_IP        address it listens on (127.0.10.1); the ports are fixed: 53 88 389 464 636 3268 3269
#   RD_SAMBA_REALM     CORP.EXAMPLE        RD_SAMBA_DOMAIN  CORP        RD_SAMBA_HOST  dc1
#   RD_SAMBA_PASSWORD  of the administrators, a test credential (Passw0rd.Admin1)
#   RD_SAMBA_EXCHANGE  1 load the Exchange schema; 0 leave the plain schema of Active Directory
#   RD_SAMBA_STRONG    "ldap server require strong auth": allow_sasl_over_tls (as Windows), yes or no
#   RD_SAMBA_CHILDREN  LDAP worker processes (2)
#   RD_SAMBA_SYNC      1 sync each write to disk (40 ms a modify); 0 do not (2 ms)
set -euo pipefail

HERE=$(dirname "$(readlink -f "$0")")
SELF=$HERE/samba.sh
PYTHON=/usr/bin/python3 # the one that Debian's samba module belongs to
export PYTHONDONTWRITEBYTECODE=1
PATH=$PATH:/usr/sbin:/sbin

default_state=/tmp/recipientdesk-samba-$(id -u)
[ -z "${XDG_RUNTIME_DIR:-}" ] || [ ! -w "$XDG_RUNTIME_DIR" ] || default_state=$XDG_RUNTIME_DIR/recipientdesk-samba
STATE=$(realpath -m "${RD_SAMBA_STATE:-$default_state}")
IP=${RD_SAMBA_IP:-127.0.10.1}
REALM=${RD_SAMBA_REALM:-CORP.EXAMPLE}
REALM=${REALM^^}
DOMAIN=${RD_SAMBA_DOMAIN:-CORP}
HOST=${RD_SAMBA_HOST:-dc1}
HOST=${HOST,,}
PASSWORD=${RD_SAMBA_PASSWORD:-Passw0rd.Admin1}
EXCHANGE=${RD_SAMBA_EXCHANGE:-1}
STRONG=${RD_SAMBA_STRONG:-allow_sasl_over_tls}
CHILDREN=${RD_SAMBA_CHILDREN:-2}
SYNC=${RD_SAMBA_SYNC:-0}

DNS=${REALM,,}
FQDN=$HOST.$DNS
BASE=DC=${DNS//./,DC=}
CONF=$STATE/etc/smb.conf
PIDFILE=$STATE/run/dc.pid
CCACHE=FILE:$STATE/run/krb5cc
KEYTAB=$STATE/private/administrator.keytab

say() { echo "samba.sh: $*" >&2; }
die() {
	say "$*"
	exit 1
}

# shellcheck source=testing/samba/config.sh
. "$HERE/config.sh"

check_tools() {
	local tool missing=
	for tool in samba ldbmodify ldapsearch kinit openssl ip unshare ps; do
		command -v "$tool" >/dev/null || missing="$missing $tool"
	done
	"$PYTHON" -c 'import samba.provision, samba.dckeytab' 2>/dev/null || missing="$missing python3-samba"
	[ -d /usr/share/samba/setup/ad-schema ] || missing="$missing samba-ad-provision"
	[ -z "$missing" ] || die "missing:$missing; run: make deps-live"
}

# running is true while the process that "up" started lives: number and start
# time must both match, so that a reused number is never taken for it.
running() {
	local pid start
	[ -s "$PIDFILE" ] || return 1
	read -r pid start <"$PIDFILE"
	[ -n "$start" ] && [ "$(start_time "$pid")" = "$start" ]
}

start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

answers() {
	ldapsearch -x -LLL -o nettimeout=2 -H "ldap://$IP" -s base -b '' defaultNamingContext 2>/dev/null |
		grep -qi "$BASE"
}

# state_key names everything that a fresh state depends on.
state_key() {
	{
		samba --version
		cat "$HERE"/{directory,provision,schema,fixtures}.py "$HERE/../../assets/exchange-schema.tsv"
		echo "$REALM $DOMAIN $HOST $IP $PASSWORD $EXCHANGE"
	} | sha256sum | cut -c1-16
}

build_state() {
	local key=$1 archive=
	rm -rf "$STATE"/{private,state,lock,cache,.built}
	write_conf
	[ -z "${RD_SAMBA_CACHE:-}" ] || archive=$RD_SAMBA_CACHE/samba-$key.tar
	if [ -n "$archive" ] && [ -s "$archive" ]; then
		tar -C "$STATE" -xf "$archive" || die "cannot unpack $archive"
	else
		RD_SAMBA_PASSWORD=$PASSWORD "$PYTHON" "$HERE/provision.py" "$CONF" "$REALM" "$DOMAIN" "$HOST" "$IP" \
			"$EXCHANGE" >"$STATE/log/provision.log" 2>&1 || {
			tail -n 5 "$STATE/log/provision.log" >&2
			die "provisioning failed, see $STATE/log/provision.log"
		}
		[ -z "$archive" ] || save_archive "$archive"
	fi
	echo "$key" >"$STATE/.built"
}

# save_archive keeps a fresh state for the next time and drops archives that
# nothing has used for a week.
save_archive() {
	mkdir -p "$(dirname "$1")"
	(umask 077 && tar -C "$STATE" -cf "$1.$$" private state) && mv "$1.$$" "$1"
	find "$(dirname "$1")" -maxdepth 1 -name 'samba-*.tar*' -mtime +7 -delete
}

check_address() {
	local low
	low=$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start 2>/dev/null || echo 1024)
	if [ "$(id -u)" != 0 ] && [ "$low" -gt 53 ]; then
		die "the ports of a domain controller are below 1024: be root, or use: $SELF exec CMD..."
	fi
	if (exec 3<>"/dev/tcp/$IP/389") 2>/dev/null; then
		die "something else listens on $IP:389; choose another RD_SAMBA_IP (127.0.x.y)"
	fi
}

up() {
	check_tools
	if running && answers; then
		get_ticket administrator
		say "already up on $IP, state $STATE"
		return
	fi
	check_address
	local key
	key=$(state_key)
	if [ "$(cat "$STATE/.built" 2>/dev/null)" != "$key" ]; then
		build_state "$key"
	fi
	write_conf
	make_certificate
	setsid samba -s "$CONF" -l "$STATE/log" -F --no-process-group -d 1 >"$STATE/log/samba.out" 2>&1 </dev/null &
	local pid=$!
	wait_for 100 eval "[ -n \"\$(start_time $pid)\" ]" || die "samba did not start, see $STATE/log/samba.out"
	echo "$pid $(start_time "$pid")" >"$PIDFILE"
	wait_for 600 eval 'answers || ! running' || true
	if ! answers; then
		tail -n 5 "$STATE/log/samba.out" >&2
		down
		die "no answer from LDAP, see $STATE/log"
	fi
	get_ticket administrator
	say "up on $IP after $SECONDS s, state $STATE"
}

# wait_for TRIES CMD... polls CMD every 50 ms. (A bare "return" inside an exit
# trap would return the status of the script instead of success.)
wait_for() {
	local tries=$1
	shift
	while [ "$tries" -gt 0 ]; do
		"$@" && return 0
		tries=$((tries - 1))
		sleep 0.05
	done
	return 1
}

down() {
	local pid start
	if ! running; then
		rm -f "$PIDFILE"
		say "not running"
		return 0
	fi
	read -r pid start <"$PIDFILE"
	kill -TERM "$pid"
	# The children share the session that setsid made; none of them may stay.
	if ! wait_for 200 eval "! running"; then
		ps -o pid= -s "$pid" | xargs -r kill -KILL
	fi
	wait_for 100 eval "[ -z \"\$(ps -o pid= -s $pid)\" ]" || ps -o pid= -s "$pid" | xargs -r kill -KILL
	rm -f "$PIDFILE"
	say "down"
}

status() {
	if ! running; then
		say "not running, state $STATE"
		return 3
	fi
	if ! answers; then
		say "the process lives, but LDAP does not answer on $IP"
		return 4
	fi
	say "up on $IP, process $(cut -d' ' -f1 "$PIDFILE"), state $STATE"
}

env_of() {
	local prefix=$1
	export_line "${prefix}_LDAPS" "ldaps://$IP"
	export_line "${prefix}_LDAP" "ldap://$IP"
	export_line "${prefix}_FQDN" "$FQDN"
	export_line "${prefix}_REALM" "$REALM"
	export_line "${prefix}_BASE" "$BASE"
	export_line "${prefix}_CA" "$STATE/tls/ca.pem"
	export_line "${prefix}_BIND" "administrator@$DNS"
	export_line "${prefix}_PASSWORD" "$PASSWORD"
}

print_env() {
	env_of "${1:-RD}"
	[ "${1:-RD}" = RD ] || return 0
	export_line RD_ADMIN2 "admin2@$DNS"
	export_line RD_ADMIN2_PASSWORD "$PASSWORD"
	export_line RD_HELPDESK "helpdesk@$DNS"
	export_line RD_HELPDESK_PASSWORD Helpdesk.Pw1
	export_line RD_PLAIN "plain@$DNS"
	export_line RD_PLAIN_PASSWORD Plain.Pw1
	export_line RD_KEYTAB "$KEYTAB"
	export_line KRB5_CONFIG "$STATE/etc/krb5.conf"
	export_line KRB5CCNAME "$CCACHE"
	export_line LDAPTLS_CACERT "$STATE/tls/ca.pem"
	# A test may seed, stop and start the server that it was given.
	export_line RD_SAMBA "$SELF"
	export_line RD_SAMBA_STATE "$STATE"
	export_line RD_SAMBA_IP "$IP"
	export_line RD_SAMBA_REALM "$REALM"
	export_line RD_SAMBA_DOMAIN "$DOMAIN"
	export_line RD_SAMBA_HOST "$HOST"
	export_line RD_SAMBA_PASSWORD "$PASSWORD"
	export_line RD_SAMBA_EXCHANGE "$EXCHANGE"
}

export_line() { printf "export %s='%s'\n" "$1" "${2//\'/\'\\\'\'}"; }

seed() {
	[ -e "$STATE/.built" ] || die "no state in $STATE; run: $SELF up"
	"$PYTHON" "$HERE/seed.py" "$CONF" "$EXCHANGE" "$@"
}

write_keytab() {
	[ -e "$STATE/.built" ] || die "no state in $STATE; run: $SELF up"
	rm -f "$2"
	PYTHONPATH=$HERE "$PYTHON" -c 'import sys; import directory; directory.export_keytab(*sys.argv[1:])' "$CONF" "$1@$REALM" "$2" >/dev/null
}

# get_ticket needs no password: the keys of any user are at hand.
get_ticket() {
	local keys=$KEYTAB
	if [ "$1" != administrator ]; then
		keys=$STATE/run/$1.keytab
		write_keytab "$1" "$keys"
	fi
	KRB5_CONFIG=$STATE/etc/krb5.conf KRB5CCNAME=$CCACHE kinit -k -t "$keys" "$1@$REALM"
}

reset() {
	down
	[ -e "$CONF" ] || return 0
	case $STATE in / | /tmp | /home | /root | "$HOME") die "refusing to delete $STATE" ;; esac
	rm -rf "$STATE"
	say "state deleted"
}

# run_private goes on as run_inside in a network of its own.
run_private() {
	[ $# -gt 0 ] || die "exec needs a command"
	local map=()
	[ "$(id -u)" = 0 ] || map=(-r)
	exec unshare "${map[@]}" -n -m "$SELF" .inside "$@"
}

run_inside() {
	ip link set lo up || die "cannot bring up the private loopback"
	mkdir -p "$STATE"
	printf '127.0.0.1 localhost\n%s %s %s\n' "$IP" "$FQDN" "$HOST" >"$STATE/hosts"
	printf 'nameserver %s\nsearch %s\n' "$IP" "$DNS" >"$STATE/resolv.conf"
	mount --bind "$STATE/hosts" /etc/hosts || die "cannot replace /etc/hosts in the private namespace"
	mount --bind "$STATE/resolv.conf" /etc/resolv.conf || die "cannot replace /etc/resolv.conf in the private namespace"
	up
	# With traps of their own, signals wait until the command has ended.
	trap 'exit 143' TERM
	trap 'exit 130' INT
	trap down EXIT
	eval "$(print_env)"
	local rc=0
	"$@" || rc=$?
	exit "$rc"
}

usage() { sed -n '2,/^set -/p' "$SELF" | sed '$d; s/^# \{0,1\}//' >&2; }

command=${1:-}
[ $# -eq 0 ] || shift
case $command in
up | down | status | reset) "$command" ;;
env) print_env "$@" ;;
seed) seed users "${1:?how many users}" "${2:-Load}" ;;
seed-group) seed group "${1:?how many members}" ;;
keytab) write_keytab "${1:?which user}" "$(realpath -m "${2:?which file}")" ;;
kinit) get_ticket "${1:-administrator}" ;;
exec) run_private "$@" ;;
.inside) run_inside "$@" ;;
packages) "$HERE/../packages/install.sh" --list live ;;
*)
	usage
	exit 2
	;;
esac
