package docs_test

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// TestDiagramsAreTheMoveTables reads the diagrams of question-life.md.
func TestDiagramsAreTheMoveTables(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("question-life.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range tandem.Machines() {
		t.Run(m.Thing, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(sorted(m.Moves), sorted(drawnMoves(string(text), m.Thing))); diff != "" {
				t.Errorf("diagram differs from table (-table +diagram):\n%s", diff)
			}
		})
	}
}

var arrow = regexp.MustCompile(`(?m)^ +([a-z]+) --> ([a-z]+):`)

// drawnMoves reads the diagram under the heading of a thing.
func drawnMoves(text, thing string) []tandem.Move {
	_, section, _ := strings.Cut(strings.ToLower(text), "## "+thing+"\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var moves []tandem.Move
	for _, m := range arrow.FindAllStringSubmatch(section, -1) {
		moves = append(moves, tandem.Move{From: m[1], To: m[2]})
	}
	return moves
}

func sorted(moves []tandem.Move) []string {
	list := make([]string, len(moves))
	for i, m := range moves {
		list[i] = fmt.Sprintf("%s -> %s", m.From, m.To)
	}
	slices.Sort(list)
	return list
}

var quoted = regexp.MustCompile(`'([a-z_]+)'`)

// TestConstraintsListTheStates compares the CHECK constraints of the migrated
// schema with the states.
func TestConstraintsListTheStates(t *testing.T) {
	t.Parallel()
	tables := map[string]string{"question": "questions", "match": "matches", "claim": "claims", "engagement": "engagements", "plan": "plans"}
	pool := pgtest.Clone(t)
	for _, m := range tandem.Machines() {
		var definition string
		err := pool.QueryRow(context.Background(), `
			SELECT pg_get_constraintdef(oid)
			FROM pg_constraint
			WHERE conname = $1`, tables[m.Thing]+"_state_known").Scan(&definition)
		if err != nil {
			t.Fatalf("%s: %v", m.Thing, err)
		}
		var got []string
		for _, q := range quoted.FindAllStringSubmatch(definition, -1) {
			got = append(got, q[1])
		}
		if diff := cmp.Diff(m.States, got); diff != "" {
			t.Errorf("%s: constraint differs (-states +constraint):\n%s", m.Thing, diff)
		}
	}
}
