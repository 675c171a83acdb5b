"""Load the Exchange attributes of assets/exchange-schema.tsv into a schema.

The order matters: forward links before their back links, attributes before the
classes that list them, and a schema reload between the steps.
"""

import base64
import csv
import os
import uuid

import directory

TABLE = os.path.join(os.path.dirname(__file__), "..", "..", "assets", "exchange-schema.tsv")

# oMObjectClass (BER) of the two object syntaxes: DN and OR-Name.
OBJECT_CLASS = {"2.5.5.1": "KwwCh3McAIVK", "2.5.5.7": "VgYBAgULHQ=="}

# "Choose a free link number", [MS-ADTS] 3.1.1.2.3.1.
AUTO_LINK = "1.2.840.113556.1.2.50"

AUXILIARY, STRUCTURAL = 3, 1

# name, cn, OID, category, schemaIDGUID, auxiliary classes, possible superiors
AUXILIARY_CLASSES = (
    ("msExchBaseClass", "ms-Exch-Base-Class", "1.2.840.113556.1.5.7000.62.14", AUXILIARY,
     "d8782c34-46ca-11d3-aa72-00c04f8eedd8", (), ()),
    ("msExchCustomAttributes", "ms-Exch-Custom-Attributes", "1.2.840.113556.1.5.7000.62.6", AUXILIARY,
     "00e629c8-a981-11d2-a9ff-00c04f8eedd8", (), ()),
    ("msExchMailStorage", "ms-Exch-Mail-Storage", "1.2.840.113556.1.5.7000.62.5", AUXILIARY,
     "03652000-a981-11d2-a9ff-00c04f8eedd8", (), ()),
    ("msExchOmaUser", "ms-Exch-Oma-User", "1.2.840.113556.1.6.20.2.31", AUXILIARY,
     "36a0a976-dd8d-4aad-81fd-a1b5d4016ca8", (), ()),
)
COMMON = ("msExchBaseClass", "msExchCustomAttributes")
DYNAMIC_LIST = (
    "msExchDynamicDistributionList", "ms-Exch-Dynamic-Distribution-List", "1.2.840.113556.1.5.7000.62.12006",
    STRUCTURAL, "018849b0-a981-11d2-a9ff-00c04f8eedd8", COMMON + ("mailRecipient",),
    ("organizationalUnit", "domainDNS", "container"))

# Classes of every Active Directory that get attributes and auxiliary classes.
EXTENDED = (
    ("mailRecipient", "Mail-Recipient", ()),
    ("organizationalPerson", "Organizational-Person", ()),
    ("top", "Top", ()),
    ("user", "User", COMMON + ("msExchMailStorage", "msExchOmaUser")),
    ("group", "Group", COMMON + ("msExchMailStorage",)),
    ("contact", "Contact", COMMON),
)


def read_table():
    with open(TABLE, encoding="utf-8") as f:
        lines = (line for line in f if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def guid(text):
    return base64.b64encode(uuid.UUID(text).bytes_le).decode()


def attribute_ldif(row, schema_dn):
    lines = [
        "dn: CN=%s,%s" % (row["cn"], schema_dn),
        "objectClass: top",
        "objectClass: attributeSchema",
        "lDAPDisplayName: " + row["name"],
        "adminDisplayName: " + row["cn"],
        "attributeID: " + row["oid"],
        "attributeSyntax: " + row["syntax"],
        "oMSyntax: " + row["omSyntax"],
        "isSingleValued: " + ("TRUE" if row["values"] == "single" else "FALSE"),
        "showInAdvancedViewOnly: TRUE",
        "searchFlags: " + (row["searchFlags"] or "0"),
    ]
    if row["syntax"] in OBJECT_CLASS:
        lines.append("oMObjectClass:: " + OBJECT_CLASS[row["syntax"]])
    for limit in ("rangeLower", "rangeUpper"):
        if row[limit]:
            lines.append("%s: %s" % (limit, row[limit]))
    if row["linkID"] == "auto":
        # A back link names its forward link and gets the number after it.
        lines.append("linkID: " + (row["backLinkOf"] or AUTO_LINK))
    elif row["linkID"]:
        lines.append("linkID: " + row["linkID"])
    if row["globalCatalog"] == "yes":
        lines.append("isMemberOfPartialAttributeSet: TRUE")
    if row["schemaIDGUID"]:
        lines.append("schemaIDGUID:: " + guid(row["schemaIDGUID"]))
    return "\n".join(lines) + "\n\n"


def class_ldif(definition, rows, schema_dn):
    name, cn, oid, category, identifier, auxiliary, superiors = definition
    lines = [
        "dn: CN=%s,%s" % (cn, schema_dn),
        "objectClass: top",
        "objectClass: classSchema",
        "lDAPDisplayName: " + name,
        "adminDisplayName: " + cn,
        "governsID: " + oid,
        "objectClassCategory: %d" % category,
        "subClassOf: top",
        "rDNAttID: cn",
        "showInAdvancedViewOnly: TRUE",
        "schemaIDGUID:: " + guid(identifier),
        "defaultObjectCategory: CN=%s,%s" % (cn, schema_dn),
    ]
    lines += ["mayContain: " + row["name"] for row in rows if name in row["classes"].split(",")]
    lines += ["auxiliaryClass: " + other for other in auxiliary]
    lines += ["possSuperiors: " + other for other in superiors]
    return "\n".join(lines) + "\n\n"


def extend_class(sam, name, cn, auxiliary, added, schema_dn):
    changes = {"mayContain": [row["name"] for row in added if name in row["classes"].split(",")]}
    if auxiliary:
        changes["auxiliaryClass"] = list(auxiliary)
    directory.modify(sam, "CN=%s,%s" % (cn, schema_dn), **changes)


def load(lp):
    rows = read_table()
    added = [row for row in rows if row["origin"] == "exchange"]
    schema_dn = str(directory.connect(lp).get_schema_basedn())

    with directory.transaction(lp) as sam:
        sam.add_ldif("".join(attribute_ldif(row, schema_dn) for row in added if not row["backLinkOf"]))
    with directory.transaction(lp) as sam:
        sam.add_ldif("".join(attribute_ldif(row, schema_dn) for row in added if row["backLinkOf"]))
    with directory.transaction(lp) as sam:
        sam.add_ldif("".join(class_ldif(definition, rows, schema_dn) for definition in AUXILIARY_CLASSES))
    with directory.transaction(lp) as sam:
        sam.add_ldif(class_ldif(DYNAMIC_LIST, rows, schema_dn))
        for name, cn, auxiliary in EXTENDED:
            extend_class(sam, name, cn, auxiliary, added, schema_dn)
        for row in rows:
            if row["origin"] == "changed":
                directory.modify(
                    sam,
                    "CN=%s,%s" % (row["cn"], schema_dn),
                    searchFlags=("replace", [row["searchFlags"]]),
                    isMemberOfPartialAttributeSet=("replace", ["TRUE"]),
                )
