package ui

import (
	"context"
	"crypto/rand"
	"math/big"
	"strings"
	"time"

	"recipientdesk/model"
	"recipientdesk/model/desk"
	"recipientdesk/model/naming"
)

// wanted is what the form says, with the names and the address derived that
// desk.Compose has no opinion of.
func (c *createForm) wanted() desk.NewRecipient {
	own := func(id string) string {
		if b := c.boxes[id]; b != nil && b.own {
			return strings.TrimSpace(b.entry.Text)
		}
		return ""
	}
	n := desk.NewRecipient{Family: c.family, First: own("first"), Last: own("last"), Name: own("name"), Display: own("display"),
		Container: c.place.dn, Account: own("account"), UPN: own("upn"), Target: own("target")}
	if n.Display == "" {
		n.Display = strings.TrimSpace(n.First + " " + n.Last)
	}
	if n.Display == "" {
		n.Display = n.Name
	}
	if n.Name == "" {
		n.Name = n.Display
	}
	if c.mail == nil || c.mail.Checked {
		n.Alias = own("alias")
		n.Mail = own("mail")
		if n.Mail == "" && c.mail != nil {
			n.Mail = mailFrom(n, c.app.mailDomain())
		}
	}
	if c.kind != nil {
		n.Security = c.kind.Selected == "Security"
		n.Scope = strings.ReplaceAll(strings.ToLower(c.scope.Selected), " ", "")
		if c.mail.Checked {
			n.Scope = "universal"
		}
	}
	if c.disable != nil && !c.disable.Checked {
		n.Password, n.Change = c.boxes["password"].entry.Text, c.change.Checked
	}
	return n
}

// mailDomain is the domain that new addresses have: the one that most recipients
// in the list have, as far as it was read; in an empty directory the first suffix
// that was added to the forest, else the domain's own name.
func (a *App) mailDomain() string {
	info := a.session.Info
	if d := usualDomain(a.list.l.snap); d != "" {
		return d
	}
	for _, s := range info.Suffixes {
		if !strings.EqualFold(s, info.Domain) && !strings.HasSuffix(strings.ToLower(s), ".local") {
			return s
		}
	}
	return info.Domain
}

// enoughToKnow is how many recipients are asked for their domain.
const enoughToKnow = 2000

// usualDomain is the domain of most mailboxes' and groups' mail; contacts and
// mail users have theirs elsewhere.
func usualDomain(s *model.Snapshot) (usual string) {
	count := map[string]int{}
	for row := range min(s.Len(), enoughToKnow) {
		if k := s.Kind(row); !k.IsMailbox() && k.Family() != "group" {
			continue
		}
		mail := s.First(row, model.Mail)
		if i := strings.LastIndexByte(mail, '@'); i >= 0 {
			d := strings.ToLower(mail[i+1:])
			if count[d]++; count[d] > count[usual] {
				usual = d
			}
		}
	}
	return usual
}

// mailFrom makes an address of a name: first.last of a person, the words of the
// display name with hyphens of a group.
func mailFrom(n desk.NewRecipient, domain string) string {
	local := naming.LocalPart(n.Display, "-")
	if n.First != "" && n.Last != "" {
		local = naming.LocalPart(n.First, "") + "." + naming.LocalPart(n.Last, "")
	}
	local = strings.Trim(local, ".-")
	if local == "" || domain == "" {
		return ""
	}
	return local + "@" + domain
}

// passwordLetters leaves out what is easily mistaken for something else.
const passwordLetters = "abcdefghijkmnpqrstuvwxyz"

// newPassword thinks up a password of some 79 bits, with three of the kinds of
// characters that Active Directory's complexity rule counts: for example
// Wkfea-mqpuh-7274-zdbnt.
func newPassword() string {
	pick := func(from string) byte {
		n, err := rand.Int(rand.Reader, big.NewInt(int64(len(from))))
		if err != nil {
			panic("ui: no randomness: " + err.Error()) // crypto/rand never fails on supported systems
		}
		return from[n.Int64()]
	}
	group := func(from string, n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = pick(from)
		}
		return string(b)
	}
	return strings.ToUpper(group(passwordLetters, 1)) + group(passwordLetters, 4) + "-" + group(passwordLetters, 5) +
		"-" + group("23456789", 4) + "-" + group(passwordLetters, 5)
}

const createPause = 500 * time.Millisecond

// check asks the directory, when nothing was typed for a moment, whether the
// name and the addresses are free, and takes another account name if the derived
// one is not.
func (c *createForm) check() {
	key := ""
	if c.err == nil {
		key = strings.Join(append([]string{c.object.DN, first(c.object, model.SAMAccountName), first(c.object, model.UserPrincipalName)},
			c.object.Attrs[model.ProxyAddresses]...), "\n")
	}
	if key == c.asked {
		return
	}
	c.asked, c.taken = key, nil
	c.wait()
	c.checking.stop()
	if key != "" {
		c.wait = c.app.run.After(createPause, c.ask)
	}
}

func first(o model.NewObject, a model.Attr) string {
	if v := o.Attrs[a]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// answers is what the directory says of a new object.
type answers struct{ account string }

func (c *createForm) ask() {
	d, obj := c.app.session.Desk, c.object
	most := desk.MaxUserAccount
	if c.family == "group" {
		most = desk.MaxGroupAccount
	}
	load(c.app.run, &c.checking, func(ctx context.Context) (answers, error) {
		var a answers
		if _, err := d.Get(ctx, model.Ref{DN: obj.DN}, model.ObjectClass); err == nil {
			return a, &model.Error{Code: model.Exists, Subject: "Name", Message: "is taken in this place by another object", Hint: "Write another object name."}
		}
		r, err := d.Review(ctx, model.Entry{Ref: model.Ref{DN: obj.DN}}, asEntry(obj))
		if err == nil {
			err = r.Err()
		}
		if account := first(obj, model.SAMAccountName); account != "" && err == nil {
			a.account, err = d.FreeAccount(ctx, account, most)
		}
		return a, err
	}, c.answered)
}

func (c *createForm) answered(a answers, err error) {
	account := first(c.object, model.SAMAccountName)
	box := c.boxes["account"]
	switch {
	case model.CodeOf(err) == model.Unreachable || model.CodeOf(err) == model.Canceled:
		err = nil // creating asks again
	case err == nil && a.account != "" && !strings.EqualFold(a.account, account) && !box.own:
		box.own = true
		box.entry.SetText(a.account)
		return
	case err == nil && a.account != "" && !strings.EqualFold(a.account, account):
		err = &model.Error{Code: model.Exists, Subject: "Account name", Message: "is taken by another object", Hint: "Free is " + a.account + "."}
	}
	c.taken = err
	c.say()
}
