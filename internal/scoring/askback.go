package scoring

import (
	"math"
	"slices"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// An answer is worth asking for from leastGain on; a form that only gains or
// loses without another coming first counts for swing of that.
const (
	leastGain = .002
	swing     = .1
)

// doubt is something that a question leaves open: whether it does, and what
// owners answer.
type doubt struct {
	code    string
	open    func(q *tandem.Question) bool
	answers []answer
}

// answer is a likely answer: its share among owners, and what it does to a question.
type answer struct {
	share float64
	give  func(q *tandem.Question, day time.Time)
}

// doubts is the rule of what may be asked back, and of what owners then answer;
// shares are an estimate until enough questions were asked. What the third step
// asks is open until it was saved.
func doubts() []doubt {
	unsaid := func(q *tandem.Question) bool { return q.HoursPerWeek == 0 }
	return []doubt{
		{tandem.AskFirms, func(q *tandem.Question) bool {
			return unsaid(q) && q.Companies <= 1 && q.Reading.Facts.Companies == 0 && !q.Reading.Facts.SectorWide
		}, []answer{firms(.88, 1), firms(.07, 2), firms(.05, 6)}},
		{tandem.AskDate, func(q *tandem.Question) bool {
			return unsaid(q) && q.WantedDate == nil && q.Reading.Facts.Horizon == nil
		}, []answer{weeks(.25, 10), weeks(.4, 22), weeks(.35, 50)}},
		{tandem.AskSize, func(q *tandem.Question) bool { return size(q) == tandem.SizeUnknown }, []answer{
			sized(.3, tandem.SizeSole), sized(.35, tandem.SizeMicro), sized(.25, tandem.SizeSmall), sized(.1, tandem.SizeMedium),
		}},
		{tandem.AskSupervisor, func(q *tandem.Question) bool {
			return !readinessAnswered(q.Readiness) && !q.Reading.Facts.NoSupervisor
		}, []answer{supervised(.6, true), supervised(.4, false)}},
		{tandem.AskSecrecy, func(q *tandem.Question) bool {
			return unsaid(q) && q.Secrecy != tandem.SecrecyAgreement && q.Reading.Facts.Secrecy == ""
		}, []answer{secret(.85, tandem.SecrecyOpen), secret(.15, tandem.SecrecyAgreement)}},
		{tandem.AskHours, unsaid, []answer{weekly(.3, .5), weekly(.5, 1.5), weekly(.2, 3)}},
		{tandem.AskData, func(q *tandem.Question) bool {
			return !readinessAnswered(q.Readiness) && !q.Reading.Facts.Data
		}, []answer{
			withData(.6, true), withData(.4, false),
		}},
	}
}

// Ask finds the question back that would help most: what the owner is after when
// that is unclear, else the open matter whose answer is worth most. That is
// computed: every likely answer is filled in and all forms are scored again. When
// no answer would change anything and the question still needs talk, it asks what
// was tried.
func (m *Model) Ask(q *tandem.Question, now time.Time) tandem.Ask {
	if q.Reading.Articulation == tandem.ArticulationMuch {
		return tandem.Ask{Code: tandem.AskGoal}
	}
	a := m.prepare(q, now)
	before := m.ranking(a)
	var best tandem.Ask
	for _, d := range doubts() {
		if slices.Contains(q.Reading.Says, d.code) || !d.open(q) {
			continue
		}
		if ask := m.answering(d, q, a.day, before); ask.Gain > best.Gain {
			best = ask
		}
	}
	switch {
	case best.Gain >= leastGain:
		return best
	case q.Reading.Articulation == tandem.ArticulationSome && !slices.Contains(q.Reading.Says, tandem.AskTried):
		return tandem.Ask{Code: tandem.AskTried}
	}
	return tandem.Ask{}
}

// answering is what it is worth to know an answer: the mean, over likely ones, of
// what the best form then has more than the present first.
func (m *Model) answering(d doubt, q *tandem.Question, day time.Time, before []entry) tandem.Ask {
	ask, most := tandem.Ask{Code: d.code}, 0.
	first := before[0].subject.form
	for _, reply := range d.answers {
		answered := *q
		reply.give(&answered, day)
		after := m.ranking(m.prepare(&answered, day.Add(noon)))
		was := worthOf(after, first)
		gain := max(0, worthOf(after, after[0].subject.form)-was)
		ask.Gain += reply.share * (gain + swing*math.Abs(was-worthOf(before, first)))
		if gain > most {
			most, ask.Form = gain, after[0].subject.form.form.Key
		}
	}
	return ask
}

// worthOf is what a form is worth in a ranking: nothing when a rule shuts it.
func worthOf(ranking []entry, f *formModel) float64 {
	for _, e := range ranking {
		if e.subject.form.form.Key == f.form.Key && e.feasible {
			return max(0, e.worth)
		}
	}
	return 0
}

func firms(share float64, n int) answer {
	return answer{share, func(q *tandem.Question, _ time.Time) { q.Companies = n }}
}

func weeks(share float64, n int) answer {
	return answer{share, func(q *tandem.Question, day time.Time) {
		wanted := day.AddDate(0, 0, 7*n)
		q.WantedDate = &wanted
	}}
}

func weekly(share, hours float64) answer {
	return answer{share, func(q *tandem.Question, _ time.Time) { q.HoursPerWeek = hours }}
}

func sized(share float64, s tandem.CompanySize) answer {
	return answer{share, func(q *tandem.Question, _ time.Time) { q.Size = s }}
}

func secret(share float64, s tandem.SecrecyLevel) answer {
	return answer{share, func(q *tandem.Question, _ time.Time) { q.Secrecy = s }}
}

func supervised(share float64, yes bool) answer {
	return answer{share, func(q *tandem.Question, _ time.Time) {
		q.Readiness = ready(q, "")
		q.Readiness.Supervisor = yes
	}}
}

func withData(share float64, yes bool) answer {
	return answer{share, func(q *tandem.Question, _ time.Time) {
		q.Readiness = ready(q, "")
		q.Readiness.Data = yes
	}}
}
