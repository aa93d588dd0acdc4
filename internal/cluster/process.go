package cluster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a child that ends when we do.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when the child has ended
	err  error         // how it ended; read after done
}

// spawn starts cmd from a thread of its own that lives as long as the child: the kernel sends
// Pdeathsig when the thread that started the child ends, not when the process does.
func spawn(cmd *exec.Cmd) (*process, error) {
	p := &process{cmd: cmd, done: make(chan struct{})}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			p.err = cmd.Wait()
		}
		close(p.done)
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", filepath.Base(cmd.Path), err)
	}
	return p, nil
}

// stop asks the child to end (for Postgres a fast shutdown), and insists more after patience.
func (p *process) stop(patience time.Duration) error {
	for _, step := range []struct {
		sig  syscall.Signal
		wait time.Duration
	}{{syscall.SIGINT, patience}, {syscall.SIGQUIT, time.Second}, {syscall.SIGKILL, time.Second}} {
		if step.wait == 0 {
			continue
		}
		if err := p.cmd.Process.Signal(step.sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return fmt.Errorf("stop %s: %w", filepath.Base(p.cmd.Path), err)
		}
		select {
		case <-p.done:
			return nil
		case <-time.After(step.wait):
		}
	}
	return fmt.Errorf("process %d does not end", p.cmd.Process.Pid)
}

// ready waits until the server takes connections.
func (c *Cluster) ready(ctx context.Context, pidFile string) error {
	for {
		state, err := readState(pidFile)
		if err == nil && state.pid == c.pid && state.answers() {
			return nil
		}
		select {
		case <-c.server.done:
			return fmt.Errorf("the server ended at once: %w", c.server.err)
		default:
		}
		if err := pause(ctx); err != nil {
			return fmt.Errorf("the server does not get ready: %w", err)
		}
	}
}

// serverState is what a running server writes in its postmaster.pid.
type serverState struct {
	pid       int
	socketDir string
	status    string
}

// readState reads postmaster.pid, whose lines are fixed since Postgres 10.
func readState(file string) (serverState, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return serverState{}, fmt.Errorf("read the server's state: %w", err)
	}
	lines := strings.Split(string(text), "\n")
	if len(lines) < 8 {
		return serverState{}, fmt.Errorf("read the server's state: %d lines in %s", len(lines), file)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil {
		return serverState{}, fmt.Errorf("read the server's state: %w", err)
	}
	return serverState{pid: pid, socketDir: lines[4], status: strings.TrimSpace(lines[7])}, nil
}

// answers says whether the server takes connections now; a stale file does not pass.
func (s serverState) answers() bool {
	if s.status != "ready" {
		return false
	}
	conn, err := net.DialTimeout("unix", filepath.Join(s.socketDir, ".s.PGSQL."+socketPort), time.Second) //nolint:noctx // bounded
	if err != nil {
		return false
	}
	_ = conn.Close()
	return true
}

// openLog opens the server's log to append, anew when it has grown too large.
func openLog(path string) (*os.File, error) {
	flags := os.O_RDWR | os.O_CREATE | os.O_APPEND
	if info, err := os.Stat(path); err == nil && info.Size() > logLimit {
		flags |= os.O_TRUNC
	}
	f, err := os.OpenFile(path, flags, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the server's log: %w", err)
	}
	return f, nil
}

// tail gives the last lines written to a log since from.
func tail(journal io.ReaderAt, from int64) string {
	text, err := io.ReadAll(io.NewSectionReader(journal, from, 1<<20))
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(lines[max(0, len(lines)-8):], "\n")
}

func syncDir(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("sync %s: %w", path, err)
	}
	if err := dir.Sync(); err != nil {
		return errors.Join(fmt.Errorf("sync %s: %w", path, err), dir.Close())
	}
	return dir.Close()
}
