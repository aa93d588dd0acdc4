package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// lesson is one result read in the text or chosen by the owner, numbered as the
// marks in the text.
type lesson struct {
	id, name, why string
	number, sure  int
	sureText      string
}

// lessons lists the results with how sure they are: what the owner confirmed
// first, then what we read and the owner left.
func (p Review) lessons() []lesson {
	var list []lesson
	for _, o := range p.readOutcomes() {
		l := lesson{
			number: len(list) + 1, name: p.outcome(o.Key), sure: sureness(o.Probability),
			why: p.T(text.ReviewNotConfirmed) + ", " + p.T(text.ReviewProbability, "percent", p.Percent(o.Probability)),
		}
		if w := p.weight(o.Key); w > 0 {
			l.why, l.sure = p.T(text.ReviewConfirmed)+", "+p.T(text.ReviewWeight, "percent", p.Percent(w)), 3
		}
		list = append(list, p.labelled(l))
	}
	for _, w := range p.Question.Wishes {
		if !slices.ContainsFunc(p.readOutcomes(), func(o tandem.ReadOutcome) bool { return o.Key == w.Outcome }) {
			list = append(list, p.labelled(lesson{
				number: len(list) + 1, name: p.outcome(w.Outcome), sure: 3,
				why: p.T(text.ReviewAdded) + ", " + p.T(text.ReviewWeight, "percent", p.Percent(p.weight(w.Outcome))),
			}))
		}
	}
	return list
}

func (p Review) labelled(l lesson) lesson {
	l.id = "lesson-" + strconv.Itoa(l.number)
	l.sureText = p.Code("sure", strconv.Itoa(l.sure))
	return l
}

func sureness(probability float64) int {
	switch {
	case probability >= .75:
		return 3
	case probability >= .5:
		return 2
	}
	return 1
}

// readOutcomes are the results worth showing: suggested by the text, or chosen
// by the owner.
func (p Review) readOutcomes() []tandem.ReadOutcome {
	var list []tandem.ReadOutcome
	for _, o := range p.Question.Reading.Outcomes {
		if o.Suggested || p.weight(o.Key) > 0 {
			list = append(list, o)
		}
	}
	return list
}

// weight is the share that the owner gave a result, 0 for none.
func (p Review) weight(key tandem.OutcomeKey) float64 {
	var sum, own float64
	for _, w := range p.Question.Wishes {
		sum += w.Weight
		if w.Outcome == key {
			own = w.Weight
		}
	}
	if sum == 0 {
		return 0
	}
	return own / sum
}

// mark is a stretch of the text that numbered results stand on.
type mark struct {
	start, end int
	numbers    []string
}

// marks lists the fragments in the order of the text. Fragments of the title, of
// a text that has changed since are left out; one that overlaps an earlier one
// adds its number to that.
func (p Review) marks() []mark {
	var all []mark
	body := p.Question.Text
	for i, o := range p.readOutcomes() {
		for _, f := range o.Evidence {
			if !f.InTitle && f.Start >= 0 && f.Start < f.End && f.End <= len(body) && body[f.Start:f.End] == f.Text {
				all = append(all, mark{f.Start, f.End, []string{strconv.Itoa(i + 1)}})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b mark) int { return cmp.Compare(a.start, b.start) })
	var apart []mark
	for _, m := range all {
		last := len(apart) - 1
		if last < 0 || m.start >= apart[last].end {
			apart = append(apart, m)
		} else if !slices.Contains(apart[last].numbers, m.numbers[0]) {
			apart[last].numbers = append(apart[last].numbers, m.numbers[0])
		}
	}
	return apart
}

// quote is the owner's text with its marks, in paragraphs.
func (p Review) quote() ui.Quote {
	body, at := p.Question.Text, 0
	var pieces []ui.Piece
	for _, m := range p.marks() {
		number := strings.Join(m.numbers, " ")
		pieces = append(pieces, ui.Piece{Text: body[at:m.start]}, ui.Piece{
			Text: body[m.start:m.end], Note: number, Href: "#lesson-" + m.numbers[0],
			Label: p.T(text.ReviewFragment, "number", number),
		})
		at = m.end
	}
	return ui.Quote{Paragraphs: paragraphs(append(pieces, ui.Piece{Text: body[at:]}))}
}

// paragraphs breaks pieces at line ends; a mark that runs over one stays whole.
func paragraphs(pieces []ui.Piece) [][]ui.Piece {
	var list [][]ui.Piece
	var open []ui.Piece
	for _, piece := range pieces {
		if piece.Note != "" {
			open = append(open, piece)
			continue
		}
		lines := strings.Split(piece.Text, "\n")
		for i, line := range lines {
			if i > 0 && len(open) > 0 {
				list, open = append(list, open), nil
			}
			if line != "" {
				open = append(open, ui.Piece{Text: line})
			}
		}
	}
	if len(open) > 0 {
		list = append(list, open)
	}
	return list
}
