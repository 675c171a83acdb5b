package graphd

// Operations returns the routes as METHOD /path.
func Operations() (out []string) {
	for _, r := range routes() {
		out = append(out, r.method+" /"+r.path)
	}
	return out
}
