package articulation

import (
	"bufio"
	"encoding/base64"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

const bakery = "We hebben een bakkerij met twee winkels in Schiedam. Elke avond gooien we brood weg, soms wel dertig broden. " +
	"Kassagegevens van drie jaar heb ik wel, maar geen tijd om het uit te zoeken."

// What training calls a word is what reading looks up: each row that is found has
// a name among the features, and the other way round.
func TestNamesOfWordsAreWhatIsLookedUp(t *testing.T) {
	t.Parallel()
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	source := Text{Title: "Brood over", Body: bakery}
	named := map[int32]bool{}
	for _, name := range r.Features(source).Words {
		key, err := wordName(name)
		if err != nil {
			t.Fatal(err)
		}
		if row := r.lexicon.find(key).feature; row > 0 {
			named[row] = true
		}
	}
	x := r.open(source)
	r.count(x)
	for _, f := range x.found {
		if f.again {
			continue
		}
		if !named[f.row] {
			t.Errorf("row %d was found and has no name", f.row)
		}
		delete(named, f.row)
	}
	if len(named) > 0 {
		t.Errorf("%d named rows were not found", len(named))
	}
	if len(x.found) < 30 {
		t.Errorf("%d rows found, want a text that the model knows", len(x.found))
	}
}

// A conclusion is the sum of its parts: bias, signs, words one by one, and for
// results those of one clause again.
func TestConclusionIsTheSumOfItsParts(t *testing.T) {
	t.Parallel()
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	source := Text{Title: "Brood over", Body: strings.Repeat(bakery+" ", 40)} // more rows than one count of lanes holds
	x := r.open(source)
	r.count(x)
	for lane, c := range r.model.conclusions {
		sum := c.bias
		for _, n := range x.weighed {
			sum += n.strength * n.weights[lane]
		}
		for _, f := range x.found {
			if !f.again {
				sum += float64(r.model.rows[f.row].weight(lane)) * c.scale * x.kinds[f.kind].perLength
			}
		}
		if strings.HasPrefix(c.name, "outcome.") {
			sum += ClauseShare * mostOfClauses(t, r, source, lane)
		}
		if math.Abs(sum-x.values[lane]) > 1e-6 { // lengths are of 32 bits, and summed in another order
			t.Errorf("%s = %v, its parts add up to %v", c.name, x.values[lane], sum)
		}
	}
}

// mostOfClauses is what the words of the clause that says most say of a conclusion,
// by their names.
func mostOfClauses(t *testing.T, r *Reader, source Text, lane int) float64 {
	t.Helper()
	most := math.Inf(-1)
	features := r.Features(source)
	for _, places := range features.Clauses {
		sum, spread := map[byte]float64{}, map[byte]float64{}
		for _, at := range places {
			name := features.Words[at]
			key, err := wordName(name)
			if err != nil {
				t.Fatal(err)
			}
			if row := r.lexicon.find(key).feature; row > 0 {
				sum[name[0]] += float64(r.model.rows[row].weight(lane))
				spread[name[0]] += float64(r.model.rows[row].spread)
			}
		}
		var number float64
		for kind, s := range spread {
			number += sum[kind] / math.Sqrt(s)
		}
		if len(spread) > 0 {
			most = math.Max(most, number*r.model.conclusions[lane].scale)
		}
	}
	return most
}

func TestCut(t *testing.T) {
	t.Parallel()
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]string{
		"a comma with enough words on both sides": "wij maken stoelen van oud hout, | en nu willen wij ook tafels",
		"a joining word":                          "ik heb een winkel in Deil | maar niemand weet dat ik besta",
		"a list of short things stays together":   "wij maken stoelen, tafels, kasten en bankjes van hout",
		"too few words after it":                  "wij maken stoelen van oud hout, maar niet veel",
		"too few words before it":                 "nou ja, maar wij maken stoelen van oud hout",
		"sentences, however short":                "help. | wie weet raad? | groet",
		"a colon with enough words on both sides": "dit is wat ik zoek: | iemand die de zaak wil overnemen",
	}
	for name, want := range tests {
		x := r.open(Text{Body: strings.ReplaceAll(want, "| ", "")})
		r.count(x)
		var got strings.Builder
		for at, token := range x.tokens {
			if at > 0 && token.clause != x.tokens[at-1].clause {
				got.WriteString("| ")
			}
			got.WriteString(token.word + " ")
		}
		plain := strings.NewReplacer(",", "", ".", "", "?", "", ":", "").Replace(strings.ToLower(want)) + " "
		if got.String() != plain {
			t.Errorf("%s: %q, want %q", name, got.String(), plain)
		}
	}
}

// The terms of a form that are named are parts of its pull: with a text of one
// sentence, words and signs are all of it.
func TestPullsAddUp(t *testing.T) {
	t.Parallel()
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	x := r.open(Text{Body: bakery})
	defer r.close(x)
	r.count(x)
	var largest [forms]terms
	r.offerSentences(x, &largest)
	for f, pull := range r.pulls(x) {
		var sentences float64
		for _, term := range largest[f] {
			sentences += term.points
		}
		sum := r.model.conclusions[f].bias
		for _, n := range x.weighed {
			sum += n.strength * n.weights[f]
		}
		if got := pull.Points - sum; math.Abs(got-sentences) > 3*leastTerm {
			t.Errorf("%s: words add %v, sentences %v", pull.Form, got, sentences)
		}
		if !slices.IsSortedFunc(pull.Terms, func(a, b tandem.PullTerm) int {
			return int(math.Copysign(1, math.Abs(b.Points)-math.Abs(a.Points)))
		}) {
			t.Errorf("%s: terms %+v are not largest first", pull.Form, pull.Terms)
		}
	}
}

func TestModelRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"unknown line":         "nonsense\t1",
		"number":               "conclusion\tform.x\tone\t.5\t1",
		"too few fields":       "conclusion\tform.x\t1",
		"word without kind":    "word\tplanning\t1.0\t",
		"weights of a word":    "conclusion\trefer\t0\t.5\t1\nword\tw:planning\t1.0\t!!",
		"rarity":               "conclusion\trefer\t0\t.5\t1\nword\tw:planning\tx\tgA",
		"pair of one word":     "conclusion\trefer\t0\t.5\t1\nword\tb:planning\t1.0\tgA",
		"sign before its time": "sign\tquick\t1",
		"too many conclusions": strings.Repeat("conclusion\trefer\t0\t.5\t1\n", lanes+1),
		"a word of too many": strings.Repeat("conclusion\trefer\t0\t.5\t1\n", lanes+1) +
			"word\tw:planning\t1.0\t" + base64.RawStdEncoding.EncodeToString(make([]byte, lanes+1)),
		"a line without end": "version\t1\n# " + strings.Repeat("x", bufio.MaxScanTokenSize),
		"not a number":       "conclusion\trefer\tNaN\t.5\t1",
		"no end to a number": "conclusion\trefer\t0\t.5\t1\nword\tw:planning\t+Inf\tgA",
	}
	for name, file := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := loadModel(file, newLexicon(1)); err == nil {
				t.Error("model was taken")
			}
		})
	}
	for name, file := range map[string]string{
		"nothing":           "",
		"no such thing":     "conclusion\tweather.sunny\t0\t.5\t1",
		"nothing but forms": strings.Repeat("conclusion\tform.x\t0\t.5\t1\n", forms),
	} {
		if _, err := With(file); err == nil {
			t.Errorf("%s: reader was made", name)
		}
	}
}

// FuzzPattern: any line of the cue file is taken or refused, and what is taken can
// be looked for.
func FuzzPattern(f *testing.F) {
	for _, line := range []string{"frisse blik", "onderzoek*", "*onderzoek", "geen|weinig tijd", "zoek ~ plek", "~", "a||b", "é*", "\x00"} {
		f.Add(line, "een frisse blik op onderzoek zonder tijd")
	}
	for _, c := range sample.Corpus(f, "testdata/pattern.corpus") {
		f.Add(c[0], c[1])
	}
	f.Fuzz(func(t *testing.T, line, text string) {
		l := newLexicon(1)
		g, err := newGrammar(cueData{Sign: map[string][]string{"x": {line}}}, l)
		if err != nil {
			return
		}
		m, err := loadModel("", l)
		if err != nil {
			t.Fatal(err)
		}
		r := &Reader{lexicon: l, grammar: g, model: m}
		x := r.open(Text{Body: text})
		r.count(x)
		for _, h := range x.hits {
			if h.from < 0 || h.to > len(x.tokens) || h.from >= h.to {
				t.Errorf("hit %d to %d of %d tokens", h.from, h.to, len(x.tokens))
			}
		}
	})
}

// FuzzModel: any file is taken as a model or refused, and what is taken reads.
func FuzzModel(f *testing.F) {
	f.Add("version\t1\nconclusion\trefer\t0\t.5\t1\nsign\tquick\t1\nword\tw:planning\t1.0\tgA")
	f.Add("word\tb:a b\t1\t")
	for _, c := range sample.Corpus(f, "testdata/model.corpus") {
		f.Add(c[0])
	}
	f.Fuzz(func(t *testing.T, file string) {
		r, err := With(file)
		if err == nil {
			r.Read(Text{Body: bakery})
		}
	})
}
