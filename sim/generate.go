package sim

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"recipientdesk/model"
)

// LargeGroup is the cn of the group of up to 5,000 members that Generate makes.
const LargeGroup = "Large list"

// Generate returns the sample organization grown to n employees of some forty
// attributes each, and a distribution group of 5,000 of them. The same n and seed
// give the same forest. cfg is as in NewSample.
func Generate(n int, seed uint64, cfg Config) *Forest {
	f := NewSample(cfg)
	g := newGenerator(f.st, seed)
	for i := range n - g.sample {
		g.employee(i)
	}
	g.largeGroup(min(5000, len(g.made)))
	return f
}

// A generator makes employees. All have the same attributes, whose order in the
// packed form is worked out once: a hundred thousand take a second or two.
type generator struct {
	st     *state
	rand   *rand.Rand
	sample int // employees that the sample has
	homes  []home
	attrs  []*attr
	order  []int // positions in attrs by id
	manage *attr
	made   []*node
}

// A home is a city and the names and jobs of the people there.
type home struct {
	city      city
	ou        *node
	given, sn []string
	jobs      [][2]string // title, department
	lead      *node
}

var generated = []model.Attr{model.SAMAccountName, model.UserPrincipalName, model.DisplayName, "givenName", "sn", "initials", "title",
	"department", "company", "employeeID", "physicalDeliveryOfficeName", "l", "streetAddress", "postalCode", "c", "co", "countryCode",
	"telephoneNumber", "mobile", model.UserAccountControl, "primaryGroupID", model.Mail, model.ProxyAddresses, model.MailNickname,
	model.TargetAddress, "legacyExchangeDN", model.RecipientType, "msExchRecipientDisplayType", model.RemoteRecipientType,
	"msExchVersion", "extensionAttribute1", "extensionAttribute2", "extensionAttribute5", "extensionAttribute15",
	"msExchHideFromAddressLists", "msExchUsageLocation", model.Description, "wWWHomePage", "preferredLanguage"}

func newGenerator(st *state, seed uint64) *generator {
	g := &generator{st: st, rand: rand.New(rand.NewPCG(seed, 1)), manage: st.schema.attr("manager")}
	staff := st.root.child("OU", "Staff")
	for _, c := range cities {
		g.homes = append(g.homes, home{city: c, ou: staff.child("OU", c.name)})
	}
	for _, r := range sampleTable("people") {
		g.sample++
		h := &g.homes[slices.IndexFunc(cities, func(c city) bool { return c.name == r[5] })]
		h.given, h.sn, h.jobs = append(h.given, r[1]), append(h.sn, r[2]), append(h.jobs, [2]string{r[3], r[4]})
		if h.lead == nil {
			h.lead = st.account(r[0])
		}
	}
	for i, name := range generated {
		a := st.schema.attr(name)
		g.attrs = append(g.attrs, a)
		if a != nil { // Exchange may be missing
			g.order = append(g.order, i)
		}
	}
	slices.SortFunc(g.order, func(x, y int) int { return int(g.attrs[x].id) - int(g.attrs[y].id) })
	return g
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func (g *generator) employee(i int) {
	h := g.homes[g.rand.IntN(len(g.homes))]
	p := person{given: pick(g.rand, h.given), sn: pick(g.rand, h.sn), city: h.city}
	n := &node{class: g.st.schema.class("user"), rdn: fmt.Sprintf("%s %s %06d", p.given, p.sn, i), created: g.st.epoch, changed: g.st.epoch}
	for k := range 2 {
		for b, word := 0, g.rand.Uint64(); b < 8; b, word = b+1, word>>8 {
			n.guid[8*k+b] = byte(word)
		}
	}
	g.st.usn++
	g.st.nextRID++
	n.usnCreated, n.usnChanged, n.rid = g.st.usn, g.st.usn, g.st.nextRID
	vals := g.values(i, p, pick(g.rand, h.jobs))
	data := make([]byte, 0, 1100)
	for _, k := range g.order {
		data = appendCell(data, g.attrs[k], vals[k])
	}
	n.data = slices.Clone(data) // of its exact size
	g.st.enter(n, h.ou)
	if len(g.made)%20 == 0 || len(g.made) < len(g.homes) {
		g.st.link(n, g.manage, []*node{h.lead})
	} else {
		g.st.link(n, g.manage, []*node{g.made[len(g.made)/20*20]})
	}
	g.made = append(g.made, n)
}

// values are those of the attributes generated, in that order.
func (g *generator) values(i int, p person, job [2]string) [][]string {
	c, num := p.city, strconv.Itoa(i)
	account := "u" + strings.Repeat("0", max(0, 6-len(num))) + num
	local := plain(p.given) + "." + plain(p.sn) + "." + num
	mail, routing := local+"@"+SampleSuffix, account+"@"+SampleRouting
	one := func(v string) []string { return []string{v} }
	return [][]string{one(account), one(account + "@" + SampleSuffix), one(p.given + " " + p.sn + " (" + num + ")"), one(p.given), one(p.sn),
		one(initials(p.given, p.sn)), one(job[0]), one(job[1]), one("Brightwater Instruments"), one(strconv.Itoa(20000 + i)),
		one(c.name + " " + strconv.Itoa(i%40)), one(c.name), one(c.street), one(c.code), one(c.country), one(c.land), one(c.number),
		one(c.phone + num), one("+49 151 555 " + num), one("512"), one("513"), one(mail),
		{"SMTP:" + mail, "smtp:" + account + "@" + SampleSuffix, "smtp:" + routing, "smtp:" + local + "@brightwater-group.example"},
		one(account), one("SMTP:" + routing), one("/o=Brightwater/ou=External (FYDIBOHF25SPDLT)/cn=Recipients/cn=" + account),
		one(strconv.FormatInt(model.TypeRemoteUser, 10)), one(strconv.FormatInt(model.DisplayRemote, 10)), one(strconv.FormatInt(model.RemoteMigrated, 10)), one("88218628259840"), one("Unit " + strconv.Itoa(i%11)), one("Badge " + num),
		one("Shift " + strconv.Itoa(i%5)), one("Building " + strconv.Itoa(i%3)), one(boolean(i%10 == 0)), one(c.country),
		one(job[0] + " in " + c.name), one("https://intranet.brightwater.example/" + account), one("en")}
}

func (g *generator) largeGroup(n int) {
	group := g.st.fixture(g.st.root.child("OU", "Groups"), "group", LargeGroup, groupAttrs("dist", "dl-large", LargeGroup, "large"))
	g.st.nextRID++
	group.rid = g.st.nextRID
	g.st.link(group, g.st.schema.attr("member"), slices.Clone(g.made[:n]))
}
