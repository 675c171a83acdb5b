"""Add many objects straight to the database, ten times faster than over LDAP.

seed.py SMB_CONF EXCHANGE(0|1) users N OU
seed.py SMB_CONF EXCHANGE(0|1) group N
"""

import sys
import time
import uuid

import ldb

import directory
from fixtures import REMOTE_MAILBOX, UNIVERSAL_DISTRIBUTION, group

FIRST = ("Anna Bob Carla David Eva Frank Greta Hans Ida Jonas Klara Lukas Maria Nils Olga Paul Rosa Simon Tina "
         "Uwe Vera Willi Xenia Yves Zoe").split()
LAST = ("Adams Bauer Clark Diaz Evans Fischer Gruber Huber Ivanov Jung Klein Lang Maier Novak Olsen Peters "
        "Richter Schmidt Thoma Ulrich Vogt Weber Young Zimmer").split()


def user(number, ou, ou_dn, dns, exchange):
    """A mail-enabled user with about 30 attributes, always the same for a number."""
    first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
    name = "%s%06d" % (ou.lower()[:8], number)
    entry = {
        "dn": "CN=%s %s %06d,%s" % (first, last, number, ou_dn),
        "objectClass": "user",
        "sAMAccountName": name,
        "userPrincipalName": "%s@%s" % (name, dns),
        "displayName": "%s, %s (%d)" % (last, first, number),
        "givenName": first,
        "sn": last,
        "mail": "%s@%s" % (name, dns),
        "department": "Dept %d" % (number % 97),
        "company": "Corp %d" % (number % 7),
        "title": "Title %d" % (number % 13),
        "physicalDeliveryOfficeName": "Room %d" % (number % 500),
        "telephoneNumber": "+49 89 %07d" % number,
        "l": "City %d" % (number % 50),
        "co": "Germany",
        "proxyAddresses": [
            "SMTP:%s@%s" % (name, dns),
            "smtp:%s.%s.%d@%s" % (first.lower(), last.lower(), number, dns),
            "smtp:%s@corp.mail.onmicrosoft.example" % name,
        ],
    }
    if exchange:
        entry.update(REMOTE_MAILBOX)
        entry.update({
            "mailNickname": name,
            "targetAddress": "SMTP:%s@corp.mail.onmicrosoft.example" % name,
            "extensionAttribute1": "EA1-%d" % (number % 11),
            "extensionAttribute2": "EA2-%d" % number,
            "extensionAttribute5": "EA5-%d" % (number % 5),
            "extensionAttribute15": "EA15-%d" % (number % 3),
            "legacyExchangeDN": "/o=Corp/ou=External (FYDIBOHF25SPDLT)/cn=Recipients/cn=" + name,
            "msExchMailboxGuid": uuid.UUID(int=(1 << 100) + number).bytes_le,
            "msExchHideFromAddressLists": "TRUE" if number % 10 == 0 else "FALSE",
            "msExchUsageLocation": "DE",
        })
    return entry


def users_of(sam, ou_dn):
    found = sam.search(ou_dn, scope=ldb.SCOPE_ONELEVEL, expression="(objectClass=user)", attrs=["dn"])
    return sorted(str(entry.dn) for entry in found)


def seed_users(lp, exchange, count, ou):
    with directory.transaction(lp, batch=True) as sam:
        ou_dn = "OU=%s,%s" % (ou, sam.domain_dn())
        if not sam.search(sam.domain_dn(), expression="(&(objectClass=organizationalUnit)(ou=%s))" % ou, attrs=["dn"]):
            sam.add({"dn": ou_dn, "objectClass": "organizationalUnit"})
        there = len(users_of(sam, ou_dn))
        for number in range(there, there + count):
            sam.add(user(number, ou, ou_dn, sam.domain_dns_name(), exchange))
    return "added %d users under %s" % (count, ou_dn)


def seed_group(lp, exchange, count):
    """A distribution group with count members from OU=Load, which is filled up if need be.

    A group that is there already is left as it is, so that every suite may ask for it.
    """
    sam = directory.connect(lp)
    if sam.search(sam.domain_dn(), expression="(sAMAccountName=loadgroup%d)" % count, attrs=["dn"]):
        return "nothing, the group is there"
    missing = count - len(users_of(sam, "OU=Load,%s" % sam.domain_dn()))
    if missing > 0:
        seed_users(lp, exchange, missing, "Load")
    with directory.transaction(lp, batch=True) as sam:
        base = str(sam.domain_dn())
        members = users_of(sam, "OU=Load," + base)[:count]
        sam.add(group(
            base, sam.domain_dns_name(), "Load Group %d" % count, "loadgroup%d" % count,
            UNIVERSAL_DISTRIBUTION, exchange, member=members))
    return "added CN=Load Group %d,OU=Groups,%s" % (count, base)


def main(conf, exchange, what, count, *more):
    start = time.time()
    seeder = {"users": seed_users, "group": seed_group}[what]
    made = seeder(directory.configuration(conf), exchange == "1", int(count), *more)
    print("seed.py: %s in %.1f s" % (made, time.time() - start), file=sys.stderr)


main(*sys.argv[1:])
