package page

import (
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

// quote is the owner's text with its marks, in paragraphs.
func (p Review) quote() ui.Quote {
	var said [][]tandem.Fragment
	for _, o := range p.readOutcomes() {
		said = append(said, o.Evidence)
	}
	return marked(p.Question.Text, said, func(m mark) ui.Piece {
		number := strings.Join(m.numbers, " ")
		return ui.Piece{Note: number, Href: "#lesson-" + m.numbers[0], Label: p.T(text.ReviewFragment, "number", number)}
	})
}
