package forecast

import (
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model"
)

// neverExported are attributes that no default rule exports, and those of which the
// mapping makes something else.
var neverExported = strings.Fields(`objectclass distinguishedname objectguid ms-ds-consistencyguid msdsconsistencyguid useraccountcontrol grouptype
	samaccounttype memberof name domainfqdn showinaddressbook mapirecipient internetencoding delivcontlength submissioncontlength msexchreciplimit
	deliverandredirect msexchgenericforwardingaddress homemdb msexchhomeservername msexchpoliciesincluded msexchpoliciesexcluded msexchversion
	msexchumdtmfmap msexchgroupjoinrestriction msexchgroupdepartrestriction protocolsettings textencodedoraddress`)

// DefaultExport maps an object of AD to what the default rules export, for cases
// that come without a directory and without rules: every attribute that synchronizes
// under its name in the tenant, texts trimmed, proxyAddresses without duplicates,
// displayName from cn and the sign-in name from the account name where AD has none.
// Conditions of rules are not applied: what the object has is taken to be in their
// scope. Where there are rules, model/syncrule says it better.
func DefaultExport(ad model.Entry, class string) model.Entry {
	attrs := map[model.Attr][]string{}
	for a, values := range ad.All() {
		key := strings.ToLower(string(a))
		if slices.Contains(neverExported, key) {
			continue
		}
		attrs[ExportedName(a)] = trimmed(key, values)
	}
	x := model.NewEntry(ad.Ref, attrs)
	if !x.Has("displayName") && ad.Has("cn") {
		x = x.With("displayName", ad.First("cn"))
	}
	x = exportAnchor(x, ad, class)
	switch class {
	case "group":
		x = exportGroup(x, ad)
	case "contact":
		if !x.Has("alias") && ad.Has("cn") {
			x = x.With("alias", ad.First("cn"))
		}
	default:
		x = exportAccount(x, ad)
	}
	return x
}

// trimmed is what Trim and RemoveDuplicates of the rules leave. Octets are kept.
func trimmed(key string, values []string) []string {
	if strings.HasSuffix(key, "guid") || strings.HasSuffix(key, "sid") || strings.HasSuffix(key, "hash") || strings.HasSuffix(key, "certificate") || key == "thumbnailphoto" {
		return values
	}
	var out []string
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// exportAnchor sets the anchor, where the identity of the object is given.
func exportAnchor(x, ad model.Entry, class string) model.Entry {
	if x.Has("sourceAnchor") {
		return x
	}
	from := []string{ad.First("mS-DS-ConsistencyGuid"), ad.First("objectGUID"), ad.Ref.GUID}
	if class == "group" || class == "contact" {
		from = from[1:]
	}
	for _, v := range from {
		g, ok := model.GUIDFromBytes([]byte(v))
		if !ok {
			var err error
			if g, err = model.ParseGUID(v); err != nil {
				continue
			}
		}
		return x.With("sourceAnchor", g.ImmutableID())
	}
	return x
}

// securityGroup is the bit of groupType that makes a security group ([MS-ADTS]
// 2.2.12); the attribute is a signed 32-bit number.
const securityGroup = 0x80000000

func exportGroup(x, ad model.Entry) model.Entry {
	if n, err := strconv.ParseInt(ad.First(model.GroupType), 10, 64); err == nil && !x.Has("securityEnabled") {
		x = x.With("securityEnabled", strconv.FormatBool(uint32(n)&securityGroup != 0))
	}
	return x
}

func exportAccount(x, ad model.Entry) model.Entry {
	if n, err := strconv.ParseInt(ad.First(model.UserAccountControl), 10, 64); err == nil {
		x = x.With("accountEnabled", strconv.FormatBool(n&2 == 0))
	}
	if x.Has(PropUPN) || !ad.Has(model.SAMAccountName) {
		return x
	}
	domain := ad.First("domainFQDN")
	if dn, err := model.ParseDN(orElse(ad.First("distinguishedName"), ad.Ref.DN)); domain == "" && err == nil {
		domain = dn.Domain()
	}
	if domain != "" {
		x = x.With(PropUPN, ad.First(model.SAMAccountName)+"@"+domain)
	}
	return x
}
