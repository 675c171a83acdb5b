"""Make the state of a fresh test domain controller.

provision.py SMB_CONF REALM DOMAIN HOST IP EXCHANGE(0|1), password in RD_SAMBA_PASSWORD.
"""

import logging
import os
import sys

from samba import dsdb, provision
from samba.auth import system_session

import directory
import fixtures
import schema


def make_domain(conf, lp, realm, domain, host, ip, password):
    log = logging.getLogger("provision")
    log.addHandler(logging.StreamHandler())
    log.setLevel(logging.INFO)
    provision.provision(
        log,
        system_session(lp),
        smbconf=conf,
        lp=lp,
        realm=realm,
        domain=domain,
        hostname=host,
        hostip=ip,
        adminpass=password,
        serverrole="active directory domain controller",
        dns_backend="SAMBA_INTERNAL",
        dom_for_fun_level=dsdb.DS_DOMAIN_FUNCTION_2008_R2,
        samdb_fill=provision.FILL_FULL,
        # The ACLs of sysvol are all that needs chown, extended attributes and
        # root; nothing here reads a group policy.
        skip_sysvolacl=True,
    )


def add_service_names(lp, realm, domain, host, ip):
    """Provisioning writes only HOST/*. A real server adds ldap/* by samba_spnupdate."""
    fqdn, dns = host + "." + realm.lower(), realm.lower()
    names = (fqdn, host.upper(), fqdn + "/" + dns, fqdn + "/" + domain, ip, "localhost")
    with directory.transaction(lp) as sam:
        dn = "CN=%s,OU=Domain Controllers,%s" % (host.upper(), sam.domain_dn())
        spns = ["ldap/" + name for name in names] + ["GC/%s/%s" % (fqdn, dns)]
        directory.modify(sam, dn, servicePrincipalName=spns)


def main(conf, realm, domain, host, ip, exchange):
    password = os.environ["RD_SAMBA_PASSWORD"]
    lp = directory.configuration(conf)
    make_domain(conf, lp, realm, domain, host, ip, password)
    add_service_names(lp, realm, domain, host, ip)
    if exchange == "1":
        schema.load(lp)
    fixtures.load(lp, password, exchange == "1")
    directory.export_keytab(conf, "administrator@" + realm, lp.private_path("administrator.keytab"))


main(*sys.argv[1:])
