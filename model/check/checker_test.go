package check

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"recipientdesk/model"
)

func TestWhatIsSkipped(t *testing.T) {
	tests := []struct {
		name  string
		attrs attrs
		want  string // part of the reason; "": checked
	}{
		{"a user", user(attrs{"mail": {"a@x.test"}}), ""},
		{"a user without mail", user(attrs{}), ""},
		{"part of the system", user(attrs{"isCriticalSystemObject": {"TRUE"}, "mail": {"a@x.test"}}), "belongs to the system"},
		{"part of the system, denied", group(attrs{"isCriticalSystemObject": {"FALSE"}}), "belongs to the system"},
		{"a computer", attrs{"objectClass": {"top", "user", "computer"}, "mail": {"a@x.test"}}, "neither a user nor a group"},
		{"another class", attrs{"objectClass": {"top", "organizationalUnit"}}, "neither a user nor a group"},
		{"a dynamic group", attrs{"objectClass": {"msExchDynamicDistributionList"}}, ""},
		{"a system mailbox", user(attrs{"msExchRecipientTypeDetails": {"16384"}, "mail": {"a@x.test"}}), "mailbox of Exchange itself"},
		{"an arbitration mailbox", user(attrs{"msExchRecipientTypeDetails": {"8388608"}}), "mailbox of Exchange itself"},
		{"a discovery mailbox", user(attrs{"msExchRecipientTypeDetails": {"536870912"}}), "mailbox of Exchange itself"},
		{"a health mailbox", user(attrs{"msExchRecipientTypeDetails": {"549755813888"}, "mail": {"a@x.test"}}), "mailbox of Exchange itself"},
		{"a remote mailbox", user(attrs{"msExchRecipientTypeDetails": {"2147483648"}}), ""},
		{"a public folder, whose address is nobody else's", of("publicFolder", attrs{"msExchRecipientTypeDetails": {"4096"}, "mail": {"a@x.test"}}), ""},
		{"a role group", group(attrs{"msExchRecipientTypeDetails": {"1073741824"}}), "role group"},
		{"support account", user(attrs{"sAMAccountName": {"support_388945A0"}}), "Windows"},
		{"CAS account", user(attrs{"sAMAccountName": {"CAS_{1}"}}), "object of Exchange"},
		{"CAS without a brace", user(attrs{"sAMAccountName": {"CAS_1"}}), ""},
		{"CAS alias at a contact", contact(attrs{"mailNickname": {"CAS_{1}"}, "mail": {"a@x.test"}}), "object of Exchange"},
		{"system mailbox by alias", user(attrs{"mailNickname": {"systemmailbox{1}"}}), "object of Exchange"},
		{"sync account", user(attrs{"sAMAccountName": {"MSOL_1"}}), "starts with MSOL_"},
		{"sync account with mail", user(attrs{"sAMAccountName": {"MSOL_1"}, "mail": {"a@x.test"}}), ""},
		{"sync group", group(attrs{"sAMAccountName": {"MSOL_AD_Sync_RichCoexistence"}}), "synchronization itself"},
		{"replication conflict", user(attrs{"cn": {"A\nCNF:1"}}), ""},
	}
	for _, tt := range tests {
		for _, batch := range []bool{false, true} {
			k, e := NewChecker(Options{}), entry(1, tt.attrs)
			if batch {
				builder := model.NewBatchBuilder(Attributes(Options{}))
				builder.Add(e)
				k.AddBatch(builder.Build())
			} else {
				k.Add(e)
			}
			r := k.Report()
			switch {
			case tt.want == "" && (r.Checked != 1 || len(r.Skipped) != 0):
				t.Errorf("%s: skipped %+v", tt.name, r.Skipped)
			case tt.want != "" && (len(r.Skipped) != 1 || !strings.Contains(r.Skipped[0].Reason, tt.want) || r.Skipped[0].Ref != e.Ref || len(r.Findings) != 0):
				t.Errorf("%s: %+v", tt.name, r)
			}
		}
	}
}

func TestWhatIsSkippedOwnsNothing(t *testing.T) {
	k := NewChecker(Options{Only: []string{"RD1004"}})
	k.Add(entry(1, user(attrs{"mail": {"a@x.test"}})))
	k.Add(entry(2, user(attrs{"mail": {"a@x.test"}, "isCriticalSystemObject": {"TRUE"}})))
	if got := k.Report().Findings; len(got) != 0 {
		t.Errorf("%q", said(got))
	}
}

func batches(n int, err error) iter.Seq2[*model.Batch, error] {
	return func(yield func(*model.Batch, error) bool) {
		k := model.NewBatchBuilder(Attributes(Options{}))
		for i := range n {
			k.Add(entry(2*i, user(attrs{"mail": {"a@x.test"}})))
			k.Add(entry(2*i+1, user(attrs{"isCriticalSystemObject": {"TRUE"}})))
			if !yield(k.Build(), nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

func TestProgressAndEnd(t *testing.T) {
	var told []int
	r, err := NewChecker(Options{}).Check(t.Context(), batches(3, nil), func(done int) { told = append(told, done) })
	if err != nil || !slices.Equal(told, []int{2, 4, 6}) || r.Checked != 3 || len(r.Skipped) != 3 {
		t.Errorf("%v, told %v, %+v", err, told, r)
	}
	lost := errors.New("lost")
	if r, err := NewChecker(Options{}).Check(t.Context(), batches(3, lost), nil); err != lost || r.Checked != 3 {
		t.Errorf("%v, %d checked", err, r.Checked)
	}
	ctx, stop := context.WithCancel(t.Context())
	r, err = NewChecker(Options{}).Check(ctx, batches(3, nil), func(int) { stop() })
	if err != context.Canceled || r.Checked != 1 {
		t.Errorf("canceled: %v, %d checked", err, r.Checked)
	}
}

func TestAReportIsOfItsTime(t *testing.T) {
	k := NewChecker(Options{})
	k.Add(entry(1, user(attrs{"mail": {"x"}})))
	first := k.Report()
	before := fmt.Sprint(said(first.Findings))
	k.Add(entry(2, user(attrs{"mail": {"y"}})))
	k.Report()
	if fmt.Sprint(said(first.Findings)) != before || len(k.Report().Findings) <= len(first.Findings) {
		t.Error("a later report changes an earlier one")
	}
}

// Batches may come with columns in another order, or in other letters.
func TestColumnsMayDiffer(t *testing.T) {
	k := NewChecker(Options{Only: []string{"RD1009", "RD1003"}})
	for i, cols := range [][]model.Attr{
		{"objectClass", "mail", "proxyAddresses", "msExchHideFromAddressLists"},
		{"MSEXCHHIDEFROMADDRESSLISTS", "PROXYADDRESSES", "MAIL", "OBJECTCLASS"},
	} {
		b := model.NewBatchBuilder(cols)
		b.Add(entry(i, user(attrs{"mail": {"b@x.test"}, "proxyAddresses": {"SMTP:a@x.test"}, "msExchHideFromAddressLists": {"TRUE"}})))
		k.AddBatch(b.Build())
	}
	if got := said(k.Report().Findings); len(got) != 4 {
		t.Errorf("%q", got)
	}
}
