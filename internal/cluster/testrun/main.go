// Command testrun runs a command, such as the tests, with one throw-away cluster whose
// address stands in TANDEM_TEST_DATABASE_URL, and ends with the command's exit status.
// It prints nothing of its own, so that the command's last line stays the last.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"github.com/tandem-hbo/tandem/internal/cluster"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:])
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		os.Exit(exit.ExitCode()) //nolint:gocritic // nothing is left to undo
	case err != nil:
		fmt.Fprintln(os.Stderr, "testrun:", err)
		os.Exit(1)
	}
}

// run starts the cluster, runs the command and stops the cluster, whatever came of the command.
func run(ctx context.Context, args []string) (err error) {
	if len(args) == 0 {
		return errors.New("usage: testrun COMMAND [ARGUMENT...]")
	}
	c, err := cluster.Throwaway(ctx, cluster.SearchFromEnv(os.Getenv))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Stop(time.Second)) }()
	cmd := exec.CommandContext(ctx, args[0], args[1:]...) //nolint:gosec // running a command is the point
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	cmd.Env = append(os.Environ(), "TANDEM_TEST_DATABASE_URL="+c.URL(cluster.Owner))
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Run()
}
