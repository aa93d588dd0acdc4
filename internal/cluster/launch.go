package cluster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

const (
	socketPort = "5432" // names the socket file; nothing listens on TCP
	initPrefix = ".init-"
	logLimit   = 10 << 20 // bytes after which the server's log starts anew
)

// launch is one start of a server: whose binaries, as whom, holding which lock.
type launch struct {
	home
	inst installation
	who  account
	lock *os.File
}

// initialise makes the data folder under a temporary name and renames it when whole, so that a
// crash on the way leaves no half cluster under the real name.
func (l launch) initialise(ctx context.Context, data string) error {
	if err := l.sweep(); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(l.base, initPrefix)
	if err != nil {
		return fmt.Errorf("make data folder: %w", err)
	}
	err = l.fill(ctx, dir)
	if err == nil {
		err = os.Rename(dir, data) // fails, and so wipes nothing, on a folder with anything in it
	}
	if err != nil {
		return errors.Join(fmt.Errorf("make a new database in %s: %w", data, err), os.RemoveAll(dir))
	}
	return syncDir(l.base)
}

// sweep removes what an interrupted initialise left; the locks are ours, so nobody is at it.
func (l launch) sweep() error {
	left, err := filepath.Glob(filepath.Join(globQuote(l.base), initPrefix+"*"))
	if err != nil {
		return fmt.Errorf("look for leftovers: %w", err)
	}
	for _, dir := range left {
		if err := os.RemoveAll(dir); err != nil {
			return fmt.Errorf("remove an unfinished database: %w", err)
		}
	}
	return nil
}

// fill runs initdb and makes our database, without a server, so that readiness needs no set-up.
func (l launch) fill(ctx context.Context, dir string) error {
	if err := l.who.take(dir); err != nil {
		return err
	}
	args := []string{
		"-D", dir, "-U", Owner, "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums",
		"--auth-local=trust", "--auth-host=reject", // the socket's folder is the gate
	}
	if l.throwaway {
		args = append(args, "--no-sync")
	}
	if err := l.tool(ctx, "", "initdb", args...); err != nil {
		return err
	}
	single := []string{"--single", "-D", dir}
	if l.throwaway {
		single = append(single, "-c", "fsync=off")
	}
	return l.tool(ctx, "CREATE DATABASE "+Database+";\n", "postgres", append(single, "postgres")...)
}

// tool runs one of the installation's programs to its end; its output stands in the error.
func (l launch) tool(ctx context.Context, stdin, name string, args ...string) error {
	var out strings.Builder
	cmd := l.command(name, args...)
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &out, &out
	p, err := spawn(cmd)
	if err != nil {
		return err
	}
	select {
	case <-p.done:
	case <-ctx.Done():
		return errors.Join(context.Cause(ctx), p.stop(0))
	}
	if p.err != nil {
		return fmt.Errorf("%s: %w: %s", name, p.err, strings.TrimSpace(out.String()))
	}
	return nil
}

// command prepares a program of the installation: as the right account, in its own process group
// so that a terminal's Ctrl-C reaches us alone, holding the server lock.
func (l launch) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(l.inst.dir, name), args...) //nolint:noctx // stopped by signal, in order
	cmd.Dir = l.base
	cmd.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC", "HOME=" + l.base}
	cmd.SysProcAttr = l.who.attr()
	cmd.ExtraFiles = []*os.File{l.lock}
	return cmd
}

// serve starts the server and waits until it takes connections.
func (l launch) serve(ctx context.Context, data, socket string) (*Cluster, error) {
	journal, err := openLog(filepath.Join(l.base, "server.log"))
	if err != nil {
		return nil, err
	}
	defer func() { _ = journal.Close() }()
	from, err := journal.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, fmt.Errorf("open the server's log: %w", err)
	}
	cmd := l.command("postgres", append([]string{"-D", data}, l.settings(socket)...)...)
	cmd.SysProcAttr.Pdeathsig = syscall.SIGINT
	if l.throwaway {
		cmd.SysProcAttr.Pdeathsig = syscall.SIGQUIT
	}
	cmd.Stdout, cmd.Stderr = journal, journal
	server, err := spawn(cmd)
	if err != nil {
		return nil, err
	}
	c := &Cluster{Owned: true, pid: cmd.Process.Pid, socketDir: socket, server: server}
	if err := c.ready(ctx, filepath.Join(data, "postmaster.pid")); err != nil {
		_ = server.stop(0)
		return nil, fmt.Errorf("start Postgres in %s: %w: %s", data, err, tail(journal, from))
	}
	return c, nil
}

// settings are the server's options on top of initdb's defaults.
func (l launch) settings(socket string) []string {
	pairs := []string{
		"listen_addresses=", "port=" + socketPort,
		"unix_socket_directories=" + quoteList(socket), "unix_socket_permissions=0700",
		"timezone=UTC", "log_timezone=UTC", "logging_collector=off",
	}
	if l.throwaway {
		pairs = append(pairs, "fsync=off", "synchronous_commit=off", "full_page_writes=off",
			"max_connections=300", "shared_buffers=64MB", "autovacuum=off", "max_wal_size=4GB", "jit=off")
	}
	args := make([]string, 0, 2*len(pairs))
	for _, p := range pairs {
		args = append(args, "-c", p)
	}
	return args
}

// quoteList writes a path as the one entry of a list setting.
func quoteList(path string) string {
	return `"` + strings.ReplaceAll(path, `"`, `""`) + `"`
}
