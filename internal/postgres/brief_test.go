package postgres

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// FuzzBriefsReadAlike holds the reading by hand against encoding/json.
func FuzzBriefsReadAlike(f *testing.F) {
	for _, s := range []string{
		`{}`, `null`, `[]`, `{"facts": {}, "forms": [], "model": "m", "outcomes": []}`,
		`{"facts": {"data": true, "acute": false, "companies": 3, "horizon": {"from": true}}, "fields": ["ict"], "says": []}`,
		`{"outcomes": [{"key": "a", "suggested": true, "probability": 0.25}], "forms": [{"form": "x", "points": -1e-3}]}`,
		`{"model": "a\"b"}`, `{"model": "ö"}`, `{"unknown": 1}`, `{"refer": tru`, `{"refer": false} x`, `{"outcomes": null}`,
		`{"facts": {"companies": 1.5}}`, `{"outcomes": [{"probability": 01}]}`, `{"outcomes": [{"probability": +1}]}`,
		`{"outcomes": [{"probability": 1.}]}`, `{"outcomes": [{"probability": .5}]}`, `{"MODEL": "x"}`, `{"model": "a", "model": "b"}`,
		`{"outcomes": [{"key": "a"}], "outcomes": [{"key": "b"}]}`, `{"budget": 1}`, `{"facts": {"budget": 1e2}}`, `{"facts": {"budget": 1e30}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { alike(t, b) })
}

func alike(t interface{ Errorf(string, ...any) }, b []byte) {
	var want tandem.Reading
	got := tandem.Reading{ // remains of another question
		Refer: true, ReferWhy: "x", Fields: []tandem.Field{"a", "b"}, Outcomes: []tandem.ReadOutcome{{Key: "z", Suggested: true}},
		Forms: []tandem.FormPull{{Form: "z", Terms: []tandem.PullTerm{{Key: "z"}}}}, Facts: tandem.Facts{Companies: 9},
	}
	gotErr, wantErr := readBrief(b, &got, words{}), json.Unmarshal(b, &want)
	if (gotErr == nil) != (wantErr == nil) {
		t.Errorf("%s: got %v, want %v", b, gotErr, wantErr)
		return
	}
	if diff := cmp.Diff(want, got); wantErr == nil && diff != "" {
		t.Errorf("%s differs (-json +hand):\n%s", b, diff)
	}
}

func TestBriefsOfAnyReadingReadAlike(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-z_]{1,12}`)
		r := tandem.Reading{Language: "nl", Model: word.Draw(t, "model"), Refer: rapid.Bool().Draw(t, "refer"), Fields: []tandem.Field{}}
		for range rapid.IntRange(0, 13).Draw(t, "outcomes") {
			r.Outcomes = append(r.Outcomes, tandem.ReadOutcome{
				Key: tandem.OutcomeKey(word.Draw(t, "key")), Probability: rapid.Float64().Draw(t, "p"), Suggested: rapid.Bool().Draw(t, "s"),
			})
		}
		for range rapid.IntRange(0, 8).Draw(t, "forms") {
			r.Forms = append(r.Forms, tandem.FormPull{Form: tandem.FormKey(word.Draw(t, "form")), Points: rapid.Float64().Draw(t, "points")})
		}
		r.Facts = tandem.Facts{
			Companies: rapid.IntRange(0, 40).Draw(t, "n"), Acute: rapid.Bool().Draw(t, "acute"), Data: rapid.Bool().Draw(t, "data"),
			Secrecy: tandem.SecrecyStrict,
		}
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		alike(t, b)
	})
}

// FuzzReadinessReadsAlike holds the reading by hand against encoding/json.
func FuzzReadinessReadsAlike(f *testing.F) {
	for _, s := range []string{
		`{}`, `null`, `{"data": true, "taker": false, "desk": true}`, `{"decision_maker": true, "supervisor": true}`, `{"harmless": 1}`,
		`{"open_answer": true} x`, `{"other": 1}`, `{"data": true, "data": false}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var got, want tandem.Readiness
		gotErr, wantErr := readReadiness(b, &got), json.Unmarshal(b, &want)
		if (gotErr == nil) != (wantErr == nil) || wantErr == nil && got != want {
			t.Errorf("%s: got %+v, %v, want %+v, %v", b, got, gotErr, want, wantErr)
		}
	})
}
