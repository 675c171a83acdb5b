package sim

import (
	"strings"

	"recipientdesk/model"
)

// A CloudKind says how the JSON of a property looks.
type CloudKind uint8

// The kinds.
const (
	CloudText   CloudKind = iota // string or null
	CloudBool                    // Boolean or null
	CloudTime                    // RFC 3339 in UTC, or null
	CloudTexts                   // list of strings
	CloudNested                  // object or null
	CloudList                    // list of objects
)

// A CloudDef is a property that objects of a class may have, by its name in Graph.
type CloudDef struct {
	Name     string
	Kind     CloudKind
	Default  bool // returned unless others are selected
	Single   bool // of one object alone, not in listings
	Writable bool // by PATCH, if the tenant is the authority
	Cloud    bool // by PATCH, even if AD is the authority
	Hidden   bool // not part of Graph: what Exchange Online and the directory keep to themselves
}

// Unset returns what stands for the property where it has no value.
func (d *CloudDef) Unset() string {
	switch {
	case d.Kind == CloudTexts || d.Kind == CloudList:
		return "[]"
	case d.Name == "onPremisesExtensionAttributes":
		return noExtensions
	}
	return "null"
}

// A CloudProp is the place of a property in its class, by which objects are packed.
type CloudProp uint8

// noProp is the place of a property that a class lacks.
const noProp CloudProp = 255

// A CloudSchema is what objects of a class may have, in the order in which Graph
// writes it.
type CloudSchema struct {
	Defs  []CloudDef
	place map[string]CloudProp
}

// Prop finds a property by its name, which is taken without regard to case.
func (s *CloudSchema) Prop(name string) (CloudProp, bool) {
	p, ok := s.place[name]
	if !ok {
		p, ok = s.place[strings.ToLower(name)]
	}
	return p, ok
}

// Must returns the place of a property, noProp if the class lacks it.
func (s *CloudSchema) Must(name string) CloudProp {
	if p, ok := s.place[name]; ok {
		return p
	}
	return noProp
}

// CloudSchemaOf returns the schema of a class. Deleted objects have that of the
// class they were of.
func CloudSchemaOf(class model.CloudClass) *CloudSchema { return cloudSchemas[baseClass(class)] }

func baseClass(class model.CloudClass) model.CloudClass {
	switch class {
	case model.DeletedUser:
		return model.CloudUser
	case model.DeletedGroup:
		return model.CloudGroup
	}
	return class
}

var cloudSchemas = map[model.CloudClass]*CloudSchema{
	model.CloudUser: parseCloudSchema(`
		businessPhones:s*dw displayName*dw givenName*dw jobTitle*dw mail*dw mobilePhone*dw officeLocation*dw preferredLanguage*dw surname*dw userPrincipalName*dw
		deletedDateTime:t accountEnabled:bw ageGroup:w assignedLicenses:l assignedPlans:l authorizationInfo:o city:w companyName:w consentProvidedForMinor:w country:w
		createdDateTime:t creationType department:w deviceEnrollmentLimit:i employeeHireDate:tw employeeId:w employeeLeaveDateTime:t employeeOrgData:o employeeType:w
		externalUserState externalUserStateChangeDateTime:t faxNumber:w identities:l imAddresses:s isManagementRestricted:b isResourceAccount:b
		lastPasswordChangeDateTime:t legalAgeGroupClassification licenseAssignmentStates:l mailNickname:w onPremisesDistinguishedName onPremisesDomainName
		onPremisesExtensionAttributes:ow onPremisesImmutableId:w onPremisesLastSyncDateTime:t onPremisesProvisioningErrors:l onPremisesSamAccountName
		onPremisesSecurityIdentifier onPremisesSyncEnabled:b onPremisesUserPrincipalName otherMails:sw passwordPolicies:c passwordProfile:o postalCode:w
		preferredDataLocation:c provisionedPlans:l proxyAddresses:s securityIdentifier serviceProvisioningErrors:l showInAddressList:bw
		signInSessionsValidFromDateTime:t state:w streetAddress:w usageLocation:c userType:w
		x-shadowUpn:h x-recipientType:h x-exchangeGuid:h x-purpose:h x-exchangeCloudManaged:bh x-cloudManaged:bh x-role:h x-objectIdentifier:h`),
	model.CloudGroup: parseCloudSchema(`
		deletedDateTime:t*d classification*dw createdDateTime:t*d creationOptions:s*d description*dw displayName*dw expirationDateTime:t*d groupTypes:s*d
		isAssignableToRole:b*d mail*d mailEnabled:b*d mailNickname*dw membershipRule*dw membershipRuleProcessingState*dw onPremisesDomainName*d
		onPremisesLastSyncDateTime:t*d onPremisesNetBiosName*d onPremisesSamAccountName*d onPremisesSecurityIdentifier*d onPremisesSyncEnabled:b*d
		preferredDataLocation*d preferredLanguage*d proxyAddresses:s*d renewedDateTime:t*d resourceBehaviorOptions:s*d resourceProvisioningOptions:s*d
		securityEnabled:b*dw securityIdentifier*d theme*d visibility*dw onPremisesProvisioningErrors:l*d serviceProvisioningErrors:l*d
		allowExternalSenders:b1 assignedLicenses:l autoSubscribeNewMembers:b1 hideFromAddressLists:b1 hideFromOutlookClients:b1 isManagementRestricted:b
		isSubscribedByMail:b1 onPremisesExtensionAttributes:o uniqueName
		x-onPremisesImmutableId:h x-recipientType:h x-cloudManaged:bh`),
	model.CloudContact: parseCloudSchema(`
		deletedDateTime:t*d companyName*d department*d displayName*d proxyAddresses:s*d givenName*d jobTitle*d mail*d mailNickname*d
		onPremisesLastSyncDateTime:t*d onPremisesSyncEnabled:b*d surname*d addresses:l*d onPremisesProvisioningErrors:l*d phones:l*d serviceProvisioningErrors:l*d
		x-onPremisesImmutableId:h x-recipientType:h x-cloudManaged:bh`),
}

// parseCloudSchema reads names with flags: after a colon the kind (s texts, t time, b
// Boolean, o object, l list of objects, none text) and further flags, * and d for
// what is returned by default, w writable, c writable for synchronized objects, too,
// h hidden, 1 on single objects only.
func parseCloudSchema(text string) *CloudSchema {
	s := &CloudSchema{place: map[string]CloudProp{}}
	for f := range strings.FieldsSeq(text) {
		name, flags, _ := strings.Cut(f, ":")
		if i := strings.IndexByte(name, '*'); i >= 0 {
			name, flags = name[:i], name[i:]
		}
		d := CloudDef{Name: name}
		for _, c := range flags {
			switch c {
			case 's':
				d.Kind = CloudTexts
			case 't':
				d.Kind = CloudTime
			case 'b', 'i':
				d.Kind = CloudBool
			case 'o':
				d.Kind = CloudNested
			case 'l':
				d.Kind = CloudList
			case 'd':
				d.Default = true
			case '1':
				d.Single = true
			case 'w':
				d.Writable = true
			case 'c':
				d.Writable, d.Cloud = true, true
			case 'h':
				d.Hidden = true
			}
		}
		s.place[name], s.place[strings.ToLower(name)] = CloudProp(len(s.Defs)), CloudProp(len(s.Defs))
		s.Defs = append(s.Defs, d)
	}
	return s
}

// noExtensions is what Graph writes for a user without extension attributes.
var noExtensions = `{"` + strings.Join(extensionNames, `":null,"`) + `":null}`

var extensionNames = func() (out []string) {
	for _, n := range strings.Fields("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15") {
		out = append(out, "extensionAttribute"+n)
	}
	return out
}()
