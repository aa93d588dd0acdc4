package scoring_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/sample"
)

// Whatever comes in, every line that is not empty gets one answer or one fault,
// and every answer is JSON that can be read again.
func FuzzLines(f *testing.F) {
	for _, line := range []string{
		`{"id":"a","title":"Stagiair gezocht","text":"Wij zoeken een stagiair voor 12 weken."}`,
		`{"id":"b","text":"x","outcomes":["fresh_view"],"wanted_date":"2027-05-01","hours_per_week":2,"company_size":"micro"}`,
		`{"id":"c","text":"x","outcomes":{"fresh_view":1e308,"talent_scouting":1e308}}`,
		`{"id":"d","lang":"en","text":"Six firms, under NDA, before summer","outcomes":{"fresh_view":5e-324},"wanted_date":"9999-12-31"}`,
		`{"id":"e","text":"\u0000\ud800","hours_per_week":1e308}` + "\n\n" + `null` + "\n" + `[1]`,
		"\xff\n{\"id\":\"f\"}",
	} {
		f.Add(line)
	}
	lines := newLines(f)
	for _, c := range sample.Corpus(f, "testdata/lines.corpus") {
		f.Add(c[0])
	}
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 1<<16 {
			t.Skip("a longer text says no more")
		}
		var out, faults bytes.Buffer
		failed, err := lines.Run(strings.NewReader(in), &out, &faults)
		if err != nil {
			t.Fatal(err)
		}
		asked := 0
		for line := range strings.SplitSeq(in, "\n") {
			if len(bytes.TrimSpace([]byte(line))) > 0 {
				asked++
			}
		}
		wrong := strings.Count(faults.String(), "\n")
		answered := 0
		for decoder := json.NewDecoder(&out); decoder.More(); answered++ {
			var a answer
			if err := decoder.Decode(&a); err != nil || len(a.Forms) == 0 {
				t.Fatalf("answer %d: %v, %+v", answered, err, a)
			}
		}
		if answered+wrong != asked || failed != (wrong > 0) {
			t.Fatalf("%d answers and %d faults to %d lines", answered, wrong, asked)
		}
	})
}
