package graphx

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"recipientdesk/model"
)

// TestErrorsKeepSecrets makes everything fail in every way, and looks for the token and
// for the address of a person in what is said about it, and in the log.
func TestErrorsKeepSecrets(t *testing.T) {
	var logged bytes.Buffer
	defer log.SetOutput(log.Writer())
	log.SetOutput(&logged)
	const person = "jane.doe+hr@x.example"
	secret := token(`{"scp":"User.Read.All","upn":"admin@x.example"}`)
	nobody, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody.Close()
	page := "<html>" + person + "</html>"
	for name, h := range map[string]func(http.ResponseWriter, *http.Request, int){
		"reset":  func(w http.ResponseWriter, r *http.Request, _ int) { cut(0)(w, r, 0) },
		"cut":    func(w http.ResponseWriter, r *http.Request, _ int) { cut(100)(w, r, 0) },
		"portal": always(200, page),
		"half":   always(200, `{"value":[{"mail":"`+person),
		"401":    always(401, page),
		"403":    always(403, page),
		"429":    always(429, page),
		"500":    always(500, page),
		"nowhere": func(w http.ResponseWriter, r *http.Request, _ int) {
			http.Redirect(w, r, "http://"+nobody.Addr().String()+"/?who="+person, http.StatusFound)
		},
	} {
		s := serve(t, h)
		x := s.dial(t, func(c *Config) { c.Token, c.Patience = secret, 3*time.Millisecond })
		for errand, e := range errands(x, person, person, person) {
			err := e.do()
			if err == nil {
				continue // what Facts can do without
			}
			said := fmt.Sprintf("%v %+v", err, err)
			for _, part := range append(strings.Split(secret, "."), "Bearer", "Authorization") {
				if part != "e30" && strings.Contains(said, part) {
					t.Errorf("%s, %s: the token is part of %s", name, errand, said)
				}
			}
			e, _ := errors.AsType[*model.Error](err)
			if e.Err != nil && strings.Contains(e.Err.Error(), "jane.doe") {
				t.Errorf("%s, %s: the details name a person: %v", name, errand, e.Err)
			}
		}
		_, err := x.Find(t.Context(), model.CloudUser, model.Equal{Attr: "mail", Value: person})
		if e, ok := errors.AsType[*model.Error](err); !ok || e.Err == nil || strings.Contains(e.Err.Error(), "jane.doe") {
			t.Errorf("%s, Find: the details name a person: %v", name, err)
		}
	}
	if logged.Len() > 0 {
		t.Errorf("logged: %s", &logged)
	}
}
