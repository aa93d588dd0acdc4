// Package articulation reads the text of a question: its language, the results
// it seems to hope for with the words that say so, which forms it speaks for or
// against, facts that hard rules need, and whether it is a question for a
// university of applied sciences at all.
//
// It works by cues that people can read and change (cues.toml) and a linear model
// over cues and words (model.tsv, which `tandem train` writes), so that every
// conclusion is a sum of which each part has its place in the text. It only
// suggests; the owner confirms.
package articulation

import (
	"fmt"
	"strings"
	"sync"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Reader reads texts. It is built once, never changed, and safe to share.
type Reader struct {
	version string
	lexicon *lexicon
	grammar *grammar
	model   *model
	lanes   laneIndex
	known   factSigns
	sectors map[string]string // sign of a sector, by its names
	pool    sync.Pool         // of *text, each used by one reading at a time
}

// laneIndex tells where the conclusions of each kind stand in the model.
type laneIndex struct {
	outcomes, forms, fields, refers []keyedLane
	some, much, fast, convertible   int
	refer                           int
	firstForm                       int // the forms follow one another, in one word of a row
	outcomeOctet                    int // the first word of a row that has results, of outcomeOctets
}

// keyedLane is a conclusion by the key of what it is about.
type keyedLane struct {
	key  string
	lane int
}

// New builds a reader from the embedded files; the error names the line that
// cannot be read, which a test rules out.
func New() (*Reader, error) { return With(modelFile) }

// With builds a reader with another model, as `tandem train` writes it.
func With(file string) (*Reader, error) {
	cues, err := loadCues()
	if err != nil {
		return nil, err
	}
	r := &Reader{lexicon: newLexicon(strings.Count(file, "\n") + 4096)}
	if r.grammar, err = newGrammar(cues, r.lexicon); err != nil {
		return nil, err
	}
	if err := r.noteFacts(); err != nil {
		return nil, err
	}
	if r.model, err = loadModel(file, r.lexicon); err != nil {
		return nil, err
	}
	r.sectors = map[string]string{}
	for name, all := range cues.Sector {
		for _, s := range all {
			r.sectors[s] = sectorPrefix + name
		}
	}
	r.version = "cues " + cues.Version + ", model " + r.model.version
	return r, r.index()
}

// index finds the conclusions by their names.
func (r *Reader) index() error {
	r.lanes = laneIndex{some: -1, much: -1, fast: -1, convertible: -1, refer: -1}
	single := map[string]*int{
		"articulation.some": &r.lanes.some, "articulation.much": &r.lanes.much,
		"tempo.fast": &r.lanes.fast, "tempo.convertible": &r.lanes.convertible, "refer": &r.lanes.refer,
	}
	lists := map[string]*[]keyedLane{
		"outcome": &r.lanes.outcomes, "form": &r.lanes.forms, "field": &r.lanes.fields, "refer": &r.lanes.refers,
	}
	for lane, c := range r.model.conclusions {
		if at := single[c.name]; at != nil {
			*at = lane
			continue
		}
		kind, key, _ := strings.Cut(c.name, ".")
		list := lists[kind]
		if list == nil || key == "" {
			return fmt.Errorf("read model: no conclusion %q", c.name)
		}
		*list = append(*list, keyedLane{key, lane})
	}
	if len(r.lanes.forms) != forms {
		return fmt.Errorf("read model: %d forms, want %d", len(r.lanes.forms), forms)
	}
	r.lanes.firstForm = r.lanes.forms[0].lane
	if last := r.lanes.forms[forms-1].lane; r.lanes.firstForm%forms != 0 || last != r.lanes.firstForm+forms-1 {
		return fmt.Errorf("read model: the forms are not in one word of a row")
	}
	for i, o := range r.lanes.outcomes {
		if i == 0 {
			r.lanes.outcomeOctet = o.lane / bytesInWord
		}
		if at := o.lane/bytesInWord - r.lanes.outcomeOctet; at < 0 || at >= outcomeOctets {
			return fmt.Errorf("read model: the results are not in %d words of a row", outcomeOctets)
		}
	}
	for name, at := range single {
		if *at < 0 {
			return fmt.Errorf("read model: conclusion %s is missing", name)
		}
	}
	return nil
}

// Version names the cues and the model, for stored readings.
func (r *Reader) Version() string { return r.version }

// Read reads a text. It accepts any bytes.
func (r *Reader) Read(source Text) tandem.Reading {
	t := r.open(source)
	defer r.close(t)
	r.count(t)
	p := proof{reader: r, text: t}
	reading := tandem.Reading{
		Language:     t.language(),
		Outcomes:     r.outcomes(t, &p),
		Fields:       r.fields(t),
		Facts:        r.facts(t),
		Forms:        r.pulls(t),
		Articulation: r.articulation(t),
		Model:        r.version,
	}
	reading.Tempo = r.tempo(t, reading.Facts)
	if why := r.refer(t); why.code != "" {
		reading.Refer, reading.ReferTo, reading.ReferWhy = true, why.to, why.code
	}
	return reading
}

// language counts the small words of both languages. English needs more than twice
// as many as Dutch; from four of the lesser language on, and nearly half as many as
// of the other, the text is mixed.
func (t *text) language() string {
	var nl, en float64
	for i := range t.tokens {
		if t.tokens[i].class&dutch != 0 {
			nl++
		}
		if t.tokens[i].class&english != 0 {
			en++
		}
	}
	switch {
	case en > nl && nl < .5*en:
		return "en"
	case min(nl, en) > .45*max(nl, en) && min(nl, en) >= 4:
		return "mixed"
	}
	return "nl"
}
