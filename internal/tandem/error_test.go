package tandem_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestCheckNote(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		note  string
		least int
		want  string // code; empty for none
	}{
		{"", 0, ""}, {"", 3, "missing"}, {"ee", 3, "too_short"}, {"één", 3, ""}, {strings.Repeat("é", 10), 3, ""},
		{strings.Repeat("é", 11), 0, "too_long"},
	} {
		err := tandem.CheckNote("note", c.note, c.least, 10)
		if c.want == "" {
			if err != nil {
				t.Errorf("%q of %d to 10: %v", c.note, c.least, err)
			}
			continue
		}
		known, ok := errors.AsType[*tandem.Error](err)
		if !ok || !errors.Is(err, tandem.Invalid) || len(known.Fields) != 1 || known.Fields[0].Field != "note" || known.Fields[0].Code != c.want {
			t.Errorf("%q of %d to 10: got %v, want %s", c.note, c.least, err, c.want)
		}
	}
}

// TestErrorKeepsKindAndCause: however often an error is wrapped, its kind decides
// the status of the answer, and the log still hears what went wrong below.
func TestErrorKeepsKindAndCause(t *testing.T) {
	t.Parallel()
	cause := errors.New("connection reset")
	err := fmt.Errorf("save offering: %w", fmt.Errorf("place: %w", tandem.FailWith(tandem.Conflict, "offering_full", cause)))
	if !errors.Is(err, tandem.Conflict) || errors.Is(err, tandem.NotFound) || !errors.Is(err, cause) {
		t.Errorf("%v: kind or cause got lost", err)
	}
	for _, word := range []string{"offering_full", "connection reset", "conflict"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q says nothing of %q", err, word)
		}
	}
	if err := tandem.FailFields(nil); err != nil {
		t.Errorf("no faults are an error: %v", err)
	}
}
