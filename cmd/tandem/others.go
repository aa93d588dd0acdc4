package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
)

// errNotYet is given by commands whose work has not been connected.
var errNotYet = errors.New("not available yet")

// workCmd runs background work alone.
type workCmd struct{}

// Run works until ctx ends.
func (c *workCmd) Run(context.Context, *config, streams) error { return errNotYet }

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
