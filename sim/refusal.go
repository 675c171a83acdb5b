package sim

import (
	"fmt"

	"recipientdesk/model"
)

// A Refusal is the cause in the errors of this package: what a Windows domain
// controller answers in the same case. Where Samba answers otherwise, Windows
// counts. Package ldapd puts it on the wire.
type Refusal struct {
	Result int        // LDAP result code (RFC 4511 section 4.1.9)
	Win32  uint32     // [MS-ERREF] 2.2
	Attr   model.Attr // what it is about, or ""
	Data   string     // of a refused bind, hexadecimal: "52e"; or the comment of an LdapErr
}

// family is how the diagnostic message of a result code begins: the kind of error,
// the number and the name of the problem ([MS-ADTS] 3.1.1.3.1.9).
var family = map[int]struct {
	kind    string
	problem int
	name    string
}{
	16: {"AtrErr", 1001, "NO_ATTRIBUTE_OR_VAL"},
	19: {"AtrErr", 1005, "CONSTRAINT_ATT_TYPE"},
	20: {"AtrErr", 1006, "ATT_OR_VALUE_EXISTS"},
	21: {"AtrErr", 1004, "INVALID_ATT_SYNTAX"},
	32: {"NameErr", 2001, "NO_OBJECT"},
	34: {"NameErr", 2006, "BAD_NAME"},
	50: {"SecErr", 4003, "INSUFF_ACCESS_RIGHTS"},
	53: {"SvcErr", 5003, "WILL_NOT_PERFORM"},
	64: {"NameErr", 2005, "NAMING_VIOLATION"},
	65: {"UpdErr", 6002, "OBJ_CLASS_VIOLATION"},
	66: {"UpdErr", 6003, "CANT_ON_NON_LEAF"},
	67: {"UpdErr", 6004, "CANT_ON_RDN"},
	68: {"UpdErr", 6005, "ENTRY_EXISTS"},
}

// Error writes the diagnostic message in the form of Windows, beginning with the
// Win32 code in eight digits.
func (r *Refusal) Error() string {
	const dsid = "DSID-0C090000"
	f, ok := family[r.Result]
	switch {
	case r.Result == 49:
		return fmt.Sprintf("%08X: LdapErr: %s, comment: AcceptSecurityContext error, data %s, v4563", r.Win32, dsid, r.Data)
	case !ok || r.Data != "":
		return fmt.Sprintf("%08X: LdapErr: %s, comment: %s, data 0, v4563", r.Win32, dsid, r.Data)
	case f.kind == "AtrErr":
		return fmt.Sprintf("%08X: AtrErr: %s, #1:\n\t0: %08X: %s, problem %d (%s), data 0, Att 0 (%s)",
			r.Win32, dsid, r.Win32, dsid, f.problem, f.name, r.Attr)
	}
	return fmt.Sprintf("%08X: %s: %s, problem %d (%s), data 0", r.Win32, f.kind, dsid, f.problem, f.name)
}

// Win32 codes ([MS-ERREF] 2.2).
const (
	winNoAttr       = 0x200A // value or attribute is not there
	winSyntax       = 0x200B
	winValueExists  = 0x200D
	winClass        = 0x2014
	winOnRDN        = 0x2016
	winConstraint   = 0x202F
	winNoObject     = 0x2030
	winUnwilling    = 0x2035
	winNaming       = 0x2037
	winObjectExists = 0x2071
	winMissing      = 0x207C
	winSingle       = 0x2081
	winRange        = 0x2082
	winChildren     = 0x208C
	winBadName      = 0x208F
	winAccess       = 0x2098
	winSuperior     = 0x2099
	winSystemOnly   = 0x20B1
	winReference    = 0x20B5
	winUPNTaken     = 0x21C8
	winUserExists   = 0x0524
	winNotMember    = 0x0561
	winMember       = 0x0562
	winConversion   = 0x0057
	winPassword     = 0x052D
	winLogonDenied  = 0x80090308
	winGroupType    = 0x2141
	winGroupMember  = 0x2147
)

// refuse makes the error for a subject; format is a phrase about it.
func refuse(code model.Code, result int, win32 uint32, a model.Attr, subject, format string, args ...any) *model.Error {
	return &model.Error{Code: code, Subject: subject, Message: fmt.Sprintf(format, args...),
		Err: &Refusal{Result: result, Win32: win32, Attr: a}}
}

func noObject(subject string) *model.Error {
	e := refuse(model.NotFound, 32, winNoObject, "", subject, "does not exist, or is hidden from you")
	e.Hint = "It may have been deleted or moved. Search for it again."
	return e
}
