package scoring_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/internal/taxonomy"
)

// monday is the day on which the tests ask.
func monday() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }

func newModel(tb testing.TB, yields ...tandem.Yield) *scoring.Model {
	tb.Helper()
	tax, err := taxonomy.Load()
	if err != nil {
		tb.Fatal(err)
	}
	m, err := scoring.New(tax, yields)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

func newLines(tb testing.TB) scoring.Lines {
	tb.Helper()
	r, err := articulation.New()
	if err != nil {
		tb.Fatal(err)
	}
	return scoring.Lines{Model: newModel(tb), Read: r.Read, Now: monday()}
}

type answer struct {
	ID, Language, Tempo, Articulation, Model, Ask string
	Fields                                        []string
	Refer                                         bool
	Outcomes                                      []struct {
		Key         string
		Probability float64
		Suggested   bool
		Evidence    []string
	}
	Agreement *struct {
		Agree, Of int
		Differ    []struct{ Method, Form string }
	}
	Forms []struct {
		Key                       string
		Score, Company, Education float64
		Interval                  [2]float64
		Gates                     []tandem.Gate
		Reasons                   []tandem.Reason
		Effort                    []tandem.EffortTerm
	}
}

func run(t *testing.T, input string) (answers []answer, faults string, failed bool) {
	t.Helper()
	var out, errs bytes.Buffer
	failed, err := newLines(t).Run(strings.NewReader(input), &out, &errs)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(&out)
	decoder.DisallowUnknownFields()
	for decoder.More() {
		var a answer
		if err := decoder.Decode(&a); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, a)
	}
	return answers, errs.String(), failed
}

func TestLines(t *testing.T) {
	t.Parallel()
	answers, faults, failed := run(t, `{"id":"a","lang":"nl","title":"Stagiair gezocht","text":"Wij zoeken een stagiair die onze planning verbetert.","company_size":"small","origin":"ignored"}`+"\n")
	if failed || faults != "" || len(answers) != 1 {
		t.Fatalf("got %d answers, failed %v: %s", len(answers), failed, faults)
	}
	a := answers[0]
	if a.ID != "a" || a.Language != "nl" || a.Tempo != "slow" || a.Model == "" || len(a.Forms) != 8 {
		t.Fatalf("answer = %+v", a)
	}
	if a.Outcomes[0].Key != "improving_business" || !a.Outcomes[0].Suggested || len(a.Outcomes[0].Evidence) == 0 {
		t.Errorf("first outcome = %+v", a.Outcomes[0])
	}
	if a.Agreement == nil || a.Agreement.Of != 6 || a.Agreement.Agree+len(a.Agreement.Differ) != 6 {
		t.Errorf("agreement = %+v, want six methods", a.Agreement)
	}
	for _, f := range a.Forms {
		if f.Interval[0] > f.Score || f.Interval[1] < f.Score || f.Gates == nil || len(f.Reasons) == 0 {
			t.Errorf("form = %+v", f)
		}
	}
}

func TestLinesMalformed(t *testing.T) {
	t.Parallel()
	input := strings.Join([]string{
		`{"id":"a","text":"Wij zoeken studenten met ideeën"}`,
		`{"id":"b","text":`,
		``,
		`{"text":"no id"}`,
		`{"id":"c","text":"x","wanted_date":"soon"}`,
		`{"id":"d","text":"x","hours_per_week":-1}`,
		`{"id":"e","text":"x","outcomes":3}`,
		`{"id":"f","text":"","outcomes":["fresh_view"],"wanted_date":"2027-05-01","hours_per_week":2}`,
		`{"id":"g","text":"x","outcomes":{"fresh_view":2,"nonsense":1}}`,
	}, "\n")
	answers, faults, failed := run(t, input)
	if !failed || len(answers) != 3 {
		t.Fatalf("failed = %v with %d answers, want 3", failed, len(answers))
	}
	for i, id := range []string{"a", "f", "g"} {
		if answers[i].ID != id {
			t.Errorf("answer %d is of %s, want %s", i, answers[i].ID, id)
		}
	}
	for _, number := range []string{"line 2: ", "line 4: ", "line 5: ", "line 6: ", "line 7: "} {
		if !strings.Contains(faults, number) {
			t.Errorf("no fault for %s in\n%s", number, faults)
		}
	}
}

// A line that is too long is a fault like any other: the next is answered.
func TestLinesTooLong(t *testing.T) {
	t.Parallel()
	long := `{"id":"` + strings.Repeat("x", 3<<20) + `"}`
	answers, faults, failed := run(t, long+"\n"+`{"id":"b","text":"planning"}`)
	if !failed || len(answers) != 1 || answers[0].ID != "b" || !strings.HasPrefix(faults, "line 1: ") {
		t.Errorf("%d answers, failed %v: %.200s", len(answers), failed, faults)
	}
}

// broken fails as a full disk or a closed pipe does.
type broken struct{}

func (broken) Read([]byte) (int, error)  { return 0, errors.New("broken") }
func (broken) Write([]byte) (int, error) { return 0, errors.New("broken") }

func TestLinesBrokenPipe(t *testing.T) {
	t.Parallel()
	l := newLines(t)
	if _, err := l.Run(broken{}, io.Discard, io.Discard); err == nil {
		t.Error("a broken input gave no error")
	}
	if _, err := l.Run(strings.NewReader(`{"id":"a","text":"planning"}`), broken{}, io.Discard); err == nil {
		t.Error("a broken output gave no error")
	}
}
