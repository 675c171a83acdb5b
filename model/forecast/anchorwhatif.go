package forecast

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"recipientdesk/model"
)

// AnchorWhatIf answers questions about anchors: one JSON object with op and input,
// an array of them, or a collection of them, {"vectors":[…]}. A value that is refused is answered by {"error":true} and a
// message. The error has code Invalid and means that a question was not understood.
func AnchorWhatIf(questions []byte) (json.RawMessage, error) {
	trimmed := collected(questions)
	if len(trimmed) == 0 || trimmed[0] != '[' {
		return anchorAnswer(trimmed)
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(trimmed, &raw); err != nil {
		return nil, invalidCase("the questions", err)
	}
	answers := make([]json.RawMessage, len(raw))
	for i, r := range raw {
		var err error
		if answers[i], err = anchorAnswer(r); err != nil {
			return nil, &model.Error{Code: model.Invalid, Subject: fmt.Sprintf("question %d", i+1), Message: "cannot be answered", Err: err}
		}
	}
	return json.Marshal(answers)
}

func anchorAnswer(raw []byte) (json.RawMessage, error) {
	var q struct {
		ID    json.RawMessage `json:"id"`
		Op    string          `json:"op"`
		Input object          `json:"input"`
	}
	if err := json.Unmarshal(raw, &q); err != nil {
		return nil, invalidCase("the question", err)
	}
	op, ok := anchorOps[q.Op]
	if !ok {
		return nil, &model.Error{Code: model.Invalid, Subject: orElse(q.Op, "a question without op"), Message: "is no operation on anchors",
			Hint: "The operations are " + strings.Join(slices.Sorted(maps.Keys(anchorOps)), ", ") + "."}
	}
	answer, err := op(q.Input.Entry)
	if err != nil {
		answer = map[string]any{"error": true, "message": messageOf(err)}
	}
	if q.ID != nil {
		answer["id"] = q.ID
	}
	return json.Marshal(answer)
}

// anchorOps are the operations by name.
var anchorOps = map[string]func(in model.Entry) (map[string]any, error){
	"guidToImmutableId":              func(in model.Entry) (map[string]any, error) { return ofGUID(ParseGUIDText(in.First("guid"))) },
	"guidToOctets":                   func(in model.Entry) (map[string]any, error) { return ofGUID(ParseGUIDText(in.First("guid"))) },
	"immutableIdToGuid":              func(in model.Entry) (map[string]any, error) { return ofGUID(Anchor(in.First("immutableId")).GUID()) },
	"octetsToImmutableId":            func(in model.Entry) (map[string]any, error) { return ofGUID(parseOctets(in.First("hex"))) },
	"octetsToLdapFilter":             func(in model.Entry) (map[string]any, error) { return ofGUID(parseOctets(in.First("hex"))) },
	"sourceAnchor":                   sourceAnchorOf,
	"sourceAnchorToConnectorSpaceDn": dnOfAnchor,
	"connectorSpaceDnToSourceAnchor": anchorOfDN,
	"hardMatch":                      hardMatch,
	"validateSourceAnchor": func(in model.Entry) (map[string]any, error) {
		answer := map[string]any{"valid": true}
		if err := Anchor(in.First("sourceAnchor")).Check(); err != nil {
			answer["valid"], answer["message"] = false, messageOf(err)
		}
		return answer, nil
	},
}

func ofGUID(g model.GUID, err error) (map[string]any, error) {
	if err != nil {
		return nil, err
	}
	f := AnchorOf(g).Forms()
	return map[string]any{"guid": f.GUID, "hex": f.Hex, "immutableId": f.ImmutableID, "filter": f.LDAPFilter, "dn": f.ConnectorSpaceDN}, nil
}

func parseOctets(s string) (g model.GUID, err error) {
	b, err := hex.DecodeString(s)
	if g, ok := model.GUIDFromBytes(b); ok && err == nil {
		return g, nil
	}
	return g, &model.Error{Code: model.Invalid, Subject: s, Message: "is not 32 hexadecimal digits"}
}

func dnOfAnchor(in model.Entry) (map[string]any, error) {
	a := Anchor(in.First("sourceAnchor"))
	if a == "" {
		return nil, &model.Error{Code: model.Invalid, Subject: "sourceAnchor", Message: "is empty"}
	}
	return map[string]any{"dn": a.ConnectorSpaceDN()}, nil
}

func anchorOfDN(in model.Entry) (map[string]any, error) {
	a, err := AnchorOfDN(in.First("dn"))
	return map[string]any{"sourceAnchor": string(a)}, err
}

// hardMatch compares an anchor with that of an object of the tenant.
func hardMatch(in model.Entry) (map[string]any, error) {
	a := in.First("sourceAnchor")
	return map[string]any{"match": a != "" && a == in.First("onPremisesImmutableId")}, nil
}

// sourceAnchorOf reads the GUIDs as hexadecimal octets and the rest as attributes.
func sourceAnchorOf(in model.Entry) (map[string]any, error) {
	e := in
	for from, to := range map[model.Attr]model.Attr{"objectGUID": "objectGUID", "msDSConsistencyGuid": "mS-DS-ConsistencyGuid", "mS-DS-ConsistencyGuid": "mS-DS-ConsistencyGuid"} {
		if s := in.First(from); s != "" {
			g, err := parseOctets(s)
			if err != nil {
				return nil, err
			}
			e = e.With(to, g.Bytes())
		}
	}
	a, back := SourceAnchor(e, classOf(in), SourceAnchorSetting(strings.TrimSpace(in.First("anchorMode"))))
	answer := map[string]any{"sourceAnchor": nil, "writeBackConsistencyGuid": nil}
	if a != "" {
		answer["sourceAnchor"] = string(a)
	}
	if back != "" {
		answer["writeBackConsistencyGuid"] = hex.EncodeToString([]byte(back))
	}
	return answer, nil
}
