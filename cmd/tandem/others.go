package main

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// versionCmd prints what was built.
type versionCmd struct{}

// version is set by `make release`.
var version = ""

// Run prints version and Go release.
func (c *versionCmd) Run(_ *config, std streams) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return errors.New("this binary knows nothing of its build")
	}
	shown := version
	if shown == "" {
		shown = info.Main.Version
	}
	_, err := fmt.Fprintf(std.out, "tandem %s, %s\n", shown, info.GoVersion)
	return err
}
