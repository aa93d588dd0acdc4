package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is who the server runs as. Postgres refuses to run as uid 0, so root hands it to
// another account or, where that account cannot reach the files, shows it another uid through
// a user namespace.
type account struct {
	uid, gid  int
	namespace bool // root's files, shown to the server as uid and gid
	switched  bool // another account than ours
}

// attr makes a child run as the account.
func (a account) attr() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	switch {
	case a.namespace:
		attr.Cloneflags = syscall.CLONE_NEWUSER
		attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: a.uid, HostID: os.Geteuid(), Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: a.gid, HostID: os.Getegid(), Size: 1}}
	case a.switched:
		attr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)} //nolint:gosec // from passwd
	}
	return attr
}

// take gives a folder that we made to the account.
func (a account) take(dir string) error {
	if !a.switched {
		return nil
	}
	if err := os.Lchown(dir, a.uid, a.gid); err != nil {
		return fmt.Errorf("give %s to the server's account: %w", dir, err)
	}
	return nil
}

// hostUID is the owner that files of the account have on disk.
func (a account) hostUID() int {
	if a.switched {
		return a.uid
	}
	return os.Geteuid()
}

// pickAccount chooses who runs the server. Data that exists stays with its owner.
func pickAccount(ctx context.Context, inst installation, base, data string) (account, error) {
	plain := account{uid: os.Geteuid(), gid: os.Getegid()}
	owner, err := ownerOf(data)
	fresh := err != nil
	if plain.uid != 0 {
		if !fresh && owner != plain.uid {
			return account{}, fmt.Errorf("%s belongs to user %d: start as that user, or with another data folder", data, owner)
		}
		return plain, nil //nolint:nilerr // data that is not there yet has no owner
	}
	var tried []error
	for _, a := range rootChoices(fresh, owner) {
		err := a.reaches(ctx, inst, base)
		if err == nil {
			return a, nil
		}
		tried = append(tried, err)
	}
	return account{}, fmt.Errorf("postgres does not run as root, and no other account can reach both %s and %s: "+
		"start as a normal user, or with --data-dir /var/lib/tandem: %w", inst.dir, base, errors.Join(tried...))
}

// rootChoices lists what root may hand the server to, best first.
func rootChoices(fresh bool, owner int) []account {
	if !fresh && owner != 0 {
		return []account{{uid: owner, gid: groupOf(owner), switched: true}}
	}
	var direct, spaces []account
	for _, name := range []string{"postgres", "nobody"} {
		uid, gid, err := lookup(name)
		if err != nil {
			continue
		}
		direct = append(direct, account{uid: uid, gid: gid, switched: true})
		spaces = append(spaces, account{uid: uid, gid: gid, namespace: true})
	}
	if !fresh {
		return spaces
	}
	return append(direct, spaces...)
}

// reaches proves by a harmless run that the account can start the binaries from the data folder.
func (a account) reaches(ctx context.Context, inst installation, base string) error {
	cmd := exec.CommandContext(ctx, filepath.Join(inst.dir, "postgres"), "--version")
	cmd.Dir = base
	cmd.SysProcAttr = a.attr()
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("as user %d (namespace %t): %w", a.uid, a.namespace, err)
	}
	return nil
}

func lookup(name string) (uid, gid int, err error) {
	u, err := user.Lookup(name)
	if err != nil {
		return 0, 0, fmt.Errorf("look up account: %w", err)
	}
	uid, err = strconv.Atoi(u.Uid)
	if err != nil {
		return 0, 0, fmt.Errorf("look up account: %w", err)
	}
	gid, err = strconv.Atoi(u.Gid)
	if err != nil {
		return 0, 0, fmt.Errorf("look up account: %w", err)
	}
	return uid, gid, nil
}

// groupOf gives an account's own group, or the number itself for an account without a name.
func groupOf(uid int) int {
	u, err := user.LookupId(strconv.Itoa(uid))
	if err != nil {
		return uid
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return uid
	}
	return gid
}
