package page

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// Why is what explains a ranking beyond each option's own score. Places in it
// are those of the ranking that was judged.
type Why struct {
	// First is the part of the first option that counts most, whichever side it is on; nil when there is none.
	First  *tandem.Difference
	Agreed tandem.Agreement
	// Contrast sets the first possible option against the next one.
	Contrast []tandem.Difference
	// Better is what would bring another form to the top or make one possible.
	Better []tandem.Improvement
}

// maxParts is how many parts of a sum a line names, and leastPoint from what
// share of the scale: less is shown as nothing.
const (
	maxParts   = 3
	leastPoint = .005
)

// parts says what a score consists of: what both sides get, and what of text
// and answers moved it.
func (s Shell) parts(score tandem.Score, t *tandem.Taxonomy) []string {
	var list []string
	line := func(key text.Key, items []string) {
		if len(items) > 0 {
			list = append(list, s.T(key, "list", strings.Join(items, ", ")))
		}
	}
	line(text.WhyCompany, s.brings(score, tandem.Company, t))
	line(text.WhyEducation, s.brings(score, tandem.Education, t))
	line(text.WhyMoved, s.movers(score, t))
	return list
}

// brings names the largest results of a side with their points.
func (s Shell) brings(score tandem.Score, side tandem.Side, t *tandem.Taxonomy) []string {
	var list []string
	for _, r := range score.Reasons {
		if r.Side == side && r.Points >= leastPoint && len(list) < maxParts {
			list = append(list, s.T(text.WhyItem, "name", outcomeName(t, r.Outcome, s.lang()), "points", hundred(r.Points)))
		}
	}
	return list
}

// movers names what makes the effort other than the form usually asks; above
// zero it speaks for the form.
func (s Shell) movers(score tandem.Score, t *tandem.Taxonomy) []string {
	var moved []tandem.Difference
	for _, e := range score.Effort {
		if e.Code != tandem.EffortThreshold && e.Code != tandem.EffortRest {
			moved = append(moved, tandem.Difference{Side: tandem.Company, Code: e.Code, Key: e.Key, Points: -e.Points, Evidence: e.Evidence})
		}
	}
	slices.SortStableFunc(moved, func(a, b tandem.Difference) int {
		return -cmp.Compare(math.Abs(a.Points), math.Abs(b.Points))
	})
	return s.differences(moved, t)
}

// differences names the largest of a list with their signed points. Words of the
// text that nobody can point at are no reason to show.
func (s Shell) differences(all []tandem.Difference, t *tandem.Taxonomy) []string {
	var list []string
	for _, d := range all {
		points := int(math.Round(100 * d.Points))
		if points == 0 || len(list) == maxParts || d.Code == tandem.EffortRest {
			continue
		}
		key := text.WhyItem
		if d.Side == tandem.Education {
			key = text.WhyItemEducation
		}
		list = append(list, s.T(key, "name", s.part(d, t), "points", s.Signed(points)))
	}
	return list
}

// part is the name of one part of a score.
func (s Shell) part(d tandem.Difference, t *tandem.Taxonomy) string {
	switch {
	case d.Code == tandem.DifferenceOutcome:
		return outcomeName(t, tandem.OutcomeKey(d.Key), s.lang())
	case len(d.Evidence) > 0:
		return "‘" + shortened(d.Evidence[0].Text) + "’"
	}
	return s.Code("effort", d.Code)
}

// maxQuote is how many letters of a text a line quotes.
const maxQuote = 40

func shortened(said string) string {
	letters := []rune(strings.Join(strings.Fields(said), " "))
	if len(letters) <= maxQuote {
		return string(letters)
	}
	return strings.TrimSpace(string(letters[:maxQuote])) + "…"
}

// agreement says how many ways of ranking name the first, and what the others
// name; names are those of the ranking. Nothing when there was no choice.
func (s Shell) agreement(a tandem.Agreement, names []string) []string {
	first := slices.IndexFunc(names, func(name string) bool { return name != "" })
	if a.Of == 0 || first < 0 {
		return nil
	}
	key := text.WhyAgreeSome
	switch a.Agree {
	case a.Of:
		key = text.WhyAgreeAll
	case 1:
		key = text.WhyAgreeOne
	}
	list := []string{s.T(key, "agree", a.Agree, "all", a.Of, "name", names[first])}
	for i, name := range names {
		var methods []string
		for _, d := range a.Differ {
			if d.First == i {
				methods = append(methods, s.Code("method", d.Method))
			}
		}
		if len(methods) > 0 {
			list = append(list, s.T(text.WhyDiffer, "methods", s.List(methods), "other", name))
		}
	}
	return list
}

// methods explains the ways of ranking.
func (s Shell) methods() []ui.Term {
	var list []ui.Term
	for _, m := range tandem.Methods() {
		list = append(list, ui.Term{Name: s.Code("method", m), Value: s.Code("method_text", m)})
	}
	return list
}

// fitLines say why the first possible form stands where it stands.
func (s Shell) fitLines(fits []Fit, w Why, t *tandem.Taxonomy) []string {
	able := feasible(fits)
	list := append(s.weighs(w, t), s.parts(able[0].Score, t)...)
	if items := s.differences(w.Contrast, t); len(items) > 0 && len(able) > 1 {
		list = append(list, s.T(text.WhyContrast, "other", able[1].Form.Plain.In(s.lang()), "list", strings.Join(items, ", ")))
	}
	if said := s.turning(able, t); said != "" {
		list = append(list, said)
	}
	return append(list, s.agreement(w.Agreed, s.fitNames(fits))...)
}

// rowLines say what the score of a form consists of, and what would bring it to
// the top or open it.
func (s Shell) rowLines(f Fit, t *tandem.Taxonomy) []string {
	list := s.parts(f.Score, t)
	if len(f.Score.Changes) == 0 {
		return list
	}
	key := text.AskGainFormText
	if f.Score.Feasible() {
		key = text.WhyTopText
	}
	return append(list, s.T(key, "change", s.together(f.Score.Changes, t), "form", f.Form.Plain.In(s.lang())))
}

// together says changes that must all be made.
func (s Shell) together(changes []tandem.Change, t *tandem.Taxonomy) string {
	var said []string
	for _, c := range changes {
		said = append(said, sentence(s.Change(c, outcomeName(t, c.Outcome, s.lang()))))
	}
	return strings.Join(said, " ")
}

// weighs names what counts most, if anything does.
func (s Shell) weighs(w Why, t *tandem.Taxonomy) []string {
	if w.First == nil {
		return nil
	}
	key := text.WhyFirst
	if w.First.Side == tandem.Education {
		key = text.WhyFirstEducation
	}
	return []string{s.T(key, "name", s.part(*w.First, t))}
}

// fitNames are the names of forms by their place; one that cannot be done has none.
func (s Shell) fitNames(fits []Fit) []string {
	names := make([]string, len(fits))
	for i, f := range fits {
		if f.Score.Feasible() {
			names[i] = f.Form.Plain.In(s.lang())
		}
	}
	return names
}

// turning says which wish, with how little more or less weight, would bring
// another form to the top.
func (s Shell) turning(able []Fit, t *tandem.Taxonomy) string {
	said, least := "", math.Inf(1)
	for _, f := range able[1:] {
		for _, c := range f.Score.Changes {
			from := weightOf(able[0].Score, c.Outcome)
			if shift := math.Abs(c.Number - from); c.Outcome != "" && shift < least {
				least = shift
				said = s.T(text.WhyTurn, "outcome", outcomeName(t, c.Outcome, s.lang()),
					"from", s.Percent(from), "to", s.Percent(c.Number), "form", f.Form.Plain.In(s.lang()))
			}
		}
	}
	return said
}

// weightOf is how much a company asks an outcome in a score.
func weightOf(score tandem.Score, key tandem.OutcomeKey) float64 {
	for _, r := range score.Reasons {
		if r.Side == tandem.Company && r.Outcome == key {
			return r.Weight
		}
	}
	return 0
}
