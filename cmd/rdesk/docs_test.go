package main

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

var update = flag.Bool("update", false, "write docs/cli.md anew")

const docsFile = "../../docs/cli.md"

// docs/cli.md is made of the commands themselves.
func TestDocsAreUpToDate(t *testing.T) {
	want := reference(t)
	if *update {
		if err := os.WriteFile(docsFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(docsFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), want) {
		t.Error("docs/cli.md is not what the commands say; run go test ./cmd/rdesk -run Docs -update")
	}
}

const docsHead = `# rdesk

<!-- Made by "go test ./cmd/rdesk -run Docs -update" from the commands themselves. Do not edit. -->

`

const docsJSON = `
## Output

JSON is one document in UTF-8; with ` + "`-o jsonl`" + ` one object stands on each line. Attribute names are spelled as in the schema. An attribute that can have
several values is an array, also with one value; one that the schema limits to a single value is that value. Values are strings as LDAP has them: numbers of
64 bits and TRUE stay what they are. Octets are Base64, and GUIDs among them stand as text under ` + "`guids`" + ` too. What should be text and is not valid
UTF-8 is ` + "`{\"base64\":\"…\"}`" + `.

Errors go to standard error as ` + "`rdesk: error: SUBJECT: MESSAGE`" + ` with a ` + "`rdesk: hint:`" + `; where the output is JSON, standard output gets
` + "`{\"error\":{\"code\",\"subject\",\"message\",\"hint\"}}`" + `, with ` + "`cause`" + ` where another error is behind it.

| command | JSON |
|---|---|
| status | object |
| fields | array of ` + "`{\"id\",\"tab\",\"label\",\"attributes\",\"kind\",\"multi\",\"help\"}`" + ` |
| get | ` + "`{\"dn\",\"objectGUID\",\"objectClass\",\"kind\",\"attributes\":{…}}`" + ` |
| list | array of the same |
| new | the same with ` + "`journal`" + `, ` + "`forecast`" + `, and ` + "`cloud`" + ` and ` + "`notes`" + ` as below |
| templates | array of templates as their files are; show: one |
| who | array of ` + "`{\"dn\",\"objectGUID\",\"kind\",\"name\",\"attribute\",\"value\",\"deleted\",\"source\"}`" + ` |
| set, address, undo, enable, disable, convert, cleanup, owners set, x500 add, x500 inherit | ` + "`{\"dn\",\"objectGUID\",\"changes\":[{\"attribute\",\"before\":[],\"after\":[]}],\"findings\":[],\"forecast\",\"saved\",\"journal\",\"cloud\":[{\"text\",\"powershell\",\"source\"}],\"notes\":[]}`" + `; cloud is what to do in the tenant, too, in this order, and notes what to know |
| set, enable, disable, convert, cleanup of several objects | ` + "`{\"objects\":[…],\"failed\":[{\"dn\",\"why\"}],\"saved\",\"batch\",\"journals\":[]}`" + `; each object as above |
| owners | ` + "`{\"dn\",\"objectGUID\",\"owners\":[{\"dn\",\"name\",\"kind\",\"attribute\"}]}`" + ` |
| plain-text | ` + "`{\"cloud\":[{\"text\",\"powershell\",\"source\"}]}`" + ` |
| recipe cloud-mailbox | the same as set with ` + "`\"ready\",\"ticks\":[{\"id\",\"label\",\"done\",\"why\",\"fix\",\"source\",\"cloud\":[]}]`" + `; done is null where it is not known, its cloud is as above |
| x500 decode | ` + "`{\"legacyExchangeDN\",\"address\",\"matches\":[{\"dn\",\"objectGUID\",\"kind\",\"name\",\"has\",\"why\"}]}`" + ` |
| policy preview, apply | ` + "`{\"recipients\",\"changed\",\"exempt\",\"outside\",\"rows\":[{\"dn\",\"objectGUID\",\"name\",\"kind\",\"policy\",\"outcome\",\"primaryBefore\",\"primaryAfter\",\"added\":[],\"changes\":[],\"why\",\"notes\":[]}],\"unverified\":[{\"policy\",\"template\",\"domain\"}],\"saved\",\"batch\",\"journals\":[],\"failed\":[{\"dn\",\"why\"}]}`" + ` |
| rollback | ` + "`{\"batch\",\"undone\":[],\"failed\":[{\"n\",\"dn\",\"why\"}],\"saved\"}`" + ` |
| address | the same as set with ` + "`\"addresses\":[{\"value\",\"type\",\"address\",\"primary\"}]`" + ` |
| check | ` + "`{\"profile\",\"checked\",\"skipped\":[{\"dn\",\"reason\"}],\"findings\":[{\"rule\",\"title\",\"severity\",\"dn\",\"objectGUID\",\"attribute\",\"value\",\"text\",\"errors\":[],\"action\",\"proposed\",\"others\":[],\"source\"}],\"fixes\":[],\"left\":[]}`" + `; with jsonl the findings |
| sync preview | ` + "`{\"rules\":{\"source\",\"count\"},\"objects\":[{\"dn\",\"objectGUID\",\"objectClass\",\"inScope\",\"scope\":[{\"rule\",\"passed\",\"clause\"}],\"filteredBy\",\"metaverse\":{\"attr\":{\"value\",\"rule\"}},\"export\":{…},\"cloud\":{…},\"quarantined\":[],\"reasons\":[{\"property\",\"verdict\",\"rule\",\"why\",\"source\"}],\"summary\"}],\"errors\":[{\"dn\",\"rule\",\"message\"}]}`" + `; with jsonl the objects, each with its errors |
| sync whatif | for each case ` + "`{\"id\",\"mail\",\"mailNickname\",\"proxyAddresses\",\"userPrincipalName\",\"exoRecipientType\",\"isRecipient\",\"quarantined\",\"exportErrorPresent\",\"match\",\"reasons\",…}`" + ` |
| sync rules | array of ` + "`{\"name\",\"id\",\"direction\",\"precedence\",\"disabled\",\"connector\",\"sourceObjectType\",\"targetObjectType\",\"linkType\",\"scope\":[[{\"attribute\",\"operator\",\"value\"}]],\"joins\",\"flows\":[{\"target\",\"type\",\"source\",\"applyOnce\",\"mergeType\"}]}`" + ` |
| anchor | ` + "`{\"guid\",\"hex\",\"immutableId\",\"ldapFilter\",\"connectorSpaceDn\"}`" + ` |
| assistant mailbox-guid | ` + "`{\"rules\",\"needed\",\"prepared\",\"changes\":[],\"remarks\":[],\"found\",\"alarms\",\"users\":[{\"dn\",\"state\",\"alarm\",\"why\",\"todo\",\"before\":{\"guidFlows\",\"exoRecipientType\"},\"after\"}],\"scripts\",\"steps\":[{\"text\",\"command\"}],\"back\"}`" + ` |
| sync eval | ` + "`{\"kind\",\"value\",\"message\"}`" + ` |
| history | array of ` + "`{\"n\",\"time\",\"who\",\"op\",\"dn\",\"objectGUID\",\"changes\",\"outcome\",\"undoes\",\"undoneBy\",\"batch\"}`" + ` |
| tenant status, login | ` + "`{\"name\",\"tenantId\",\"initialDomain\",\"source\",\"cloud\",\"user\",\"app\",\"roles\":[],\"scopes\":[],\"syncEnabled\",\"lastSync\",\"minutesSinceSync\",\"verifiedDomains\":[],\"features\":{…},\"missing\":[{\"permission\",\"for\"}],\"tokensKept\",\"gaps\":[]}`" + ` |
| tenant snapshot | ` + "`{\"file\",\"read\":{\"user\",\"group\",…},\"unread\":[]}`" + ` |
| sample cycle | ` + "`{\"time\",\"read\",\"created\",\"updated\",\"joined\",\"restored\",\"deleted\",\"withheld\",\"errors\":[{\"dn\",\"code\",\"why\",\"remedy\"}]}`" + ` |
| tenant list, deleted | array of ` + "`{\"id\",\"class\",\"kind\",\"authority\",\"deleted\",\"daysLeft\",\"licenses\":[],\"attributes\":{…}}`" + `; attributes are the properties of Microsoft Graph; with errors ` + "`{\"id\",\"class\",\"name\",\"address\",\"service\",\"category\",\"property\",\"value\",\"since\",\"resolved\",\"text\"}`" + `, with licenses ` + "`{\"skuId\",\"name\",\"status\",\"enabled\",\"consumed\",\"available\",\"plans\":[{\"id\",\"name\",\"status\"}]}`" + `, with mailboxes ` + "`{\"user\",\"deleted\",\"created\",\"lastActivity\",\"asOf\",\"items\",\"bytes\",\"hasArchive\"}`" + ` |
| tenant get | ` + "`{\"id\",\"class\",\"kind\",\"deleted\",\"authority\",\"attributes\":{…},\"members\":[],\"owners\":[],\"licenses\":[{\"skuId\",\"name\",\"state\",\"error\",\"assignedByGroup\",\"plans\":[{\"id\",\"name\",\"on\"}]}],\"mailbox\":{\"exists\",\"purpose\",\"exchangeGuid\",\"why\"},\"errors\":[],\"gaps\":[]}`" + `; members and owners only of groups, licenses and mailbox only of users, and each only where it could be read |
| tenant diff | ` + "`{\"dn\",\"objectGUID\",\"class\",\"name\",\"inScope\",\"summary\",\"twin\":{\"id\",\"class\",\"name\",\"how\"},\"others\":{\"also\",\"rivals\",\"deleted\"},\"status\",\"property\",\"state\",\"why\",\"source\",\"authority\",\"anchors\",\"rows\":[{\"property\",\"attribute\",\"label\",\"ad\":[],\"after\":[],\"now\":[],\"state\",\"why\",\"source\",\"addresses\":[{\"ad\",\"after\",\"now\",\"state\",\"why\",\"source\"}]}],\"members\":[],\"owners\":[],\"licenses\":[],\"remedies\":[],\"gaps\":[]}`" + `; an array for several IDs |
| tenant drift | ` + "`{\"directory\",\"tenant\",\"lastSync\",\"read\",\"counts\":{\"equal\",\"waiting\",\"different\",\"onlyAD\",\"onlyCloud\",\"error\",\"unknown\"},\"items\":[{\"dn\",\"objectGUID\",\"name\",\"class\",\"twin\",\"how\",\"status\",\"inScope\",\"authority\",\"property\",\"state\",\"why\",\"source\"}],\"types\":[{\"dn\",\"objectGUID\",\"name\",\"twin\",\"want\",\"cloud\",\"why\",\"remedies\":[]}],\"unsynced\":[],\"orphans\":[],\"former\":[],\"duplicates\":[{\"what\",\"value\",\"directory\":[],\"tenant\":[],\"why\",\"remedies\":[]}],\"candidates\":[{\"dn\",\"objectGUID\",\"name\",\"tenant\",\"kind\",\"why\",\"remedies\":[]}],\"anchors\":[],\"cloudBorn\",\"formerlySynced\",\"gaps\":[]}`" + `; with jsonl the items |
| tenant anchors | ` + "`{\"users\":[{\"dn\",\"objectGUID\",\"name\",\"anchors\":{\"objectGUID\",\"consistencyGUID\",\"exported\",\"onPremisesImmutableId\",\"equals\",\"linked\",\"why\"},\"tenant\":{\"id\",\"class\",\"name\",\"deleted\"}}],\"gaps\":[]}`" + ` |
| tenant orphans | ` + "`{\"orphans\":[{\"id\",\"class\",\"name\",\"deleted\",\"onPremisesImmutableId\",\"onPremisesDistinguishedName\",\"onPremisesLastSyncDateTime\",\"why\",\"remedies\":[]}],\"gaps\":[]}`" + ` |

` + "`remedies`" + ` of a difference are ` + "`{\"title\",\"text\",\"script\",\"source\"}`" + `: a script is PowerShell to be read and run by hand; rdesk runs none.

Of the tenant, what could not be read stands under ` + "`gaps`" + ` as ` + "`{\"part\",\"code\",\"message\",\"hint\"}`" + ` and on standard error: of it nothing is known. Where the JSON is an
array, the command lists what it could read and then ends with that error. ` + "`authority`" + ` is ad, exchangeCloudManaged, cloudManaged, cloudBorn,
formerlySynced or unknown; of one object ` + "`{\"authority\",\"label\",\"why\",\"source\"}`" + `.

` + "`forecast`" + ` is what an edit changes in the tenant at the next synchronization: ` + "`{\"inScope\",\"summary\",\"cloud\":{…},\"changes\":[{\"property\",\"before\":[],\"after\":[]}],\"reasons\":[]}`" + `.

` + "`--tenant json:FILE`" + ` opens a snapshot that ` + "`rdesk tenant snapshot`" + ` wrote ([tenant-snapshot.md](tenant-snapshot.md)), or reads what is known of a tenant; every key but initialDomain may be left out, which means that it is not known:
` + "`{\"name\",\"initialDomain\",\"verifiedDomains\":[],\"features\":{\"softMatchOnUpn\",\"blockSoftMatch\",\"blockCloudObjectTakeoverThroughHardMatch\",\"synchronizeUpnForManagedUsers\",\"exchangeAttributesCloudManagedByDefault\"},\"users\":[{\"userPrincipalName\",\"onPremisesImmutableId\",\"exchangeLicensed\",\"cloudMailbox\",\"exchangeGuid\",\"isExchangeCloudManaged\",\"hasRole\"}]}`" + `.

CSV has one row for each object; values are joined as ` + "`rdesk list`" + ` says. LDIF is RFC 2849: objects, or for set, address, undo and history the changes as
` + "`ldapmodify`" + ` takes them.
`

var seeAlso = regexp.MustCompile(`(?s)\n### SEE ALSO\n.*`)

func reference(t *testing.T) []byte {
	t.Helper()
	a := &app{world: world{getenv: func(string) string { return "" }}}
	root := a.command()
	root.DisableAutoGenTag = true
	var b bytes.Buffer
	b.WriteString(docsHead)
	for _, c := range walk(root) {
		c.DisableAutoGenTag = true
		var one bytes.Buffer
		if err := doc.GenMarkdown(c, &one); err != nil {
			t.Fatal(err)
		}
		text := seeAlso.ReplaceAllString(one.String(), "\n")
		if c != root { // the global flags stand at the top, once
			text, _, _ = strings.Cut(text, "### Options inherited from parent commands")
		}
		b.WriteString(strings.TrimSpace(strings.ReplaceAll(text, "\n\n\n", "\n\n")) + "\n\n")
		if c == root {
			b.WriteString(strings.TrimSpace(docsJSON) + "\n\n")
		}
	}
	return append(bytes.TrimSpace(b.Bytes()), '\n')
}

// walk returns the commands in the order of the tree, without those that cobra
// adds.
func walk(c *cobra.Command) []*cobra.Command {
	out := []*cobra.Command{c}
	for _, sub := range c.Commands() {
		if sub.Name() != "help" && sub.Name() != "completion" {
			out = append(out, walk(sub)...)
		}
	}
	return out
}

func TestEveryCommandIsExplained(t *testing.T) {
	a := &app{world: world{getenv: func(string) string { return "" }}}
	for _, c := range walk(a.command()) {
		if c.Short == "" || strings.HasSuffix(c.Short, ".") || len(c.Short) > 80 {
			t.Errorf("%s: %q", c.CommandPath(), c.Short)
		}
	}
}
