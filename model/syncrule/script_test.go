package syncrule

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"recipientdesk/model"
	"recipientdesk/model/powershell"
)

const exportedRule = "\ufeffNew-ADSyncRule  `\r\n-Name 'In from AD - User \u2013 Caf\u00e9' `\r\n-Identifier '38270463-2EC8-4b1c-9e5e-f483a1db7abe' `\r\n-Description 'it''s' `\r\n-Direction 'Inbound' `\r\n-Precedence 50 `\r\n" +
	"-PrecedenceAfter '00000000-0000-0000-0000-000000000000' `\r\n-SourceObjectType 'user' `\r\n-TargetObjectType 'person' `\r\n-Connector '4f1cdd9e-00fa-4379-be83-4cf471f7c829' `\r\n-LinkType 'Join' `\r\n" +
	"-SoftDeleteExpiryInterval 0 `\r\n-ImmutableTag '' `\r\n-Disabled  `\r\n-OutVariable syncRule\r\n\r\n" +
	`Add-ADSyncAttributeFlowMapping -SynchronizationRule $syncRule[0] -Source @('c') -Destination 'usageLocation' -FlowType 'Direct' -ValueMergeType 'Update' -ExecuteOnce -OutVariable syncRule
Add-ADSyncAttributeFlowMapping -SynchronizationRule $syncRule[0] -Source 'a','b' -Destination 'x' -FlowType 'Expression' -ValueMergeType 'MergeCaseInsensitive' -Expression 'IIF(IsPresent([a]),[b]&"''",NULL)' -OutVariable syncRule
Add-ADSyncAttributeFlowMapping -SynchronizationRule $syncRule[0] -Source @('true') -Destination 'cloudNoFlow' -FlowType 'Constant' -OutVariable syncRule | Out-Null
New-Object -TypeName 'Microsoft.IdentityManagement.PowerShell.ObjectModel.ScopeCondition' -ArgumentList 'mail','','ISNOTNULL' -OutVariable condition0
New-Object -TypeName 'Microsoft.IdentityManagement.PowerShell.ObjectModel.ScopeCondition' -ArgumentList 'userAccountControl','2','ISBITNOTSET' -OutVariable condition1
Add-ADSyncScopeConditionGroup -SynchronizationRule $syncRule[0] -ScopeConditions @($condition0[0],$condition1[0]) -OutVariable syncRule
New-Object -TypeName 'Microsoft.IdentityManagement.PowerShell.ObjectModel.JoinCondition' -ArgumentList 'objectSid','objectSid',$true -OutVariable condition0
Add-ADSyncJoinConditionGroup -SynchronizationRule $syncRule[0] -JoinConditions @($condition0[0]) -OutVariable syncRule
Add-ADSyncRule -SynchronizationRule $syncRule[0]
Get-ADSyncRule -Identifier '38270463-2ec8-4b1c-9e5e-f483a1db7abe'
`

func loadScript(t *testing.T, src string, base *RuleSet) *RuleSet {
	t.Helper()
	set, err := LoadScript(strings.NewReader(src), "s.ps1", base)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestExportedScript(t *testing.T) {
	set := loadScript(t, exportedRule, nil)
	if len(set.Rules) != 1 || len(set.Notes) != 0 {
		t.Fatalf("%+v", set)
	}
	r := set.Rules[0]
	expression, _ := Parse(`IIF(IsPresent([a]),[b]&"'",NULL)`)
	want := &Rule{ID: "{38270463-2ec8-4b1c-9e5e-f483a1db7abe}", Name: "In from AD - User \u2013 Caf\u00e9", Description: "it's", Version: 1, Disabled: true, Connector: "{4f1cdd9e-00fa-4379-be83-4cf471f7c829}",
		Source: "user", Target: "person", Link: Join, Precedence: 50,
		Scope: []ScopeGroup{{{"mail", IsNotNull, ""}, {"userAccountControl", IsNotBitSet, "2"}}},
		Joins: []JoinGroup{{{"objectSid", "objectSid", true}}},
		Flows: []Flow{{Target: "usageLocation", Direct: "c", Reads: []string{"c"}, ApplyOnce: true, Merge: Update},
			{Target: "x", Expression: expression, Reads: []string{"a", "b"}, Merge: MergeCaseInsensitive}, {Target: "cloudNoFlow", Constant: String("true"), Merge: Update}}}
	if !reflect.DeepEqual(r, want) {
		t.Errorf("\n got %+v\nwant %+v", r, want)
	}
	ansi := strings.NewReplacer("\ufeff", "", "\u2013", "\x96", "\u00e9", "\xe9").Replace(exportedRule)
	if got := loadScript(t, ansi, nil).Rules[0]; !reflect.DeepEqual(got, want) {
		t.Errorf("saved by Notepad: %+v", got)
	}
}

// Every rule of the published export is written as a script and read back.
func TestRulesSurviveTheWayThroughAScript(t *testing.T) {
	set := publishedSet(t)
	for _, r := range set.Rules {
		var b bytes.Buffer
		if err := WriteScript(&b, r); err != nil {
			t.Fatal(err)
		}
		back := loadScript(t, b.String(), nil)
		if len(back.Rules) != 1 || len(back.Notes) != 0 {
			t.Fatalf("%s: %v", r.Name, back.Notes)
		}
		got := *back.Rules[0]
		got.Version = r.Version
		if !reflect.DeepEqual(&got, r) {
			t.Errorf("%s:\n got %+v\nwant %+v", r.Name, got, r)
		}
	}
	var all bytes.Buffer
	if err := WriteScript(&all, set.Rules...); err != nil {
		t.Fatal(err)
	}
	if back := loadScript(t, all.String(), nil); len(back.Rules) != 62 || len(back.Notes) != 0 {
		t.Error(len(back.Rules), back.Notes)
	}
}

func TestScriptsChangeASet(t *testing.T) {
	base := &RuleSet{Connectors: []*Connector{{ID: "{c1}", Name: "x.org", AD: true}, {ID: "{c2}", Name: "cloud"}}, Rules: []*Rule{
		{ID: "{1}", Name: "In from AD - User Exchange", Connector: "{c1}", Source: "user", Target: "person", Link: Join, Precedence: 108, Tag: "Microsoft.X.003",
			Flows: []Flow{{Target: "a", Direct: "a", Reads: []string{"a"}, Merge: Update}, {Target: "b", Direct: "b", Reads: []string{"b"}, Merge: Update}}},
		{ID: "{2}", Name: "Out to AAD - User Join", Connector: "{c2}", Outbound: true, Source: "person", Target: "user", Link: Provision, Precedence: 123}}}
	for _, c := range []struct{ what, src, want string }{
		{"disabled, with a check", "Import-Module ADSync\n$r = Get-ADSyncRule -Identifier '1'\nif ($null -eq $r) { throw 'no rule' }\n$r.Disabled = $true\nAdd-ADSyncRule -SynchronizationRule $r | Out-Null", "108 In from AD - User Exchange off, 123 Out to AAD - User Join"},
		{"found by name on a connector", "$n = 'x.org'\n$c = [string](Get-ADSyncConnector -Name $n).Identifier\n$r = Get-ADSyncRule | Where { $_.Name -eq \"In from AD - User Exchange\" -and $_.Connector -eq $c }\nif ($r.Count -eq 1) { $r | Remove-ADSyncRule | Out-Null } elseif ($r.Count -gt 1) { Write-Error 'x' }", "123 Out to AAD - User Join"},
		{"precedence swapped", "$r = @(Get-ADSyncRule | Where-Object Precedence -EQ 108)[0]; $r.Precedence = 100 + 7; $r | Add-ADSyncRule", "107 In from AD - User Exchange, 123 Out to AAD - User Join"},
		{"a loop over rules", "foreach ($r in Get-ADSyncRule) { if ($r.Direction -ne 'Inbound') { continue }; $r.Precedence += 1; Add-ADSyncRule $r }", "109 In from AD - User Exchange, 123 Out to AAD - User Join"},
		{"a flow replaced", "$rs = (Get-ADSyncRule | ? {($_.AttributeFlowMappings.Source -eq \"a\") -and ($_.Direction -eq \"Inbound\")})\nforeach($r in $rs) { $m = $r.AttributeFlowMappings | Where-Object {$_.Source -eq \"a\"}\n Remove-ADSyncAttributeFlowMapping -SynchronizationRule $r -AttributeFlowMappings $m -OutVariable rule\n Add-ADSyncAttributeFlowMapping -SynchronizationRule $r -Source @('a') -Destination 'a' -FlowType 'Expression' -Expression 'AuthoritativeNull' -ValueMergeType 'Update' -OutVariable rule\n Add-ADSyncRule -SynchronizationRule $rule[0] }",
			"108 In from AD - User Exchange b=b a=AuthoritativeNull, 123 Out to AAD - User Join"},
		{"only what the server knows", "param([switch]$Force)\nif (-not $Force) { Write-Host 'really?'; exit }\ntry { Set-ADSyncScheduler -SyncCycleEnabled $false\n$r = Get-ADSyncRule -Identifier '2'; $r.Disabled = $true; Add-ADSyncRule $r } catch { throw } finally { Set-ADSyncScheduler -SyncCycleEnabled $true }", "108 In from AD - User Exchange, 123 Out to AAD - User Join off"},
		{"a copy with the same scope", "$o = Get-ADSyncRule -Identifier '1'; $n = New-ADSyncRule -Name 'Copy' -Identifier ([guid]::NewGuid()) -Direction $o.Direction -Precedence 90 -SourceObjectType $o.SourceObjectType -TargetObjectType $o.TargetObjectType -Connector $o.Connector -LinkType $o.LinkType\n$n.ScopeFilter = $o.ScopeFilter\nAdd-ADSyncRule $n", "90 Copy, 108 In from AD - User Exchange, 123 Out to AAD - User Join"},
		{"a free number", "$used = @(Get-ADSyncRule | ForEach-Object { $_.Precedence }); $free = 107; while ($used -contains $free -or $free -eq 107) { $free++; if ($free -gt 500) { break } }\n$r = Get-ADSyncRule -Identifier '1'; $r.Precedence = $free; Add-ADSyncRule $r", "109 In from AD - User Exchange, 123 Out to AAD - User Join"},
		{"a variable set by a command", "$p = 1; Set-Variable -Name p -Value 7\n$r = Get-ADSyncRule -Identifier '1'; $r.Precedence = $p; Add-ADSyncRule $r", "7 In from AD - User Exchange, 123 Out to AAD - User Join"},
		{"until exit", "$r = Get-ADSyncRule -Identifier '1'; exit; $r.Disabled = $true; Add-ADSyncRule $r", "108 In from AD - User Exchange, 123 Out to AAD - User Join"},
	} {
		set := loadScript(t, c.src, base)
		var got []string
		for _, r := range set.Rules {
			s := string(appendInt(r.Precedence)) + " " + r.Name
			if r.Disabled {
				s += " off"
			}
			for _, f := range r.Flows {
				if f.Expression != nil || len(r.Flows) == 2 && r.Flows[1].Target == "a" {
					s += " " + f.Target + "=" + strings.TrimSpace(f.Direct+display(f.property("expression")))
				}
			}
			got = append(got, s)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.what, s, c.want)
		}
	}
	if r := base.Rules[0]; r.Disabled || r.Precedence != 108 || r.Flows[0].Target != "a" || len(base.Rules) != 2 {
		t.Errorf("the base was changed: %+v", r)
	}
}

func appendInt(n int) []byte { return []byte(display(n)) }

func TestScriptsThatCannotBeFollowed(t *testing.T) {
	const rule = "New-ADSyncRule -Name 'x' -Identifier '1' -Direction 'Inbound' -SourceObjectType 'user' -TargetObjectType 'person' -Connector 'c' -LinkType 'Join' -OutVariable syncRule "
	for src, want := range map[string]string{
		rule:                    "s.ps1:1:1: the rule has no -Precedence",
		rule + "-Precedence $p": "s.ps1:1:181: -Precedence is only known when the script runs",
		"$p = Read-Host -Prompt 'x'\n" + rule + "-Precedence $p":                        "s.ps1:2:181: -Precedence is only known",
		rule + "-Precedence many":                                                       "no whole number",
		rule + "-Precedence 1 -PrecedenceAfter 'e5e5058b-034a-4403-b438-6046f5d19e0c'":  "-PrecedenceAfter is not followed",
		rule + "-Precedence 1 -Colour 'red'":                                            "has no parameter -Colour",
		rule + "-Precedence 1 -Name 'y'":                                                "given twice",
		rule + "-Precedence 1 5":                                                        "does not take this value",
		"$p = @{ Name = 'x' }\nNew-ADSyncRule @p":                                       "s.ps1:2:16: what stands in @p",
		"Add-ADSyncRule -SynchronizationRule $syncRule[0]":                              "which rule this is is only known",
		"Add-ADSyncRule -SynchronizationRule 'x'":                                       "no synchronization rule",
		"if (Test-Path 'x') { Remove-ADSyncRule -Identifier '1' }":                      "rules depend on this condition",
		"while (Test-Path 'x') { Remove-ADSyncRule -Identifier '1' }":                   "rules depend on a while loop",
		"$a = 'x'; foreach ($i in " + strings.Repeat("1,", 60) + "1) { $a += $a }":      "too many steps",
		"$a = 'x'; foreach ($i in " + strings.Repeat("1,", 60) + "1) { $a = \"$a$a\" }": "too many steps",
		"$a = @(1,2); foreach ($i in " + strings.Repeat("1,", 60) + "1) { $a += $a }":   "too many steps",
		"while ($true) { Remove-ADSyncRule -Identifier '1' }":                           "too many steps",
		"for ($i = 0; $i -lt 3; $i++) { Remove-ADSyncRule -Identifier '1' }":            "rules depend on a for loop",
		"function X { Remove-ADSyncRule -Identifier '1' }\nX":                           "s.ps1:2:1: X is not followed",
		"foreach ($x in Get-Content 'y') { Remove-ADSyncRule -Identifier $x }":          "rules depend on $x",
		"throw 'it is Tuesday'":                                                         "s.ps1:1:1: the script stops: it is Tuesday",
		rule + "-Precedence 1\nAdd-ADSyncAttributeFlowMapping -SynchronizationRule $syncRule[0] -Destination 'a' -FlowType 'Direct'":            "has one -Source",
		rule + "-Precedence 1\nAdd-ADSyncAttributeFlowMapping -SynchronizationRule $syncRule[0] -Destination 'a' -FlowType 'Guess' -Source 'b'": "-FlowType is \"Guess\"",
		rule + "-Precedence 1\nAdd-ADSyncAttributeFlowMapping -SynchronizationRule $syncRule[0] -Destination 'a' -FlowType 'Expression'":        "has an -Expression",
		rule + "-Precedence 1\nAdd-ADSyncAttributeFlowMapping -SynchronizationRule $syncRule[0] -Source 'a' -FlowType 'Direct'":                 "has no -Destination",
		rule + "-Precedence 1\n$syncRule[0].Color = 'red'":                                                                       "to set Color of a rule",
		"New-Object -TypeName 'Microsoft.IdentityManagement.PowerShell.ObjectModel.ScopeCondition' -ArgumentList 'a','b','LIKE'": "operator \"LIKE\"",
		"Remove-ADSyncScopeConditionGroup -SynchronizationRule $r":                                                               "is not followed, and changes rules",
		"$a = 1\n$b = {\n": "\"}\" is missing",
		"foreach ($a in 1,2,3) {" + strings.Repeat("foreach ($b in @(1,2,3,4,5,6,7,8,9,0)) {", 8) + "$c = 1" + strings.Repeat("}", 9): "too many steps",
	} {
		if _, err := LoadScript(strings.NewReader(src), "s.ps1", nil); model.CodeOf(err) != model.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%.200s: %v", src, err)
		}
	}
}

func TestWhatAScriptHasBesidesRulesIsNoted(t *testing.T) {
	set := loadScript(t, "Import-Module ADSync\nSend-MailMessage -To 'x'\n. .\\other.ps1; Write-Error -Message 'too bad'\nRemove-ADSyncRule -Identifier '7'\nSend-MailMessage", &RuleSet{})
	var all []string
	for _, n := range set.Notes {
		all = append(all, n.Rule+" "+n.Text)
	}
	if got := strings.Join(all, "; "); got != "s.ps1:2:1 Send-MailMessage is not followed; s.ps1:3:1 another script is called, which is not read; s.ps1:3:16 the script reports an error: too bad; s.ps1:4:1 there is no rule {7} to remove; s.ps1:1:1 the script changes no rule" {
		t.Error(got)
	}
	base := &RuleSet{Connectors: []*Connector{{ID: "{c1}", Name: "x.org", AD: true}, {ID: "{c2}", Name: "cloud"}}, Rules: []*Rule{{ID: "{9}", Name: "Y", Precedence: 50}}}
	set = loadScript(t, exportedRule, base)
	if len(set.Notes) != 2 || !strings.Contains(set.Notes[0].Text, "is taken for one of x.org") || set.Rules[0].Connector != "{c1}" || !strings.Contains(set.Notes[1].Text, "has the precedence 50, as") {
		t.Errorf("%v", set.Notes)
	}
}

func TestMoreRulesReplaceByIdentifierAndName(t *testing.T) {
	set := &RuleSet{Rules: []*Rule{{ID: "{1}", Name: "A", Precedence: 1}, {ID: "{2}", Name: "B", Precedence: 2}}}
	got := set.With(&Rule{ID: "{1}", Name: "A2", Precedence: 9}, &Rule{ID: "{3}", Name: "b", Precedence: 3}, &Rule{ID: "{4}", Name: "B", Precedence: 4, Outbound: true})
	var names []string
	for _, r := range got.Rules {
		names = append(names, r.ID+r.Name)
	}
	if strings.Join(names, " ") != "{3}b {4}B {1}A2" || set.Rules[0].Name != "A" {
		t.Error(names)
	}
}

func FuzzLoadScript(f *testing.F) {
	f.Add(exportedRule)
	f.Add("foreach ($r in Get-ADSyncRule | Where { $_.Precedence -gt 1 }) { $r.Disabled = $true; $r | Add-ADSyncRule }")
	base := &RuleSet{Connectors: []*Connector{{ID: "{c1}", AD: true}}, Rules: []*Rule{{ID: "{1}", Name: "A", Precedence: 2}}}
	f.Fuzz(func(t *testing.T, src string) {
		set, err := LoadScript(strings.NewReader(src), "s", base)
		if (set == nil) != (err != nil) || err != nil && model.CodeOf(err) != model.Invalid || base.Rules[0].Disabled {
			t.Error(err)
		}
	})
}

func TestOperatorsOfScripts(t *testing.T) {
	for src, want := range map[string]any{
		"1 + 2 -eq 3": true, "'1' + 2": "12", "'a' + 'b'": "ab", "'Ab' -eq 'aB'": true, "1 -lt '2'": true, "'x' -gt 1": unknown{}, "$null -eq $null": true, "'' -eq $null": false,
		"@('a','b') -contains 'B'": true, "'c' -notin @('a','b')": true, "'a' -in 'a'": true, "@(1,2,3) -gt 1": []any{2, 3}, "'In from AD' -like 'in*ad'": true, "'a/b' -notlike 'a*'": false,
		"-not ''": true, "-not $other": unknown{}, "$false -and $other": false, "$other -or $true": true, "$other -and $true": unknown{}, "'a#1' -replace '^.*#'": "1", "'aXa' -replace 'x', 'b'": "aba", "'a' -replace '(?<=x)'": unknown{},
		"[int]'5' + 1": 6, "[string]5 + 1": "51", "@('a').Count": 1, "$null.Count": 0, "'abc'.Length": 3, "(1,2)[-1]": 2, "(1,2)[5]": nil, "\"a$(1 + 1)$other\"": unknown{}, "\"a$(1 + 1)\"": "a2", "5 -f 'x'": unknown{},
	} {
		tree, err := powershell.Parse(src, "s")
		if err != nil {
			t.Fatal(err)
		}
		s := &script{set: &RuleSet{}, vars: map[string]any{"true": true, "false": false, "null": nil}, left: maxSteps}
		out, err := s.block(tree)
		if got := single(out); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, %v", src, got, err)
		}
	}
}
