package postgres_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
)

// statement is one SQL text of the package, with its constants filled in.
type statement struct {
	at  token.Position
	sql string
}

// TestEveryStatementFitsTheSchema prepares each statement on the migrated
// schema, as the application's role: a column or table that is gone, and a right
// that is missing, fail here even where no other test comes.
func TestEveryStatementFitsTheSchema(t *testing.T) {
	t.Parallel()
	list := statements(t)
	if len(list) < 100 {
		t.Fatalf("found %d statements, want all of the package", len(list))
	}
	pool := pgtest.Clone(t)
	conn, err := pool.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	for _, s := range list {
		sql, _, err := pgx.NamedArgs{}.RewriteQuery(t.Context(), conn.Conn(), s.sql, nil)
		if err != nil {
			t.Errorf("%s: %v", s.at, err)
			continue
		}
		if _, err := conn.Conn().Prepare(t.Context(), "", sql); err != nil {
			t.Errorf("%s: %v\n%s", s.at, err, s.sql)
		}
	}
}

// star is an asterisk in the place of columns.
var star = regexp.MustCompile(`(SELECT |\.)\*(\s|,|$)`)

func TestStatementsNameTheirColumns(t *testing.T) {
	t.Parallel()
	for _, s := range statements(t) {
		if star.MatchString(s.sql) {
			t.Errorf("%s: a star where columns should be named", s.at)
		}
	}
}

// statements reads the package's files and returns the SQL in them.
func statements(t *testing.T) []statement {
	t.Helper()
	set := token.NewFileSet()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_mut.go") {
			continue
		}
		if files[name], err = parser.ParseFile(set, name, nil, 0); err != nil {
			t.Fatal(err)
		}
	}
	known := constantTexts(files)
	var list []statement
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if d, ok := n.(*ast.GenDecl); ok && d.Tok == token.CONST {
				return false
			}
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			text, ok := textOf(e, known)
			if ok && isStatement(text) {
				list = append(list, statement{set.Position(e.Pos()), text})
			}
			return !ok
		})
	}
	return list
}

func isStatement(text string) bool {
	verb, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	verb = strings.TrimSpace(verb)
	switch verb {
	case "SELECT", "INSERT", "UPDATE", "DELETE", "WITH":
		return true
	}
	return strings.HasPrefix(verb, "SELECT\n")
}

// constantTexts returns the values of the package's text constants.
func constantTexts(files map[string]*ast.File) map[string]string {
	known := map[string]string{}
	for _, f := range files {
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			for _, spec := range g.Specs {
				v := spec.(*ast.ValueSpec)
				for i, name := range v.Names {
					if i >= len(v.Values) {
						continue
					}
					if text, ok := textOf(v.Values[i], known); ok {
						known[name.Name] = text
					}
				}
			}
		}
	}
	return known
}

// textOf is the value of an expression made of literals and known constants.
func textOf(e ast.Expr, known map[string]string) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, e.Kind == token.STRING && err == nil
	case *ast.Ident:
		text, ok := known[e.Name]
		return text, ok
	case *ast.ParenExpr:
		return textOf(e.X, known)
	case *ast.BinaryExpr:
		left, okLeft := textOf(e.X, known)
		right, okRight := textOf(e.Y, known)
		return left + right, okLeft && okRight && e.Op == token.ADD
	}
	return "", false
}
