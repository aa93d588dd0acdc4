package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// home is the folder a cluster lives in, with what is needed to start a server there.
type home struct {
	base        string   // holds the locks, the log and a data folder for each major
	search      Search   // where binaries come from
	socketRoots []string // folders in which the socket folder may be made, best first
	throwaway   bool     // give up durability for speed; for tests only
	report      func(error)
}

// own starts the server. The caller holds the owner lock, which passes to the Cluster; a second
// lock is inherited by the server itself, so that it is free only when a killed run's server,
// with all its backends, has really ended.
func (h home) own(ctx context.Context, owner *os.File) (*Cluster, error) {
	server, err := waitLock(ctx, filepath.Join(h.base, "server.lock"))
	if err != nil {
		unlock([]*os.File{owner})
		return nil, err
	}
	locks := []*os.File{owner, server}
	if c, ok := attach(h.base); ok { // started by hand, outside our locks
		unlock(locks)
		return c, nil
	}
	c, err := h.start(ctx, server)
	if err != nil {
		unlock(locks)
		return nil, err
	}
	c.locks = locks
	return c, nil
}

// start picks binaries and account, makes the data folder when there is none, and runs the server.
func (h home) start(ctx context.Context, lock *os.File) (*Cluster, error) {
	data, inst, err := h.choose(ctx)
	if err != nil {
		return nil, err
	}
	who, err := pickAccount(ctx, inst, h.base, data)
	if err != nil {
		return nil, err
	}
	job := launch{home: h, inst: inst, who: who, lock: lock}
	if !exists(filepath.Join(data, "PG_VERSION")) {
		if err := job.initialise(ctx, data); err != nil {
			return nil, err
		}
	}
	socket, err := makeSocketDir(h.base, h.socketRoots, who)
	if err != nil {
		return nil, err
	}
	c, err := job.serve(ctx, data, socket)
	if err != nil {
		return nil, err
	}
	watch, end := context.WithCancel(context.WithoutCancel(ctx))
	c.endWatch, c.watched = end, make(chan struct{})
	go c.watch(watch, func(ctx context.Context) (*Cluster, error) { return job.serve(ctx, data, socket) }, h.report)
	return c, nil
}

// choose gives the data folder to use and binaries of its major. Existing data decides; with
// data of several majors the newest that can be run wins.
func (h home) choose(ctx context.Context) (data string, inst installation, err error) {
	found, err := existingData(h.base)
	if err != nil {
		return "", installation{}, err
	}
	if len(found) == 0 {
		inst, err := h.search.find(ctx, 0)
		return filepath.Join(h.base, strconv.Itoa(inst.major)), inst, err
	}
	var faults []error
	for _, d := range found {
		inst, err := h.search.find(ctx, d.major)
		if err == nil {
			return d.path, inst, nil
		}
		faults = append(faults, fmt.Errorf("the data in %s was made by Postgres %d: %w", d.path, d.major, err))
	}
	return "", installation{}, errors.Join(faults...)
}

// dataDir is a data folder found on disk; its PG_VERSION, not its name, says the major.
type dataDir struct {
	path  string
	major int
}

// existingData lists the data folders under base, newest major first.
func existingData(base string) ([]dataDir, error) {
	files, err := filepath.Glob(filepath.Join(globQuote(base), "*", "PG_VERSION"))
	if err != nil {
		return nil, fmt.Errorf("look for data in %s: %w", base, err)
	}
	var found []dataDir
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read the data folder's version: %w", err)
		}
		major, err := strconv.Atoi(strings.TrimSpace(string(text)))
		if err != nil {
			return nil, fmt.Errorf("%s holds no Postgres major; nothing was changed: %w", file, err)
		}
		if !strings.HasPrefix(filepath.Base(filepath.Dir(file)), initPrefix) {
			found = append(found, dataDir{path: filepath.Dir(file), major: major})
		}
	}
	slices.SortFunc(found, func(a, b dataDir) int { return b.major - a.major })
	return found, nil
}

// ownerOf gives the uid that owns path.
func ownerOf(path string) (int, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return 0, fmt.Errorf("look at %s: %w", path, err)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, fmt.Errorf("look at %s: no owner known", path)
	}
	return int(stat.Uid), nil
}
