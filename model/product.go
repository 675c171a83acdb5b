package model

// ProductName returns what Microsoft sells a license as, by its part number: Office
// 365 E3 for ENTERPRISEPACK. A part number that is not among the usual ones is
// returned as it is
// (https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference).
func ProductName(part string) string {
	if name, ok := productNames[part]; ok {
		return name
	}
	return part
}

var productNames = map[string]string{
	"AAD_PREMIUM":                  "Microsoft Entra ID P1",
	"AAD_PREMIUM_P2":               "Microsoft Entra ID P2",
	"ATP_ENTERPRISE":               "Microsoft Defender for Office 365 (Plan 1)",
	"DESKLESSPACK":                 "Office 365 F3",
	"DEVELOPERPACK_E5":             "Microsoft 365 E5 Developer",
	"EMS":                          "Enterprise Mobility + Security E3",
	"EMSPREMIUM":                   "Enterprise Mobility + Security E5",
	"ENTERPRISEPACK":               "Office 365 E3",
	"ENTERPRISEPREMIUM":            "Office 365 E5",
	"ENTERPRISEPREMIUM_NOPSTNCONF": "Office 365 E5 without Audio Conferencing",
	"EXCHANGEARCHIVE":              "Exchange Online Archiving for Exchange Server",
	"EXCHANGEARCHIVE_ADDON":        "Exchange Online Archiving for Exchange Online",
	"EXCHANGEDESKLESS":             "Exchange Online Kiosk",
	"EXCHANGEENTERPRISE":           "Exchange Online (Plan 2)",
	"EXCHANGESTANDARD":             "Exchange Online (Plan 1)",
	"FLOW_FREE":                    "Microsoft Power Automate Free",
	"INTUNE_A":                     "Microsoft Intune Plan 1",
	"M365EDU_A3_FACULTY":           "Microsoft 365 A3 for faculty",
	"M365EDU_A3_STUDENT":           "Microsoft 365 A3 for students",
	"M365EDU_A5_FACULTY":           "Microsoft 365 A5 for faculty",
	"M365EDU_A5_STUDENT":           "Microsoft 365 A5 for students",
	"M365_F1":                      "Microsoft 365 F1",
	"MCOEV":                        "Microsoft Teams Phone Standard",
	"MCOMEETADV":                   "Microsoft 365 Audio Conferencing",
	"O365_BUSINESS":                "Microsoft 365 Apps for business",
	"O365_BUSINESS_ESSENTIALS":     "Microsoft 365 Business Basic",
	"O365_BUSINESS_PREMIUM":        "Microsoft 365 Business Standard",
	"OFFICESUBSCRIPTION":           "Microsoft 365 Apps for enterprise",
	"POWER_BI_PRO":                 "Power BI Pro",
	"SPB":                          "Microsoft 365 Business Premium",
	"SPE_E3":                       "Microsoft 365 E3",
	"SPE_E5":                       "Microsoft 365 E5",
	"SPE_F1":                       "Microsoft 365 F3",
	"STANDARDPACK":                 "Office 365 E1",
	"STANDARDWOFFPACK_FACULTY":     "Office 365 A1 for faculty",
	"STANDARDWOFFPACK_STUDENT":     "Office 365 A1 for students",
	"TEAMS_EXPLORATORY":            "Microsoft Teams Exploratory",
	"THREAT_INTELLIGENCE":          "Microsoft Defender for Office 365 (Plan 2)",
	"Microsoft_365_Copilot":        "Microsoft 365 Copilot",
}
