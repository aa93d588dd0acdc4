package scoring

import (
	"slices"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestAsk(t *testing.T) {
	t.Parallel()
	m, now := loaded(t), asking()
	q := tandem.Question{
		Delay: tandem.DelayAnnoying, Secrecy: tandem.SecrecyOpen, Size: tandem.SizeUnknown, Companies: 1,
		Wishes: []tandem.Wish{{Outcome: "improving_business", Weight: 1}},
	}
	if got := m.Ask(&q, now); got.Code == "" || got.Gain < leastGain {
		t.Errorf("a short text: got %+v, want a question that pays", got)
	}
	first := m.Ask(&q, now)
	q.Reading.Says = []string{first.Code}
	if got := m.Ask(&q, now); got.Code == first.Code || got.Gain > first.Gain {
		t.Errorf("after %+v was told: got %+v, want another one that pays less", first, got)
	}
	q.Reading.Articulation = tandem.ArticulationMuch
	if got := m.Ask(&q, now); got.Code != tandem.AskGoal {
		t.Errorf("unclear: got %+v, want what it is about", got)
	}
	q.Reading.Articulation, q.Reading.Says = tandem.ArticulationSome, tandem.AskCodes()
	if got := m.Ask(&q, now); got.Code != "" {
		t.Errorf("all is told: got %+v, want nothing", got)
	}
	q.Reading.Says = slices.DeleteFunc(tandem.AskCodes(), func(code string) bool { return code == tandem.AskTried })
	if got := m.Ask(&q, now); got.Code != tandem.AskTried {
		t.Errorf("some talk: got %+v, want what was tried", got)
	}
}

// Who answers what was asked gets the form that the question promised, for one of
// the likely answers.
func TestAskNamesAFormThatAnAnswerBringsToTheTop(t *testing.T) {
	t.Parallel()
	m, now, named := loaded(t), asking(), 0
	for _, o := range m.taxonomy.Outcomes {
		q := tandem.Question{
			Delay: tandem.DelayAnnoying, Secrecy: tandem.SecrecyOpen, Size: tandem.SizeUnknown, Companies: 1,
			Wishes: []tandem.Wish{{Outcome: o.Key, Weight: 1}},
		}
		ask := m.Ask(&q, now)
		if ask.Form == "" {
			continue
		}
		named++
		at := slices.IndexFunc(doubts(), func(d doubt) bool { return d.code == ask.Code })
		holds := slices.ContainsFunc(doubts()[at].answers, func(a answer) bool {
			answered := q
			a.give(&answered, now)
			return m.Forms(&answered, now)[0].Form == ask.Form
		})
		if !holds {
			t.Errorf("%s: no answer to %s brings %s to the top", o.Key, ask.Code, ask.Form)
		}
	}
	if named == 0 {
		t.Error("no question names a form")
	}
}

func TestSharesOfAnswersAddUp(t *testing.T) {
	t.Parallel()
	for _, d := range doubts() {
		sum := 0.
		for _, a := range d.answers {
			sum += a.share
		}
		if sum < .999 || sum > 1.001 {
			t.Errorf("%s: shares add up to %v, want 1", d.code, sum)
		}
	}
}
