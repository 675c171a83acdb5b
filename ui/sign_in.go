package ui

// askSignIn has somebody sign in to a tenant. why says what went wrong before; nil:
// nothing did.
func (a *App) askSignIn(why error) {
	a.useTenant(TenantTarget{Source: graphSource, Auth: "browser"})
}
