package page

import (
	"strings"
	"time"

	"github.com/a-h/templ"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

// split makes a button take two questions apart.
func split() templ.Attributes {
	return templ.Attributes{"name": "split", "value": "1", "formnovalidate": true}
}

// inOther makes a button read the text in the other language.
func inOther(s Shell) templ.Attributes {
	return templ.Attributes{"formaction": "/lees?taal=" + string(s.other()), "formnovalidate": true}
}

// foreign reports whether a text is in the other language than the page.
func (s Shell) foreign(language string) bool { return language == string(s.other()) }

// later makes a button open a question that may wait.
func later() templ.Attributes {
	return templ.Attributes{"formaction": "/vraag/later", "formnovalidate": true}
}

// quote is the owner's text with the words marked that a result was read in;
// what was dropped has no marks any more.
func (l Live) quote(s Shell) ui.Quote {
	var said [][]tandem.Fragment
	var names, keys []string
	for _, o := range l.Reading.Outcomes {
		outcome, ok := l.Taxonomy.Outcome(o.Key)
		if !ok || !o.Suggested {
			continue
		}
		if l.Said[string(o.Key)] == "no" {
			o.Evidence = nil
		}
		said, names, keys = append(said, o.Evidence), append(names, outcome.Plain.In(s.lang())), append(keys, string(o.Key))
	}
	list := pieces(l.Text, said, func(m mark) ui.Piece {
		at := int(m.numbers[0][0] - '1')
		var both []string
		for _, number := range m.numbers {
			both = append(both, names[number[0]-'1'])
		}
		note := strings.Join(m.numbers, " ")
		return ui.Piece{Note: note, Href: "#read-" + keys[at], Label: s.T(text.HomeMark, "number", note, "name", s.List(both))}
	})
	if len(list) == 1 {
		return ui.Quote{}
	}
	return ui.Quote{Paragraphs: paragraphs(excerpt(list, len(l.Text)))}
}

// asks reports whether there is something to ask back.
func (l Live) asks() bool {
	if l.Ask.Code == "" || l.Text == "" || l.tooFast() {
		return false
	}
	return !l.Reading.Refer || l.Reading.ReferWhy == "no_question"
}

// askWhy says what the answer is good for.
func (s Shell) askWhy(a Advice) string {
	if form, ok := a.Taxonomy.Form(a.Ask.Form); ok {
		return s.T(text.HomeAskForm, "form", form.Plain.In(s.lang()))
	}
	return s.T(text.HomeAskWhy)
}

// wish is the day by which the text wants a result, the zero time when it says none.
func (l Live) wish() time.Time {
	return dayOf(l.Wish)
}

// soonest is the first day on which a form that can be done has its result.
func (l Live) soonest() time.Time {
	var first time.Time
	for i := range l.Fits {
		score := &l.Fits[i].Score
		if at := dayOf(score.Result); score.Feasible() && !at.IsZero() && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}

// tooLate reports whether every form comes after the day that the text wishes.
func (l Live) tooLate() bool {
	return !l.wish().IsZero() && l.soonest().After(l.wish())
}

// soonWeeks is how near a wished day is when only others can still help.
const soonWeeks = 8

// tooFast reports whether somebody else must help for now.
func (l Live) tooFast() bool {
	near := l.wish().Before(l.Now.AddDate(0, 0, 7*soonWeeks))
	return l.Reading.Tempo == tandem.TempoFast || l.tooLate() && near
}

// mayWait reports whether a slow question could be made of it.
func (l Live) mayWait() bool { return l.tooFast() || l.Reading.Tempo == tandem.TempoConvertible }

// haste says what the owner's haste means, empty when there is none.
func (l Live) haste(s Shell) string {
	switch tempo := string(l.Reading.Tempo); {
	case l.tooLate():
		said := shortened(l.Reading.Facts.Horizon.Evidence.Text)
		return s.T(text.HomeTooLate, "words", said, "wish", l.wish(), "result", l.soonest())
	case s.Has("tempo_advice", tempo):
		return s.Code("tempo_advice", tempo)
	}
	return ""
}

// heading stands above the forms.
func (l Live) heading() text.Key {
	if l.tooFast() {
		return text.HomeFitsHaste
	}
	return text.HomeFits
}

// places are where the owner can go now, the quickest help first.
func (l Live) places() []tandem.Referral {
	switch {
	case l.Reading.Refer && (l.Reading.ReferWhy == "no_question" || l.Reading.ReferTo == ""):
		return nil // there is nothing yet that anybody could help with
	case l.Reading.Refer && l.Reading.ReferWhy != "acute":
		return []tandem.Referral{l.Reading.ReferTo}
	}
	return []tandem.Referral{"consultant", "kvk", "ondernemersklankbord"}
}

func (l Live) timeline(s Shell, f Fit) ui.Timeline {
	submit := f.Score.Start.AddDate(0, 0, -7*f.Form.Facts.LeadTimeWeeks)
	return s.Timeline("when", s.T(text.QuestionProposalTimeline, "name", f.Form.Plain.In(s.lang())), s.earliest(f), Dates{
		Today: l.Now, Submit: submit, Start: *f.Score.Start, Result: *f.Score.Result, Wish: l.wish(),
	})
}

// said is what is new on the page, in a sentence.
func (l Live) said(s Shell) string {
	able := feasible(l.Fits)
	switch {
	case l.Text == "":
		return ""
	case l.Reading.Refer:
		return s.Code("refer_why", l.Reading.ReferWhy)
	case len(able) == 0:
		return s.T(text.HomeFitsNot)
	}
	return s.T(text.HomeSaid, "form", able[0].Form.Plain.In(s.lang()))
}

// back makes a button return to the text that a question was made of.
func back() templ.Attributes {
	return templ.Attributes{"formaction": "/lees", "name": "back", "value": "1", "formnovalidate": true}
}
