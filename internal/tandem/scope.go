package tandem

// Scope says whose questions an actor may list. Policy makes it; SQL merely
// applies it. The zero Scope holds nothing.
type Scope struct {
	Institutions []ID[Institution]
}
