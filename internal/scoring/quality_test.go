package scoring_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// labelled is one question with what two coordinators made of it: forms graded
// 0..3, outcomes 0..2.
type labelled struct {
	Title string             `json:"title"`
	Text  string             `json:"text"`
	Lang  tandem.Language    `json:"lang"`
	Size  tandem.CompanySize `json:"company_size"`
	Gold  struct {
		Forms    map[tandem.FormKey]float64    `json:"forms"`
		Outcomes map[tandem.OutcomeKey]float64 `json:"outcomes"`
	} `json:"gold"`
}

func golden(t *testing.T) []labelled {
	t.Helper()
	f, err := os.Open("testdata/golden.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []labelled
	for in := bufio.NewScanner(f); in.Scan(); {
		var l labelled
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		list = append(list, l)
	}
	return list
}

// dcg is the discounted gain of the first three grades.
func dcg(grades []float64) float64 {
	var sum float64
	for i, g := range grades[:3] {
		sum += (math.Pow(2, g) - 1) / math.Log2(float64(i+2))
	}
	return sum
}

func ndcg(order []tandem.FormScore, gold map[tandem.FormKey]float64) float64 {
	var shown, ideal []float64
	for _, f := range order {
		shown = append(shown, gold[f.Form])
		ideal = append(ideal, -gold[f.Form])
	}
	slices.Sort(ideal)
	for i := range ideal {
		ideal[i] = -ideal[i]
	}
	if best := dcg(ideal); best > 0 {
		return dcg(shown) / best
	}
	return 1
}

// The weights were fitted to these very questions, so the floors say only that
// nobody spoiled them; new questions score lower (.79 and .48 when fitted on nine
// tenths and tried on the rest).
func TestReadingAndRankingKeepTheirLevel(t *testing.T) {
	t.Parallel()
	r, err := articulation.New()
	if err != nil {
		t.Fatal(err)
	}
	m, tax, cases := newModel(t), load(t), golden(t)
	var ranking, right, wrong, missed float64
	for _, c := range cases {
		q := tandem.Question{Language: c.Lang, Size: c.Size, Reading: r.Read(c.Title, c.Text)}
		ranking += ndcg(m.Forms(&q, monday()), c.Gold.Forms) / float64(len(cases))
		found := map[tandem.OutcomeKey]bool{}
		for _, o := range q.Reading.Outcomes {
			found[o.Key] = o.Suggested
		}
		for _, o := range tax.Outcomes {
			switch wanted := c.Gold.Outcomes[o.Key] >= 1; {
			case wanted && found[o.Key]:
				right++
			case wanted:
				missed++
			case found[o.Key]:
				wrong++
			}
		}
	}
	if ranking < .84 {
		t.Errorf("NDCG@3 of forms = %.3f, want .84 or more", ranking)
	}
	if f1 := 2 * right / (2*right + wrong + missed); f1 < .63 {
		t.Errorf("micro-F1 of outcomes = %.3f, want .63 or more", f1)
	}
}

// The printed example of the measure: grades 3, 0, 2 shown, 3, 2, 1 at best.
func TestNDCGOfTheExample(t *testing.T) {
	t.Parallel()
	gold := map[tandem.FormKey]float64{"a": 3, "b": 0, "c": 2, "d": 1}
	order := []tandem.FormScore{{Form: "a"}, {Form: "b"}, {Form: "c"}, {Form: "d"}}
	if got := ndcg(order, gold); math.Abs(got-.90495) > 5e-6 {
		t.Errorf("ndcg = %.5f, want .90495", got)
	}
}
