package syncrule

import (
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"path"

	"recipientdesk/model"
)

const (
	connectorFolder = "Connectors"
	metaverseFile   = "GlobalSettings/MV.xml"
	maxConfigFile   = 64 << 20
	maxConnectors   = 100
)

// Load reads a folder that Get-ADSyncServerConfiguration wrote: rules, connectors
// and the metaverse. Without connectors, or without the metaverse, it says in a
// note what a forecast then has to take for granted. What is not understood is in
// the notes, too. The error has code NotFound, if there are no rules, or Invalid.
func Load(folder fs.FS) (*RuleSet, error) {
	set, err := loadRules(folder)
	if err != nil {
		return nil, err
	}
	if err := set.loadConnectors(folder); err != nil {
		return nil, err
	}
	if err := set.loadMetaverse(folder); err != nil {
		return nil, err
	}
	for _, r := range set.Rules {
		if len(set.Connectors) > 0 && set.Connector(r.Connector) == nil {
			set.Notes = append(set.Notes, Note{Rule: r.Name, Text: "its connector " + r.Connector + " is not part of the export"})
		}
	}
	return set, nil
}

func (s *RuleSet) loadConnectors(folder fs.FS) error {
	files, err := fs.Glob(folder, connectorFolder+"/*.xml")
	if err != nil || len(files) > maxConnectors {
		return &model.Error{Code: model.Invalid, Subject: connectorFolder, Message: "has too many files for an export of Entra Connect", Err: err}
	}
	if len(files) == 0 {
		s.Notes = append(s.Notes, Note{Rule: connectorFolder, Text: "the export has no connectors: all containers and attributes are taken for selected, and types of attributes come from elsewhere"})
	}
	for _, name := range files {
		err := readFile(folder, name, func(r io.Reader, file string) error {
			c, notes, err := ReadConnector(r, file)
			if s.Notes = append(s.Notes, notes...); c != nil {
				s.Connectors = append(s.Connectors, c)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *RuleSet) loadMetaverse(folder fs.FS) error {
	err := readFile(folder, metaverseFile, func(r io.Reader, file string) error {
		var notes []Note
		var err error
		s.Metaverse, s.Settings, notes, err = ReadMetaverse(r, file)
		s.Notes = append(s.Notes, notes...)
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		s.Notes = append(s.Notes, Note{Rule: metaverseFile, Text: "the export has no schema of the metaverse: types of attributes follow from what flows into them"})
		return nil
	}
	return err
}

// ReadMetaverse reads GlobalSettings/MV.xml: the types of the metaverse's
// attributes, and the settings of the server by name
// (Microsoft.SynchronizationOption.AnchorAttribute). The error has code Invalid.
func ReadMetaverse(r io.Reader, file string) (types map[string]AttrType, settings map[string]string, notes []Note, err error) {
	s, err := newXMLStream(r, file, maxConfigFile)
	if err == nil {
		err = s.root("mv-data", "saved-mv-configuration")
	}
	types, settings = map[string]AttrType{}, map[string]string{}
	if err == nil {
		err = s.each(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "schema":
				return s.schema(types)
			case "parameter-values":
				return s.params(settings)
			case "import-attribute-flow", "provisioning", "mv-deletion", "extension":
				return s.content("holds rules of the older engine, which are not followed")
			case "format-version", "version", "password-change-history-size", "password-sync":
				return nil // bookkeeping
			}
			s.unknown()
			return nil
		})
	}
	if err != nil {
		return nil, nil, nil, &model.Error{Code: model.Invalid, Subject: file, Message: "is no schema of the metaverse", Err: err}
	}
	return types, settings, s.notes, nil
}

// readFile calls f for a file of the folder, with its name without folders.
func readFile(folder fs.FS, name string, f func(r io.Reader, file string) error) error {
	r, err := folder.Open(name)
	if err != nil {
		return &model.Error{Code: model.Invalid, Subject: name, Message: "cannot be read", Err: err}
	}
	defer r.Close()
	return f(r, path.Base(name))
}
