package syncrule

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"recipientdesk/model"
)

const (
	ruleFolder  = "SynchronizationRules"
	maxRuleFile = 8 << 20
	maxRules    = 10_000
)

// loadRules reads the rules of a folder that Get-ADSyncServerConfiguration wrote.
// What is not understood is in the notes. The error has code NotFound, if there are
// no rules, or Invalid.
func loadRules(folder fs.FS) (*RuleSet, error) {
	files, err := fs.Glob(folder, ruleFolder+"/*.xml")
	if err != nil || len(files) == 0 {
		return nil, &model.Error{Code: model.NotFound, Subject: ruleFolder, Message: "has no rules", Err: err,
			Hint: "Give the folder that Get-ADSyncServerConfiguration -Path wrote."}
	}
	if len(files) > maxRules {
		return nil, &model.Error{Code: model.Invalid, Subject: ruleFolder, Message: fmt.Sprintf("has more than %d rules", maxRules)}
	}
	set := &RuleSet{}
	for _, name := range files {
		err := readFile(folder, name, func(f io.Reader, file string) error {
			r, notes, err := ReadRule(f, file)
			set.Rules, set.Notes = append(set.Rules, r), append(set.Notes, notes...)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	set.sort()
	return set, nil
}

// ReadRule reads one rule as XML. file stands for it in errors. The error has code
// Invalid.
func ReadRule(r io.Reader, file string) (*Rule, []Note, error) {
	root, err := readXML(r)
	if err == nil && root.XMLName.Local != "synchronizationRule" {
		err = fmt.Errorf("it begins with <%s>", root.XMLName.Local)
	}
	if err != nil {
		return nil, nil, &model.Error{Code: model.Invalid, Subject: file, Message: "is no synchronization rule", Err: err}
	}
	m := &ruleReader{rule: &Rule{}}
	m.read(root)
	for i := range m.notes {
		if m.notes[i].Rule = m.rule.Name; m.rule.Name == "" {
			m.notes[i].Rule = file
		}
	}
	return m.rule, m.notes, nil
}

// An element is XML as it stands. Entities of its own are none of it: encoding/xml
// expands only the predefined ones.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Children []element  `xml:",any"`
}

func readXML(r io.Reader) (*element, error) {
	r, err := utf8Reader(&limited{r, maxRuleFile, maxRuleFile})
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if bytes.Contains(b, []byte("<!DOCTYPE")) {
		return nil, errors.New("it declares a document type")
	}
	d := xml.NewDecoder(bytes.NewReader(b))
	d.CharsetReader = decoded
	var e element
	if err := d.Decode(&e); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something follows the rule")
	}
	return &e, nil
}

func (e *element) value() string { return strings.TrimSpace(e.Text) }

// A ruleReader fills a rule and notes what it does not know.
type ruleReader struct {
	rule  *Rule
	notes []Note
}

func (m *ruleReader) note(format string, args ...any) {
	m.notes = append(m.notes, Note{Text: fmt.Sprintf(format, args...)})
}

func (m *ruleReader) unknown(e element, within string) {
	m.note("<%s> in <%s> is not known", e.XMLName.Local, within)
}

// plain notes XML attributes, and children of what should have a text only.
func (m *ruleReader) plain(e element) string {
	for _, a := range e.Attrs {
		m.note("the attribute %s of <%s> is not known", a.Name.Local, e.XMLName.Local)
	}
	for _, c := range e.Children {
		m.unknown(c, e.XMLName.Local)
	}
	return e.value()
}

func (m *ruleReader) boolean(e element) bool {
	s := m.plain(e)
	b, err := strconv.ParseBool(strings.ToLower(s))
	if err != nil {
		m.note("<%s> is %q, neither True nor False", e.XMLName.Local, s)
	}
	return b
}

func (m *ruleReader) integer(e element) int {
	s := m.plain(e)
	n, err := strconv.Atoi(s)
	if err != nil {
		m.note("<%s> is %q, no whole number", e.XMLName.Local, s)
	}
	return n
}

func (m *ruleReader) read(root *element) {
	r := m.rule
	for _, e := range root.Children {
		switch e.XMLName.Local {
		case "id":
			r.ID = braced(m.plain(e))
		case "name":
			r.Name = m.plain(e)
		case "description":
			r.Description = m.plain(e)
		case "immutable-tag":
			r.Tag = m.plain(e)
		case "version":
			r.Version = m.integer(e)
		case "direction":
			m.direction(m.plain(e))
		case "disabled":
			r.Disabled = m.boolean(e)
		case "connector":
			r.Connector = braced(m.plain(e))
		case "sourceObjectType":
			r.Source = m.plain(e)
		case "targetObjectType":
			r.Target = m.plain(e)
		case "linkType":
			m.link(Link(m.plain(e)))
		case "precedence":
			r.Precedence = m.integer(e)
		case "EnablePasswordSync":
			r.PasswordSync = m.boolean(e)
		case "attribute-mappings":
			m.flows(e)
		case "relationshipCriteria":
			m.joins(e)
		case "synchronizationCriteria":
			m.scope(e)
		case "internal-id", "precedence-after", "precedence-before", "softDeleteExpiryInterval":
			m.plain(e) // bookkeeping of the server: no bearing on values
		default:
			m.unknown(e, "synchronizationRule")
		}
	}
	if r.Name == "" || r.Link == "" || r.Source == "" || r.Target == "" {
		m.note("the name, link type or an object type is missing")
	}
}

func (m *ruleReader) direction(s string) {
	if m.rule.Outbound = s == "Outbound"; s != "Inbound" && s != "Outbound" {
		m.note("the direction %q is not known", s)
	}
}

func (m *ruleReader) link(l Link) {
	if m.rule.Link = l; l != Join && l != Provision && l != StickyJoin {
		m.note("the link type %q is not known", string(l))
	}
}
