// Command tandem serves Tandem: companies' questions meet programmes of applied universities.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends at once
	err := run(ctx, os.Args[1:], os.Getenv, streams{in: os.Stdin, out: os.Stdout, err: os.Stderr})
	stop()
	if err != nil && !errors.Is(err, errReported) {
		fmt.Fprintln(os.Stderr, "tandem:", err)
	}
	os.Exit(status(err))
}

// status is what the command tells its caller: 0 done, 1 failed, 2 it was given
// a file that it cannot use.
func status(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errBadFile):
		return 2
	}
	return 1
}
