"""The objects and accounts that every test may count on.

OU=Staff       Anna Adams (user1), Bob Brown (user2), Zoë Übel (user3): remote mailboxes
OU=Groups      All Staff (security group with members, owner), News (distribution group)
OU=Contacts    Ext Contact
OU=Load        empty, for "samba.sh seed"
CN=Users       admin2 (Domain Admins), helpdesk (may write HELPDESK_MAY_WRITE of users under
               OU=Staff and nothing else), plain (an ordinary user)
Forest         UPN suffixes mail.example and branch.example
"""

import uuid

import ldb
from samba import sd_utils
from samba.dcerpc import security
from samba.ndr import ndr_unpack

import directory

HELPDESK_MAY_WRITE = ("mail", "proxyAddresses", "targetAddress", "extensionAttribute1")
UPN_SUFFIXES = ["mail.example", "branch.example"]

USER_CLASS_GUID = "bf967aba-0de6-11d0-a285-00aa003049e2"
NORMAL_ACCOUNT, NEVER_EXPIRES = 0x200, 0x10000
UNIVERSAL_SECURITY, UNIVERSAL_DISTRIBUTION = -2147483640, 8

# What Exchange stamps on the account of a remote user mailbox.
REMOTE_MAILBOX = {
    "msExchRecipientTypeDetails": "2147483648",
    "msExchRecipientDisplayType": "-2147483642",
    "msExchRemoteRecipientType": "4",
    "msExchVersion": "88218628259840",
}


def account(base, dns, name, password):
    return {
        "dn": "CN=%s,CN=Users,%s" % (name, base),
        "objectClass": "user",
        "sAMAccountName": name,
        "userPrincipalName": "%s@%s" % (name, dns),
        "unicodePwd": ('"%s"' % password).encode("utf-16-le"),
        "userAccountControl": str(NORMAL_ACCOUNT | NEVER_EXPIRES),
    }


def mailbox(base, dns, number, first, last, exchange):
    name = "user%d" % number
    entry = {
        "dn": "CN=%s %s,OU=Staff,%s" % (first, last, base),
        "objectClass": "user",
        "sAMAccountName": name,
        "userPrincipalName": "%s@%s" % (name, dns),
        "givenName": first,
        "sn": last,
        "displayName": "%s %s" % (first, last),
        "mail": "%s@%s" % (name, dns),
        "proxyAddresses": ["SMTP:%s@%s" % (name, dns), "smtp:%s@alias.%s" % (name, dns)],
    }
    if exchange:
        entry.update(REMOTE_MAILBOX)
        entry.update({
            "mailNickname": name,
            "targetAddress": "SMTP:%s@corp.mail.onmicrosoft.example" % name,
            "extensionAttribute1": "EA%d" % (number - 1),
            "msExchMailboxGuid": uuid.UUID(int=number).bytes_le,
        })
    return entry


def group(base, dns, name, alias, group_type, exchange, **more):
    entry = {
        "dn": "CN=%s,OU=Groups,%s" % (name, base),
        "objectClass": "group",
        "sAMAccountName": alias,
        "groupType": str(group_type),
        "displayName": name,
        "mail": "%s@%s" % (alias, dns),
        "proxyAddresses": "SMTP:%s@%s" % (alias, dns),
    }
    if exchange:
        entry.update({"mailNickname": alias, "reportToOriginator": "TRUE"})
    entry.update(more)
    return entry


def contact(base, exchange):
    entry = {
        "dn": "CN=Ext Contact,OU=Contacts," + base,
        "objectClass": "contact",
        "displayName": "Ext Contact",
        "mail": "ext@partner.example",
        "proxyAddresses": "SMTP:ext@partner.example",
    }
    if exchange:
        entry.update({
            "mailNickname": "ext",
            "targetAddress": "SMTP:ext@partner.example",
            "msExchHideFromAddressLists": "TRUE",
        })
    return entry


def recipients(base, dns, exchange):
    anna, bob = "CN=Anna Adams,OU=Staff," + base, "CN=Bob Brown,OU=Staff," + base
    yield mailbox(base, dns, 2, "Bob", "Brown", exchange)
    yield dict(
        mailbox(base, dns, 1, "Anna", "Adams", exchange),
        **({"publicDelegates": bob} if exchange else {}))
    yield mailbox(base, dns, 3, "Zoë", "Übel", exchange)
    yield group(
        base, dns, "All Staff", "allstaff", UNIVERSAL_SECURITY, exchange, member=[anna, bob], managedBy=anna,
        **({"msExchCoManagedByLink": bob} if exchange else {}))
    yield group(base, dns, "News", "news", UNIVERSAL_DISTRIBUTION, exchange)
    yield contact(base, exchange)


def delegate(sam, base):
    """Give helpdesk the right to write a few attributes of users under OU=Staff."""
    found = sam.search(base, expression="(sAMAccountName=helpdesk)", attrs=["objectSid"])
    sid = ndr_unpack(security.dom_sid, found[0]["objectSid"][0])
    aces = ""
    for name in HELPDESK_MAY_WRITE:
        found = sam.search(
            sam.get_schema_basedn(), scope=ldb.SCOPE_ONELEVEL,
            expression="(lDAPDisplayName=%s)" % name, attrs=["schemaIDGUID"])
        for attribute in found:  # none where the Exchange schema is absent
            identifier = uuid.UUID(bytes_le=attribute["schemaIDGUID"][0])
            aces += "(OA;CI;WP;%s;%s;%s)" % (identifier, USER_CLASS_GUID, sid)
    sd_utils.SDUtils(sam).dacl_prepend_aces("OU=Staff," + base, aces)


def load(lp, password, exchange):
    with directory.transaction(lp) as sam:
        base, dns = str(sam.domain_dn()), sam.domain_dns_name()
        for name in ("Staff", "Groups", "Contacts", "Load"):
            sam.add({"dn": "OU=%s,%s" % (name, base), "objectClass": "organizationalUnit"})
        for name, secret in (("admin2", password), ("helpdesk", "Helpdesk.Pw1"), ("plain", "Plain.Pw1")):
            sam.add(account(base, dns, name, secret))
        for entry in recipients(base, dns, exchange):
            sam.add(entry)
        directory.modify(sam, "CN=Domain Admins,CN=Users," + base, member=["CN=admin2,CN=Users," + base])
        directory.modify(sam, "CN=Partitions,CN=Configuration," + base, uPNSuffixes=UPN_SUFFIXES)
    delegate(directory.connect(lp), base)
