# shellcheck shell=bash disable=SC2153
# Sourced by samba.sh: the files that the server and its clients are configured
# with. Nothing of /etc/samba or /etc/krb5.conf is used.

# write_conf writes smb.conf and krb5.conf. Only LDAP, Kerberos and DNS are
# served: file shares and winbind are not needed, not even for NTLM.
write_conf() {
	mkdir -p "$STATE"/{etc,private,lock,state,cache,run,bind-dns,log,tls} || die "cannot create $STATE"
	# Others may reach the certificate of the authority, but not look around.
	chmod 711 "$STATE"
	chmod 700 "$STATE"/{private,log}
	local nosync=yes
	[ "$SYNC" != 1 ] || nosync=no
	cat >"$CONF" <<END
[global]
	workgroup = $DOMAIN
	realm = $REALM
	netbios name = ${HOST^^}
	server role = active directory domain controller
	interfaces = $IP/8
	bind interfaces only = yes
	private dir = $STATE/private
	lock directory = $STATE/lock
	state directory = $STATE/state
	cache directory = $STATE/cache
	pid directory = $STATE/run
	ncalrpc dir = $STATE/run/ncalrpc
	binddns dir = $STATE/bind-dns
	winbindd socket directory = $STATE/run/winbindd
	ntp signd socket directory = $STATE/run/ntp_signd
	log file = $STATE/log/log.%m
	server services = ldap, cldap, kdc, dns
	dns forwarder =
	allow dns updates = disabled
	tls enabled = yes
	tls keyfile = $STATE/tls/server.key
	tls certfile = $STATE/tls/server.pem
	tls cafile = $STATE/tls/ca.pem
	ldap server require strong auth = $STRONG
	dsdb:schema update allowed = yes
	prefork children = $CHILDREN
	ldb:nosync = $nosync

# Provisioning refuses a configuration without these two.
[sysvol]
	path = $STATE/state/sysvol
	read only = no

[netlogon]
	path = $STATE/state/sysvol/$DNS/scripts
	read only = no
END
	cat >"$STATE/etc/krb5.conf" <<END
[libdefaults]
	default_realm = $REALM
	dns_lookup_realm = false
	dns_lookup_kdc = false
	dns_canonicalize_hostname = false
	rdns = false
	udp_preference_limit = 1
[realms]
	$REALM = {
		kdc = $IP:88
		kpasswd_server = $IP:464
		admin_server = $IP
	}
[domain_realm]
	.$DNS = $REALM
	$DNS = $REALM
	$IP = $REALM
END
}

# make_certificate makes an authority and the server's certificate, once.
# Without it Samba makes a self-signed one, which takes three seconds.
make_certificate() {
	[ ! -s "$STATE/tls/server.pem" ] || return 0
	(
		cd "$STATE/tls"
		umask 077
		openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.pem \
			-days 3650 -subj "/CN=$DOMAIN test CA" -addext basicConstraints=critical,CA:TRUE \
			-addext keyUsage=critical,keyCertSign,cRLSign
		openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj "/CN=$FQDN"
		cat >extensions <<END
subjectAltName=DNS:$FQDN,DNS:$DNS,DNS:localhost,IP:$IP
extendedKeyUsage=serverAuth
basicConstraints=CA:FALSE
keyUsage=digitalSignature,keyEncipherment
END
		openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 825 \
			-extfile extensions -out server.pem
	) >"$STATE/log/tls.log" 2>&1 || die "making certificates failed, see $STATE/log/tls.log"
	chmod 644 "$STATE/tls/ca.pem" "$STATE/tls/server.pem"
}
