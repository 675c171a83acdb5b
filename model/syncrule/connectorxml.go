package syncrule

import (
	"cmp"
	"encoding/xml"
	"io"
	"strings"

	"recipientdesk/model"
)

// ReadConnector reads a file of the folder Connectors. It returns nil for a
// connector that is neither of Active Directory nor of the tenant, with a note.
// file stands for it in errors and notes. The error has code Invalid.
func ReadConnector(r io.Reader, file string) (*Connector, []Note, error) {
	s, err := newXMLStream(r, file, maxConfigFile)
	if err == nil {
		err = s.root("ma-data", "saved-ma-configuration", "export-ma")
	}
	m := &connectorReader{xmlStream: s, c: &Connector{Types: map[string]AttrType{}, Params: map[string]string{}}}
	if err == nil {
		err = s.each(m.part)
	}
	if err != nil {
		return nil, nil, &model.Error{Code: model.Invalid, Subject: file, Message: "is no connector of Entra Connect", Err: err}
	}
	if !m.known {
		s.note("a connector of the category %q is not followed; rules of it have no effect on a forecast", m.category)
	}
	for i := range s.notes {
		s.notes[i].Rule = cmp.Or(m.c.Name, file)
	}
	if !m.known {
		return nil, s.notes, nil
	}
	return m.c, s.notes, nil
}

// A connectorReader fills a connector and notes what it does not know.
type connectorReader struct {
	*xmlStream
	c        *Connector
	category string
	known    bool // of AD or of the tenant
}

func (m *connectorReader) part(e xml.StartElement) error {
	switch e.Name.Local {
	case "id":
		err := m.into(&m.c.ID)
		m.c.ID = braced(m.c.ID)
		m.c.Params["Connector.ID"] = m.c.ID
		return err
	case "name":
		return m.into(&m.c.Name)
	case "category":
		err := m.into(&m.category)
		m.c.AD = m.category == "AD"
		m.known = m.known || m.c.AD
		return err
	case "subtype":
		var subtype string
		err := m.into(&subtype)
		m.known = m.known || subtype == "Windows Azure Active Directory (Microsoft)" // also in today's exports
		return err
	case "schema":
		return m.schema(m.c.Types)
	case "private-configuration":
		return m.each(func(xml.StartElement) error { return m.each(m.private) })
	case "attribute-inclusion":
		m.c.Attributes = []string{}
		return m.list("attribute", &m.c.Attributes)
	case "ma-partition-data":
		return m.each(m.partition)
	case "join", "projection", "export-attribute-flow", "stay-disconnector", "extension":
		return m.content("holds rules of the older engine, which are not followed")
	case "format-version", "description", "ma-listname", "ma-companyname", "creation-time", "last-modification-time", "version", "internal-version",
		"password-sync-allowed", "password-sync", "ma-run-data", "component_mappings", "encrypted-attributes", "capabilities-mask", "export-type",
		"dn-construction", "provisioning-cleanup", "controller-configuration", "ma-ui-settings":
		return nil // bookkeeping, run profiles and passwords: no bearing on values
	}
	m.unknown()
	return nil
}

// private is a part of adma-configuration or MAConfig: how to reach the server, and
// among it the parameters that expressions read.
func (m *connectorReader) private(e xml.StartElement) error {
	if e.Name.Local == "parameter-values" {
		return m.params(m.c.Params)
	}
	return nil
}

func (m *connectorReader) partition(xml.StartElement) error {
	p := Partition{Params: map[string]string{}}
	err := m.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "name":
			return m.into(&p.DN)
		case "selected":
			selected, err := m.text()
			p.Selected = selected == "1" || strings.EqualFold(selected, "true")
			return err
		case "filter":
			return m.filter(&p)
		case "parameter-values":
			return m.params(p.Params)
		case "id", "creation-time", "last-modification-time", "version", "display-name", "custom-data":
			return nil // bookkeeping, and how to reach the domain controllers
		}
		m.unknown()
		return nil
	})
	m.c.Partitions = append(m.c.Partitions, p)
	return err
}

func (m *connectorReader) filter(p *Partition) error {
	return m.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "object-classes":
			return m.list("object-class", &p.Classes)
		case "containers":
			return m.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "inclusions":
					return m.list("inclusion", &p.Include)
				case "exclusions":
					return m.list("exclusion", &p.Exclude)
				}
				m.unknown()
				return nil
			})
		}
		m.unknown()
		return nil
	})
}

// schema reads the types of attributes from DSML. Classes are not needed: an object
// of the directory says which classes it has.
func (s *xmlStream) schema(types map[string]AttrType) error {
	return s.each(func(xml.StartElement) error { // dsml
		return s.each(func(xml.StartElement) error { // directory-schema
			return s.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "attribute-type":
					return s.attributeType(e, types)
				case "class", "dit-content-rule":
					return nil
				}
				s.unknown()
				return nil
			})
		})
	})
}

func (s *xmlStream) attributeType(e xml.StartElement, types map[string]AttrType) error {
	var name, syntax string
	t := AttrType{Multi: xmlAttr(e, "single-value") != "true"}
	err := s.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "name":
			return s.into(&name)
		case "syntax":
			return s.into(&syntax)
		}
		s.unknown()
		return nil
	})
	var known bool
	if t.Kind, known = kindOf(syntax); !known && err == nil {
		s.note("the syntax %s of the attribute %s is not known; it is taken for a text", syntax, name)
	}
	types[name] = t
	return err
}

// params reads parameters that expressions or the engine may ask for. How and as
// whom the server signs in, and its cookies, are not kept.
func (s *xmlStream) params(into map[string]string) error {
	return s.each(func(e xml.StartElement) error {
		if e.Name.Local != "parameter" {
			s.unknown()
			return nil
		}
		global := strings.HasSuffix(strings.ToLower(xmlAttr(e, "use")), "global") // global, SynchronizationGlobal
		if !global && xmlAttr(e, "intrinsic") != "1" || xmlAttr(e, "encrypted") != "" {
			return nil
		}
		value, err := s.text()
		into[xmlAttr(e, "name")] = value
		return err
	})
}
