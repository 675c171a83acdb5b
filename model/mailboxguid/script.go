package mailboxguid

import (
	_ "embed"
	"fmt"
	"strings"

	"recipientdesk/model/powershell"
	"recipientdesk/model/syncrule"
)

var (
	//go:embed prepare.ps1
	prepareText string
	//go:embed restore.ps1
	restoreText string
	//go:embed common.ps1
	commonText string
)

// prepare fills in the script that keeps the GUID back.
func (p *Plan) prepare() (string, error) {
	if p.Prepared {
		return "", nil
	}
	return p.fill(prepareText, "")
}

// restore fills in the way back. Rules that were deleted are written anew, as they
// stand in the plan; nothing else knows them.
func (p *Plan) restore() (string, error) {
	var deleted strings.Builder
	if !p.Builtin {
		var originals []*syncrule.Rule
		for _, c := range p.Changes {
			originals = append(originals, enabled(c.Rule, c.Precedence))
		}
		if err := syncrule.WriteScript(&deleted, originals...); err != nil {
			return "", err
		}
		p.Backup = deleted.String()
	}
	anew := ""
	if p.Options.DeleteOriginal {
		anew = "\n# 4. Make the original rules anew\n" + strings.TrimSpace(deleted.String()) + "\n"
	}
	return p.fill(restoreText, anew)
}

// enabled returns a rule as it was before it was disabled and moved.
func enabled(r *syncrule.Rule, precedence int) *syncrule.Rule {
	out := *r
	out.Disabled, out.Precedence = false, precedence
	return &out
}

func (p *Plan) fill(text, anew string) (string, error) {
	seen := map[string]bool{}
	var names []string
	for _, c := range p.Changes {
		if name := strings.TrimSuffix(c.Rule.Name, suffix); !seen[name] {
			seen[name] = true
			names = append(names, powershell.Quote(name))
		}
	}
	common, rest, _ := strings.Cut(text, "{{common}}\n")
	text = common + commonText + rest
	text = strings.NewReplacer("{{names}}", strings.Join(names, ",\n    "), "{{count}}", fmt.Sprint(len(p.Changes)), "{{suffix}}", powershell.Quote(suffix),
		"{{first}}", fmt.Sprint(firstFree), "{{delete}}", fmt.Sprintf("$%t", p.Options.DeleteOriginal), "{{restore}}", RestoreFile, "{{prepare}}", PrepareFile, "{{anew}}", anew).Replace(text)
	_, err := powershell.Parse(text, PrepareFile)
	return text, err
}
