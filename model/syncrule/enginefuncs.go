package syncrule

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// What Microsoft's own rules use and its reference leaves out. The meaning of CBin
// and Thumbprint follows from the one rule that has them, which makes the hash entry
// of a key credential ([MS-ADTS] 2.2.20).
const (
	topicEngine   = "Not in Microsoft's reference"
	pipeline      = "https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-declarative-provisioning"
	defaultRules  = "https://github.com/microsoft/AADConnectConfigDocumenter"
	keyCredential = "https://learn.microsoft.com/openspecs/windows_protocols/ms-adts/f3f01e95-6d0c-4fe6-8b43-d585167658fa"
)

var engineFunctions = []*Function{
	{Name: "CBin", Topic: topicEngine, Source: keyCredential, Result: Binary, Params: []Param{{Name: "value", Type: Number}, {Name: "length", Type: Number}}, Doc: "Writes a number into as many bytes as asked, at most 8, the low byte first.", call: cBin},
	{Name: "ImportedValue", Topic: topicEngine, Source: pipeline, Result: anything, Params: one("attribute", Text), Doc: "Returns the value of an attribute as it was last imported from the connected directory.",
		call: func(r *run, a []Value) (Value, string) {
			from := r.in.Imported
			if from == nil {
				from = r.in.Object
			}
			return r.named(from, a[0].text)
		}},
	{Name: "Thumbprint", Topic: topicEngine, Source: keyCredential, Result: Binary, Params: one("value", Binary), Doc: "Computes the SHA-256 hash of a binary value.",
		call: func(_ *run, a []Value) (Value, string) {
			sum := sha256.Sum256([]byte(a[0].text))
			return Bytes(string(sum[:])), ""
		}},
	{Name: "ValueCount", Topic: topicEngine, Source: defaultRules, Result: Number, Params: one("attribute", Text), Doc: "Counts the values of the attribute of this name.",
		call: func(r *run, a []Value) (Value, string) {
			v, why := r.named(r.in.Object, a[0].text)
			return Int(int64(len(v.Values()))), why
		}},
}

func (r *run) named(from Attributes, name string) (Value, string) {
	v, f := r.attribute(from, name, 0)
	if f != nil {
		return NullValue, f.Text
	}
	return v, ""
}

func cBin(_ *run, a []Value) (Value, string) {
	n, why := bits(a)
	if why != "" {
		return NullValue, why
	}
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(n[0]))
	if n[1] < 0 || n[1] > 8 || n[1] < 8 && n[0]>>(8*n[1]) != 0 {
		return NullValue, fmt.Sprintf("%d does not fit %d bytes", n[0], n[1])
	}
	return Bytes(string(b[:n[1]])), ""
}
