package ldapx

import (
	"github.com/go-ldap/ldap/v3"

	"recipientdesk/model"
)

// A ruling is what a server's code means to the person at the desk.
type ruling struct {
	name    string // as the standard calls the code
	code    model.Code
	message string // about the object; the attribute, where known, is put before it
	hint    string
}

func (r ruling) error(subject string, err error) error {
	return &model.Error{Code: r.code, Subject: subject, Message: r.message, Hint: r.hint, Err: err}
}

// byWin32 holds the codes that Active Directory puts first in its diagnostic
// message. They say more than the LDAP code beside them and are looked at first.
// Names and numbers: [MS-ERREF] 2.2.
var byWin32 = map[uint32]ruling{
	0x00000005: {"ERROR_ACCESS_DENIED", model.Denied, "you may not do this", "Ask for the permission, or sign in as someone who has it."},
	0x000004DC: {"ERROR_NOT_AUTHENTICATED", model.SignIn, "the server wants you to sign in first", "Connect again with a user name."},
	0x00000524: {"ERROR_USER_EXISTS", model.Exists, "the logon name (sAMAccountName) is taken", "Choose another logon name."},
	0x00000526: {"ERROR_GROUP_EXISTS", model.Exists, "the logon name (sAMAccountName) is taken", "Choose another logon name."},
	0x00000525: {"ERROR_NO_SUCH_USER", model.NotFound, "no such user", "Search for the user again."},
	0x00000527: {"ERROR_NO_SUCH_GROUP", model.NotFound, "no such group", "Search for the group again."},
	0x00000528: {"ERROR_MEMBER_IN_GROUP", model.Conflict, "it is already a member", "Reload the group."},
	0x00000529: {"ERROR_MEMBER_NOT_IN_GROUP", model.Conflict, "it is not a member any more", "Reload the group."},
	0x0000052D: {"ERROR_PASSWORD_RESTRICTION", model.Invalid, "the password does not meet the domain's policy", "Take a longer or less simple password."},
	0x0000055E: {"ERROR_MEMBERS_PRIMARY_GROUP", model.Invalid, "it is the member's primary group", "Give the member another primary group first."},
	0x00000561: {"ERROR_MEMBER_NOT_IN_ALIAS", model.Conflict, "it is not a member any more", "Reload the group."},
	0x00000562: {"ERROR_MEMBER_IN_ALIAS", model.Conflict, "it is already a member", "Reload the group."},
	0x00000563: {"ERROR_ALIAS_EXISTS", model.Exists, "the logon name (sAMAccountName) is taken", "Choose another logon name."},
	0x0000200A: {"ERROR_DS_NO_ATTRIBUTE_OR_VALUE", model.Conflict, "the value to be removed is gone", "Reload to see what is there now."},
	0x0000200B: {"ERROR_DS_INVALID_ATTRIBUTE_SYNTAX", model.Invalid, "the directory does not take the value", "Check how it is written and how long it is."},
	0x0000200C: {"ERROR_DS_ATTRIBUTE_TYPE_UNDEFINED", model.NoSchema, "this forest has no such attribute", "Attributes of Exchange need its schema extension."},
	0x0000200D: {"ERROR_DS_ATTRIBUTE_OR_VALUE_EXISTS", model.Conflict, "the value to be added is there already", "Reload to see what is there now."},
	0x0000200E: {"ERROR_DS_BUSY", model.Limited, "the server is busy", "Try again in a moment."},
	0x0000200F: {"ERROR_DS_UNAVAILABLE", model.Unreachable, "the directory service is not ready", "Try again, or connect to another server."},
	0x00002014: {"ERROR_DS_OBJ_CLASS_VIOLATION", model.Invalid, "objects of this kind do not have the attribute", "Check the object's class; contacts, for example, have no mailbox."},
	0x00002015: {"ERROR_DS_CANT_ON_NON_LEAF", model.Invalid, "it has objects below it", "Remove those first."},
	0x00002016: {"ERROR_DS_CANT_ON_RDN", model.Invalid, "the name is changed by renaming only", "Rename the object instead."},
	0x00002022: {"ERROR_DS_TIMELIMIT_EXCEEDED", model.Limited, "the server's time limit was reached", "Narrow the search."},
	0x00002023: {"ERROR_DS_SIZELIMIT_EXCEEDED", model.Limited, "the server's size limit was reached", "Narrow the search."},
	0x00002024: {"ERROR_DS_ADMIN_LIMIT_EXCEEDED", model.Limited, "a limit set by the administrator was reached", "Narrow the search, or change fewer values at once."},
	0x00002028: {"ERROR_DS_STRONG_AUTH_REQUIRED", model.Untrusted, "the server wants a protected connection", "Use ldaps:// or StartTLS."},
	0x0000202B: {"ERROR_DS_REFERRAL", model.NotFound, "this server does not have it to give or to change, and names another", "Connect to a writable domain controller of the object's domain."},
	0x0000202D: {"ERROR_DS_CONFIDENTIALITY_REQUIRED", model.Untrusted, "the server wants an encrypted connection", "Use ldaps:// or StartTLS."},
	0x0000202F: {"ERROR_DS_CONSTRAINT_VIOLATION", model.Invalid, "the directory does not allow the value", "Check it against what the attribute takes; some are written by the server only."},
	0x00002030: {"ERROR_DS_NO_SUCH_OBJECT", model.NotFound, "no such object, or you may not see it", "Search for it again; it may have been moved or deleted."},
	0x00002032: {"ERROR_DS_INVALID_DN_SYNTAX", model.Invalid, "the distinguished name is not well formed", "Check commas and backslashes in it."},
	0x00002035: {"ERROR_DS_UNWILLING_TO_PERFORM", model.Invalid, "the server does not do that", "The attribute may be kept by the server, as back-links are; see the details."},
	0x00002037: {"ERROR_DS_NAMING_VIOLATION", model.Invalid, "such an object cannot be at that place", "Choose another container."},
	0x0000206F: {"ERROR_DS_ATT_NOT_DEF_IN_SCHEMA", model.NoSchema, "this forest has no such attribute", "Attributes of Exchange need its schema extension."},
	0x00002070: {"ERROR_DS_MAX_OBJ_SIZE_EXCEEDED", model.Invalid, "the object would become too large", "Remove values that are not needed."},
	0x00002071: {"ERROR_DS_OBJ_STRING_NAME_EXISTS", model.Exists, "the name is taken", "Choose another name."},
	0x0000207C: {"ERROR_DS_MISSING_REQUIRED_ATT", model.Invalid, "a required attribute has no value", "Fill it in."},
	0x0000207D: {"ERROR_DS_ATT_NOT_DEF_FOR_CLASS", model.Invalid, "objects of this kind do not have the attribute", "Check the object's class."},
	0x00002081: {"ERROR_DS_SINGLE_VALUE_CONSTRAINT", model.Conflict, "there is a value already, and it takes one only", "Reload to see what is there now."},
	0x00002082: {"ERROR_DS_RANGE_CONSTRAINT", model.Invalid, "the value is too long, too short, too large or too small", "Check the limits in the field's help."},
	0x00002083: {"ERROR_DS_ATT_VAL_ALREADY_EXISTS", model.Conflict, "the value to be added is there already", "Reload to see what is there now."},
	0x00002084: {"ERROR_DS_CANT_REM_MISSING_ATT", model.Conflict, "the value to be removed is gone", "Reload to see what is there now."},
	0x00002085: {"ERROR_DS_CANT_REM_MISSING_ATT_VAL", model.Conflict, "the value to be removed is gone", "Reload to see what is there now."},
	0x00002089: {"ERROR_DS_NO_PARENT_OBJECT", model.NotFound, "the container does not exist", "Choose another container."},
	0x0000208C: {"ERROR_DS_CHILDREN_EXIST", model.Invalid, "it has objects below it", "Remove those first."},
	0x0000208D: {"ERROR_DS_OBJ_NOT_FOUND", model.NotFound, "no such object, or you may not see it", "Search for it again; it may have been moved or deleted."},
	0x0000208F: {"ERROR_DS_BAD_NAME_SYNTAX", model.Invalid, "the distinguished name is not well formed", "Check commas and backslashes in it."},
	0x00002093: {"ERROR_DS_OBJECT_BEING_REMOVED", model.NotFound, "it is being deleted", "Search for it again."},
	0x00002098: {"ERROR_DS_INSUFF_ACCESS_RIGHTS", model.Denied, "you may not change this", "Ask for write permission on it, or sign in as someone who has it."},
	0x00002099: {"ERROR_DS_ILLEGAL_SUPERIOR", model.Invalid, "such an object cannot be at that place", "Choose another container."},
	0x0000209A: {"ERROR_DS_ATTRIBUTE_OWNED_BY_SAM", model.Invalid, "only the server writes this attribute", "Leave it as it is."},
	0x0000209E: {"ERROR_DS_NAME_UNPARSEABLE", model.Invalid, "the distinguished name is not well formed", "Check commas and backslashes in it."},
	0x000020A6: {"ERROR_DS_CANT_ADD_SYSTEM_ONLY", model.Invalid, "only the server writes this attribute", "Leave it as it is."},
	0x000020AA: {"ERROR_DS_NOT_ON_BACKLINK", model.Invalid, "it is kept by the server from other objects", "Change those other objects instead."},
	0x000020B1: {"ERROR_DS_CANT_MOD_SYSTEM_ONLY", model.Invalid, "only the server writes this attribute", "Leave it as it is."},
	0x000020B5: {"ERROR_DS_NAME_REFERENCE_INVALID", model.Invalid, "a value names an object that does not exist", "Choose the object again; it may have been moved or deleted."},
	0x000020CE: {"ERROR_DS_CANT_DELETE", model.Invalid, "it must not be deleted", "The directory needs this object."},
	0x000020E7: {"ERROR_DS_SECURITY_ILLEGAL_MODIFY", model.Denied, "the directory protects this object or attribute from such a change", "Leave it as it is."},
	0x000021A7: {"ERROR_DS_DISALLOWED_IN_SYSTEM_CONTAINER", model.Invalid, "objects of the system stay where they are", "Choose another container."},
	0x000021A8: {"ERROR_DS_LDAP_SEND_QUEUE_FULL", model.Limited, "the server has too much to send", "Try again in a moment."},
	0x000021C7: {"ERROR_DS_SPN_VALUE_NOT_UNIQUE_IN_FOREST", model.Exists, "the service principal name is taken", "Search the forest for its owner."},
	0x000021C8: {"ERROR_DS_UPN_VALUE_NOT_UNIQUE_IN_FOREST", model.Exists, "the user principal name is taken", "Search the forest for its owner."},
}

// byLDAP holds the result codes of RFC 4511 appendix A, for answers without a
// Win32 code or with one that says nothing.
var byLDAP = map[uint16]ruling{
	ldap.LDAPResultOperationsError:              {"operationsError", model.Internal, "the server failed", "Try again; see the details for what it says."},
	ldap.LDAPResultProtocolError:                {"protocolError", model.Internal, "the server did not understand the request", "See the details for what it says."},
	ldap.LDAPResultTimeLimitExceeded:            {"timeLimitExceeded", model.Limited, "the server's time limit was reached", "Narrow the search."},
	ldap.LDAPResultSizeLimitExceeded:            {"sizeLimitExceeded", model.Limited, "the server's size limit was reached", "Narrow the search."},
	ldap.LDAPResultAuthMethodNotSupported:       {"authMethodNotSupported", model.SignIn, "the server does not know this way to sign in", "Use another one."},
	ldap.LDAPResultStrongAuthRequired:           {"strongerAuthRequired", model.Untrusted, "the server wants a protected connection", "Use ldaps:// or StartTLS."},
	ldap.LDAPResultReferral:                     {"referral", model.NotFound, "this server does not have it to give or to change, and names another", "Connect to a writable domain controller of the object's domain."},
	ldap.LDAPResultAdminLimitExceeded:           {"adminLimitExceeded", model.Limited, "a limit set by the administrator was reached", "Narrow the search, or change fewer values at once."},
	ldap.LDAPResultUnavailableCriticalExtension: {"unavailableCriticalExtension", model.Internal, "the server cannot do what the request needs", "Connect to another server."},
	ldap.LDAPResultConfidentialityRequired:      {"confidentialityRequired", model.Untrusted, "the server wants an encrypted connection", "Use ldaps:// or StartTLS."},
	ldap.LDAPResultNoSuchAttribute:              {"noSuchAttribute", model.Conflict, "the value to be removed is gone", "Reload to see what is there now."},
	ldap.LDAPResultUndefinedAttributeType:       {"undefinedAttributeType", model.NoSchema, "this forest has no such attribute", "Attributes of Exchange need its schema extension."},
	ldap.LDAPResultConstraintViolation:          {"constraintViolation", model.Invalid, "the directory does not allow the value", "Check it against what the attribute takes."},
	ldap.LDAPResultAttributeOrValueExists:       {"attributeOrValueExists", model.Conflict, "the value to be added is there already", "Reload to see what is there now."},
	ldap.LDAPResultInvalidAttributeSyntax:       {"invalidAttributeSyntax", model.Invalid, "the directory does not take the value", "Check how it is written and how long it is."},
	ldap.LDAPResultNoSuchObject:                 {"noSuchObject", model.NotFound, "no such object, or you may not see it", "Search for it again; it may have been moved or deleted."},
	ldap.LDAPResultInvalidDNSyntax:              {"invalidDNSyntax", model.Invalid, "the distinguished name is not well formed", "Check commas and backslashes in it."},
	ldap.LDAPResultInappropriateAuthentication:  {"inappropriateAuthentication", model.SignIn, "the server does not take this way to sign in", "Use another one."},
	ldap.LDAPResultInvalidCredentials:           {"invalidCredentials", model.SignIn, "the user name or the password is wrong", "Check both."},
	ldap.LDAPResultInsufficientAccessRights:     {"insufficientAccessRights", model.Denied, "you may not do this", "Ask for the permission, or sign in as someone who has it."},
	ldap.LDAPResultBusy:                         {"busy", model.Limited, "the server is busy", "Try again in a moment."},
	ldap.LDAPResultUnavailable:                  {"unavailable", model.Unreachable, "the directory service is not ready", "Try again, or connect to another server."},
	ldap.LDAPResultUnwillingToPerform:           {"unwillingToPerform", model.Invalid, "the server does not do that", "See the details for what it says."},
	ldap.LDAPResultNamingViolation:              {"namingViolation", model.Invalid, "such an object cannot be at that place", "Choose another container."},
	ldap.LDAPResultObjectClassViolation:         {"objectClassViolation", model.Invalid, "objects of this kind do not have the attribute, or lack one they need", "Check the object's class and its required attributes."},
	ldap.LDAPResultNotAllowedOnNonLeaf:          {"notAllowedOnNonLeaf", model.Invalid, "it has objects below it", "Remove those first."},
	ldap.LDAPResultNotAllowedOnRDN:              {"notAllowedOnRDN", model.Invalid, "the name is changed by renaming only", "Rename the object instead."},
	ldap.LDAPResultEntryAlreadyExists:           {"entryAlreadyExists", model.Exists, "the name is taken", "Choose another name."},
	ldap.LDAPResultObjectClassModsProhibited:    {"objectClassModsProhibited", model.Invalid, "the object's class cannot be changed so", "Create a new object instead."},
	ldap.LDAPResultOther:                        {"other", model.Internal, "the server failed", "Try again; see the details for what it says."},
}

// wrongPassword is what a refused bind means when the server gives no reason.
var wrongPassword = ruling{"", model.SignIn, "the user name or the password is wrong", `Give the name as user@domain or DOMAIN\user.`}

// refusedTicket is the same for Kerberos.
var refusedTicket = ruling{"", model.SignIn, "the server does not accept the Kerberos ticket", "Check this computer's clock, and connect by the server's full host name; the account may be disabled."}

// badBinding is the answer of a server that wants sign-in bound to the TLS
// certificate (LdapEnforceChannelBinding), SEC_E_BAD_BINDINGS.
const badBinding = "80090346"

// noBinding explains it. A simple bind needs none, as TLS protects the password.
var noBinding = ruling{"SEC_E_BAD_BINDINGS", model.Untrusted, "the server demands channel binding, which this way to sign in does not have here", "Sign in with a user name and a password (simple) over TLS, or on Windows as the signed-in user."}

// byBindData holds the reasons in the text of a refused bind: Win32 codes without
// leading zeros ([MS-ERREF] 2.2).
var byBindData = map[string]ruling{
	"525": {"ERROR_NO_SUCH_USER", model.SignIn, "there is no such user", `Give the name as user@domain or DOMAIN\user.`},
	"52e": {"ERROR_LOGON_FAILURE", model.SignIn, "the user name or the password is wrong", `Give the name as user@domain or DOMAIN\user.`},
	"52f": {"ERROR_ACCOUNT_RESTRICTION", model.SignIn, "the account may not sign in this way", "It may be a protected user: use Kerberos."},
	"530": {"ERROR_INVALID_LOGON_HOURS", model.SignIn, "the account may not sign in at this hour", "Try at another time, or have its logon hours changed."},
	"531": {"ERROR_INVALID_WORKSTATION", model.SignIn, "the account may not sign in from this computer", "Use another computer, or have its workstations changed."},
	"532": {"ERROR_PASSWORD_EXPIRED", model.SignIn, "the password has expired", "Change it, then connect again."},
	"533": {"ERROR_ACCOUNT_DISABLED", model.SignIn, "the account is disabled", "Use another account, or have it enabled."},
	"701": {"ERROR_ACCOUNT_EXPIRED", model.SignIn, "the account has expired", "Use another account, or have it extended."},
	"773": {"ERROR_PASSWORD_MUST_CHANGE", model.SignIn, "the password must be changed first", "Change it by signing in to Windows, then connect again."},
	"775": {"ERROR_ACCOUNT_LOCKED_OUT", model.SignIn, "the account is locked", "Wait, or have it unlocked."},
}
