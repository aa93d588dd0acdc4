package intake

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Sketch makes a question of a text that somebody is typing: nothing is stored.
// Guess fills in what to score it by.
func (s *Service) Sketch(in tandem.TextAnswers) tandem.Question {
	title, text := clean(in.Title), cut(clean(in.Text), maxText)
	q := tandem.Question{
		State: tandem.QuestionDraft, Title: title, Text: text, Language: tandem.Dutch, Delay: tandem.DelayAnnoying,
		Secrecy: tandem.SecrecyOpen, Size: tandem.SizeUnknown, Companies: 1,
	}
	if text == "" {
		return q
	}
	q.Reading = s.reader.Read(articulation.Text{Title: title, Body: text})
	q.Reading.Says = s.aid.Says(text)
	if lang := tandem.Language(q.Reading.Language); lang == tandem.English {
		q.Language = lang
	}
	for key, answer := range in.Read {
		if answer == "yes" {
			q.Wishes = append(q.Wishes, tandem.Wish{Outcome: tandem.OutcomeKey(key), Weight: weightTop})
		}
	}
	slices.SortFunc(q.Wishes, func(a, b tandem.Wish) int { return strings.Compare(string(a.Outcome), string(b.Outcome)) })
	return q
}

// Guess fills in the results that we read in a question for which nobody chose
// any yet. What was dropped counts for nothing any more, also not as what the
// text says.
func Guess(q tandem.Question, said map[string]string) tandem.Question {
	var kept []tandem.ReadOutcome
	for _, o := range q.Reading.Outcomes {
		if said[string(o.Key)] != "no" {
			kept = append(kept, o)
		}
	}
	q.Reading.Outcomes = kept
	if len(q.Wishes) > 0 {
		return q
	}
	for _, o := range kept {
		if o.Suggested && o.Probability > 0 {
			q.Wishes = append(q.Wishes, tandem.Wish{Outcome: o.Key, Weight: o.Probability})
		}
	}
	return q
}

// fewestWords is what a text needs before it is read while somebody types.
const fewestWords = 4

// Enough reports whether a text is long enough to say something of.
func Enough(text string) bool { return len(strings.Fields(text)) >= fewestWords }

// Halves are the two questions that a text holds, nil when it holds one.
func (s *Service) Halves(text string) []string { return s.aid.Halves(cut(clean(text), maxText)) }

// Tone hears how a text is meant.
func (s *Service) Tone(text string) tandem.Tone { return s.aid.Tone(cut(clean(text), maxText)) }

// Lasting is what a text says beside its haste: what a question that may wait can
// begin with.
func (s *Service) Lasting(text string) string {
	return articulation.Lasting(cut(clean(text), maxText), s.reader.Read)
}

// Taxonomy reads the newest version.
func (s *Service) Taxonomy(ctx context.Context) (*tandem.Taxonomy, error) {
	t, err := s.db.Taxonomy(ctx)
	return &t, err
}

// DaysLeft counts the working days from a moment to a promised one: 0 on the
// day itself, below zero when it has passed.
func DaysLeft(now, due time.Time) int {
	from, to, sign := calendar.Day(now), calendar.Day(due), 1
	if to.Before(from) {
		from, to, sign = to, from, -1
	}
	n := 0
	for day := from.AddDate(0, 0, 1); !day.After(to); day = day.AddDate(0, 0, 1) {
		if calendar.Working(day) {
			n++
		}
	}
	return sign * n
}
