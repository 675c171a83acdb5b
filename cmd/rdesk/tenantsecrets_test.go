package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"recipientdesk/testing/entra"
)

// envCloudChild makes the test program a rdesk that has signed in, and whose token
// Microsoft Graph then refuses ("refused"), or that crashes in the middle of a request
// ("crash").
const envCloudChild = "RDESK_TEST_CLOUD"

const childToken = "e30.eyJzY3AiOiJVc2VyLlJlYWQuQWxsIn0.signature-that-nobody-may-see"

type crashing struct{ *entra.Service }

func (c crashing) RoundTrip(r *http.Request) (*http.Response, error) {
	switch graph := strings.HasPrefix(r.URL.Host, "graph."); {
	case graph && os.Getenv(envCloudChild) == "crash":
		// In a goroutine of its own: no deferred cancel may end the program in good order first.
		go panic("in the middle of a request")
		select {}
	case graph:
		return &http.Response{StatusCode: http.StatusUnauthorized, Request: r, Body: http.NoBody, Header: http.Header{}}, nil
	}
	return c.Service.RoundTrip(r)
}

func cloudChild() {
	w := world{args: os.Args[1:], stdin: strings.NewReader(""), stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv,
		cloud365: crashing{&entra.Service{Token: func(string) string { return childToken }}}}
	os.Exit(run(context.Background(), w))
}

// TestNoSecretInLogsOrCrashes runs with every log of the SDK on, and crashes.
func TestNoSecretInLogsOrCrashes(t *testing.T) {
	for _, way := range []string{"refused", "crash"} {
		for _, auth := range []string{"device-code", "secret"} {
			home := t.TempDir()
			cmd := exec.CommandContext(t.Context(), os.Args[0], "tenant", "login", "--auth", auth, "--client-id", entra.ClientID, "--tenant-id", entra.TenantID)
			cmd.Env = append(os.Environ(), envCloudChild+"="+way, "AZURE_SDK_GO_LOGGING=all", "GOTRACEBACK=all", "AZURE_CLIENT_SECRET="+entra.Secret,
				"XDG_CACHE_HOME="+filepath.Join(home, "cache"), "XDG_STATE_HOME="+filepath.Join(home, "state"), "HOME="+home)
			var said bytes.Buffer
			cmd.Stdout, cmd.Stderr = &said, &said
			if err := cmd.Run(); err == nil {
				t.Errorf("%s, %s: it did not fail: %s", way, auth, &said)
			}
			if crashed := strings.Contains(said.String(), "in the middle of a request"); crashed != (way == "crash") || !strings.Contains(said.String(), "acquired a token") {
				t.Errorf("%s, %s: it did not come to that, or nothing was logged: %s", way, auth, &said)
			}
			c := &cloud{T: t, Service: &entra.Service{}, home: home}
			c.said.Write(said.Bytes())
			c.keeps(childToken, "signature-that", entra.Secret, entra.RefreshToken)
			if strings.Contains(said.String(), entra.User) {
				t.Errorf("%s, %s tells who signed in: %s", way, auth, &said)
			}
		}
	}
}
