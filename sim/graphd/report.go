package graphd

import (
	"crypto/md5"
	"encoding/csv"
	"fmt"
	"net/http"
	"strings"

	"recipientdesk/model"
	"recipientdesk/sim"
)

// usageReport answers with the address of the report, which needs no token.
func (c *call) usageReport() *answer {
	switch c.args[0] {
	case "D7", "D30", "D90", "D180":
	default:
		return refuse(http.StatusBadRequest, "BadRequest", "Invalid period value specified: "+c.args[0]+".")
	}
	return &answer{status: http.StatusFound, header: map[string]string{"Location": c.base + reportPath + c.args[0]}, media: "text/plain"}
}

// reportPath is where reports are downloaded, outside the versions.
const reportPath = "/reports/mailboxUsageDetail/"

// download answers with the mailbox usage report, in the columns of Microsoft
// (https://learn.microsoft.com/graph/api/reportroot-getmailboxusagedetail).
func (c *call) download() *answer {
	var b strings.Builder
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"Report Refresh Date", "User Principal Name", "Display Name", "Is Deleted", "Deleted Date", "Created Date", "Last Activity Date", "Item Count",
		"Storage Used (Byte)", "Issue Warning Quota (Byte)", "Prohibit Send Quota (Byte)", "Prohibit Send/Receive Quota (Byte)", "Deleted Item Count",
		"Deleted Item Size (Byte)", "Deleted Item Quota (Byte)", "Has Archive", "Report Period"}) // to memory
	day := c.srv.tenant.Now().UTC().AddDate(0, 0, -2).Format("2006-01-02")
	period := strings.TrimPrefix(strings.TrimPrefix(c.target, reportPath), "D")
	for at := 0; at >= 0; {
		var page []*sim.CloudObject
		page, at = c.srv.tenant.Page(model.CloudUser, at, maxPage, func(o *sim.CloudObject) bool { return o.Text("x-purpose") != "" })
		for _, o := range page {
			created, _, _ := strings.Cut(o.Text("createdDateTime"), "T")
			_ = w.Write([]string{day, c.reported(o.Text("userPrincipalName")), c.reported(o.Text("displayName")), "False", "", created, day, "1204", "734003200", "105226698752", "106300440576",
				"107374182400", "37", "1048576", "32212254720", "False", period})
		}
	}
	w.Flush()
	return &answer{status: http.StatusOK, body: []byte(b.String()), media: "application/octet-stream"}
}

// reported is how a report names somebody: by a hash where names are concealed
// (https://learn.microsoft.com/graph/api/resources/adminreportsettings).
func (c *call) reported(name string) string {
	if !c.srv.cfg.ConcealNames {
		return name
	}
	return fmt.Sprintf("%X", md5.Sum([]byte(name))) // as long as those of the service
}
