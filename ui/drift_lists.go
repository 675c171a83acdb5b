package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"recipientdesk/model"
	"recipientdesk/model/drift"
	"recipientdesk/ui/kit"
)

// A driftList is one of the lists of the Drift page.
type driftList struct {
	ID      string // stable: file names and tests use it
	Label   string
	Tip     string
	Columns []kit.Column
	Len     func(*drifted) int
	Urgent  func(*drifted) int // how many need a look; nil: all of them
	Entry   func(d *drifted, i int) driftEntry
	Empty   [2]string // title and text where there is nothing in it
}

// Columns that several lists have.
var (
	driftName      = kit.Column{ID: "name", Title: "Name", Width: 140}
	driftClass     = kit.Column{ID: "class", Title: "Type", Width: 58}
	driftStatus    = kit.Column{ID: "status", Title: "Status", Width: 130}
	driftProperty  = kit.Column{ID: "property", Title: "Property", Width: 104, Tip: "The property with the most serious difference"}
	driftWhy       = kit.Column{ID: "why", Title: "Why", Width: 200, Fill: true}
	driftAuthority = kit.Column{ID: "authority", Title: "Authority", Width: 112, Tip: "Who decides about the object in the tenant"}
)

func moreColumn(n int, title string, width float32) kit.Column {
	return kit.Column{ID: "more" + string(rune('0'+n)), Title: title, Width: width}
}

// driftLists are the lists in the order in which they stand on the page. The first has
// every object, by status.
func driftLists() []driftList {
	return []driftList{byStatusList, unsyncedList, orphanList, duplicateList, candidateList, anchorList, typeList, cloudList}
}

const (
	listByStatus = 0
	listUnsynced = 1
)

var (
	byStatusList = driftList{ID: "differences", Label: "Differences", Tip: "Every object that is not as it should be, by status; the bar above narrows it.",
		Columns: []kit.Column{driftName, driftClass, driftStatus, driftProperty, driftWhy, driftAuthority},
		Len:     func(d *drifted) int { return len(d.Items) + len(d.cloud) },
		Entry: func(d *drifted, i int) driftEntry {
			if n := i - len(d.Items); n >= 0 {
				return d.ofObject(&d.cloud[n], "")
			}
			return d.ofItem(&d.Items[i])
		},
		Empty: [2]string{"No differences", "Every object of AD stands in the tenant as it should."}}

	unsyncedList = driftList{ID: "unsynced", Label: "Not arrived", Tip: "Objects that are in the scope of the synchronization and not in the tenant. What is only in AD on purpose is not among them.",
		Columns: []kit.Column{driftName, driftClass, driftStatus, driftWhy},
		Len:     func(d *drifted) int { return len(d.Result.Unsynced) },
		Entry:   func(d *drifted, i int) driftEntry { return d.ofItem(&d.Result.Unsynced[i]) },
		Empty:   [2]string{"Nothing is missing in the tenant", "Every object in the scope of the synchronization is there."}}

	orphanList = driftList{ID: "orphans", Label: "Orphans", Tip: "Objects that synchronize, or did, and that no object of AD belongs to any more.",
		Columns: []kit.Column{driftName, driftClass, moreColumn(0, "Address", 170), driftWhy, driftAuthority},
		Len:     func(d *drifted) int { return len(d.Result.Orphans) },
		Entry: func(d *drifted, i int) driftEntry {
			return d.ofObject(&d.Result.Orphans[i].Object, d.Result.Orphans[i].Why)
		},
		Empty: [2]string{"No orphans", "Every synchronized object of the tenant has one in AD."}}

	duplicateList = driftList{ID: "duplicates", Label: "Duplicates", Tip: "Anchors and addresses that several objects claim.",
		Columns: []kit.Column{{ID: "name", Title: "Value", Width: 200}, moreColumn(0, "What", 66), moreColumn(1, "In AD", 140), moreColumn(2, "In the tenant", 160), driftWhy},
		Len:     func(d *drifted) int { return len(d.Result.Duplicates) },
		Entry:   duplicateEntry,
		Empty:   [2]string{"No duplicates", "No anchor and no address is claimed twice."}}

	candidateList = driftList{ID: "candidates", Label: "Match candidates", Tip: "Objects of the tenant that the next synchronization matches with one of AD by address or sign-in name, or would if that were not blocked.",
		Columns: []kit.Column{driftName, driftClass, moreColumn(0, "Match", 90), moreColumn(1, "In the tenant", 170), driftWhy, driftAuthority},
		Len:     func(d *drifted) int { return len(d.Result.Candidates) },
		Entry: func(d *drifted, i int) driftEntry {
			c := &d.Result.Candidates[i]
			e := d.ofItem(&c.AD)
			e.object, e.Why, e.more = &c.Object, c.Why, [4]string{or(matchWords[c.Kind], c.Kind), c.Object.Name()}
			return e
		},
		Empty: [2]string{"No candidates for a match", "No object of the tenant waits to be taken over by one of AD."}}

	anchorList = driftList{ID: "anchors", Label: "Hard match", Tip: "What links users of AD with those of the tenant; those whose anchors do not agree come first.",
		Columns: []kit.Column{driftName, moreColumn(3, "Anchors", 96), moreColumn(0, "objectGUID", 186), moreColumn(1, "ms-DS-ConsistencyGuid", 186), moreColumn(2, "onPremisesImmutableId", 186), driftWhy},
		Len:     func(d *drifted) int { return len(d.Result.Anchors) + len(d.linked) },
		Urgent:  func(d *drifted) int { return len(d.Result.Anchors) },
		Entry:   anchorEntry,
		Empty:   [2]string{"No user is linked", "No user of AD has one in the tenant."}}

	typeList = driftList{ID: "types", Label: "Type drift", Tip: "Mailboxes that are of one type in AD and of another in Exchange Online.",
		Columns: []kit.Column{driftName, moreColumn(0, "In AD", 130), moreColumn(1, "In the cloud", 130), driftWhy},
		Len:     func(d *drifted) int { return len(d.Result.Types) },
		Entry: func(d *drifted, i int) driftEntry {
			t := &d.Result.Types[i]
			e := d.ofItem(&t.AD)
			e.Why, e.more = t.Why, [4]string{t.Want, t.Cloud}
			return e
		},
		Empty: [2]string{"No type drift", "Every mailbox whose type is known is what AD says it is."}}

	cloudList = driftList{ID: "cloud", Label: "Only in the cloud", Tip: "Live objects of the tenant that no object of AD belongs to: orphans, and what was made there.",
		Columns: []kit.Column{driftName, driftClass, moreColumn(0, "Address", 190), driftWhy, driftAuthority},
		Len:     func(d *drifted) int { return len(d.cloud) },
		Entry:   func(d *drifted, i int) driftEntry { return d.ofObject(&d.cloud[i], "") },
		Empty:   [2]string{"Nothing is only in the cloud", "Every object of the tenant has one in AD."}}
)

var matchWords = map[string]string{"hard": "hard match", "soft": "soft match", "blocked": "blocked"}

func duplicateEntry(d *drifted, i int) driftEntry {
	p := &d.Result.Duplicates[i]
	e := driftEntry{Finding: drift.Finding{State: drift.Quarantined, Why: p.Why}, name: p.Value, status: drift.StatusError}
	var ad, cloud []string
	for _, r := range p.AD {
		ad = append(ad, d.nameOf(r))
		if k, ok := d.rank[guidOfRef(r)]; ok && e.item == nil {
			e.item = &d.Items[k]
		}
	}
	for _, o := range p.Objects {
		cloud = append(cloud, o.Name())
	}
	if len(p.Objects) > 0 {
		e.object = &p.Objects[0]
	}
	e.more = [4]string{p.What, strings.Join(ad, "; "), strings.Join(cloud, "; ")}
	return e
}

func anchorEntry(d *drifted, i int) driftEntry {
	if n := i - len(d.Result.Anchors); n >= 0 {
		it := &d.Items[d.linked[n].item]
		e := d.ofItem(it)
		e.Finding = drift.Finding{State: drift.Equal}
		return e.anchors(it.Linked(d.linked[n].anchor))
	}
	m := &d.Result.Anchors[i]
	e := d.ofItem(&m.AD)
	e.object = &m.Object
	return e.anchors(m.AnchorRow)
}

// anchors fills in what the hard-match table shows.
func (e driftEntry) anchors(r drift.AnchorRow) driftEntry {
	agree := "not equal"
	if r.Linked {
		agree = "equal"
	}
	e.Why, e.more = r.Why, [4]string{or(r.ObjectGUID, "not set"), or(r.ConsistencyGUID, "not set"), or(r.ImmutableID, "not set"), agree}
	return e
}

// nameOf is the name of an object of AD. Of some only the GUID is known.
func (d *drifted) nameOf(r model.Ref) string {
	if i, ok := d.rank[guidOfRef(r)]; ok {
		return d.Items[i].Name
	}
	if r.DN != "" {
		return objectName(r)
	}
	return r.GUID
}

// text is what a column says of an entry.
func (e driftEntry) text(column string) string {
	switch column {
	case "name":
		return e.name
	case "class":
		return e.class
	case "status":
		return e.statusWords()
	case "property":
		return e.property
	case "why":
		return begun(e.Why)
	case "authority":
		if e.authority == "" {
			return "–"
		}
		return e.authority.Label()
	case "more0", "more1", "more2", "more3":
		return e.more[column[4]-'0']
	}
	return ""
}

func (e driftEntry) statusWords() string {
	if e.stale {
		return "may have changed"
	}
	return e.status.String()
}

// cell is how a column draws an entry.
func (e driftEntry) cell(column string) kit.CellData {
	c := kit.CellData{Text: e.text(column)}
	switch column {
	case "name":
		c.Icon, c.Color = classIcons[e.class], theme.ColorNameForeground
	case "status":
		s := statusSigns[e.status]
		if e.stale {
			s = stateSigns[drift.Unknown]
		}
		c.Icon, c.Color = s.shape, s.tone.Color()
	case "class", "authority":
		c.Color = kit.ColorMuted
	case "more0", "more1", "more2":
		c.Mono = len(c.Text) == anchorLength && strings.HasSuffix(c.Text, "==")
	case "more3":
		s := statusSigns[drift.StatusDifferent]
		if e.State == drift.Equal {
			s = statusSigns[drift.StatusEqual]
		}
		c.Icon, c.Color = s.shape, s.tone.Color()
	}
	return c
}

// anchorLength is that of a GUID in Base64.
const anchorLength = 24

var classIcons = map[string]fyne.Resource{"user": iconUser, "group": iconGroup, "contact": iconContact}
