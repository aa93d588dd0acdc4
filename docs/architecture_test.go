package docs_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/tandem-hbo/tandem/"

// pkg is what go list tells of a package.
type pkg struct {
	ImportPath string
	Imports    []string
}

func (p pkg) name() string { return strings.TrimPrefix(p.ImportPath, module) }

// ours lists the imports that are packages of the module.
func (p pkg) ours() []string {
	var list []string
	for _, i := range p.Imports {
		if name, ok := strings.CutPrefix(i, module); ok {
			list = append(list, name)
		}
	}
	return list
}

// TestImportTable holds the packages to the table in architecture.md.
func TestImportTable(t *testing.T) {
	t.Parallel()
	table := importTable(t)
	for _, p := range listPackages(t) {
		if p.name() == "docs" {
			continue
		}
		allowed, ok := table[p.name()]
		if !ok {
			t.Errorf("%s does not stand in the table of architecture.md", p.name())
			continue
		}
		for _, i := range p.ours() {
			if !slices.Contains(allowed, i) && !slices.Contains(allowed, "everything") {
				t.Errorf("%s imports %s; the table allows %v", p.name(), i, allowed)
			}
		}
	}
}

// TestTestSupportStaysInTests keeps what only tests need out of the binary.
func TestTestSupportStaysInTests(t *testing.T) {
	t.Parallel()
	for _, p := range listPackages(t) {
		for _, i := range p.ours() {
			if i == "internal/postgres/pgtest" || i == "internal/sample" {
				t.Errorf("%s imports %s outside of its tests", p.name(), i)
			}
		}
	}
}

// TestLibrariesStayBehindTheirPackage keeps the database driver and the router
// where architecture.md says.
func TestLibrariesStayBehindTheirPackage(t *testing.T) {
	t.Parallel()
	homes := map[string][]string{
		"github.com/jackc/pgx/":   {"internal/postgres", "internal/postgres/pgtest", "internal/demo", "cmd/tandem"},
		"github.com/go-chi/chi/":  {"internal/server"},
		"github.com/wneessen/":    {"internal/mail"},
		"github.com/alecthomas/":  {"cmd/tandem"},
		"github.com/golang-migra": {"internal/postgres", "cmd/tandem"},
	}
	for _, p := range listPackages(t) {
		for _, i := range p.Imports {
			for library, home := range homes {
				if strings.HasPrefix(i, library) && !slices.Contains(home, p.name()) {
					t.Errorf("%s imports %s; only %v may", p.name(), i, home)
				}
			}
		}
	}
}

// importTable reads the rows of architecture.md: package to what it may import.
func importTable(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile("architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	table := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 5 || !strings.HasPrefix(strings.TrimSpace(cells[1]), "`") {
			continue
		}
		name := strings.Trim(cells[1], " `")
		table[name] = nil
		for word := range strings.SplitSeq(cells[3], ",") {
			table[name] = append(table[name], fullName(strings.TrimSpace(word)))
		}
	}
	if len(table) < 20 {
		t.Fatalf("found %d rows in the table of architecture.md", len(table))
	}
	return table
}

// fullName turns the short name of the table into a path in the module.
func fullName(short string) string {
	switch short {
	case "everything", "nothing", "migrations":
		return short
	}
	if short == "web" || strings.HasPrefix(short, "web/") {
		return short
	}
	return "internal/" + short
}

func listPackages(t *testing.T) []pkg {
	t.Helper()
	command := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	command.Dir = ".."
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []pkg
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}
