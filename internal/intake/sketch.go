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

// Sketch makes a question of a text that somebody is typing, to show what would
// fit: nothing is stored. Results that were confirmed count; without any those
// that we read and nobody dropped.
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
	if lang := tandem.Language(q.Reading.Language); lang == tandem.English {
		q.Language = lang
	}
	for key, answer := range in.Read {
		if answer == "yes" {
			q.Wishes = append(q.Wishes, tandem.Wish{Outcome: tandem.OutcomeKey(key), Weight: weightTop})
		}
	}
	slices.SortFunc(q.Wishes, func(a, b tandem.Wish) int { return strings.Compare(string(a.Outcome), string(b.Outcome)) })
	return Guess(q, in.Read)
}

// Guess fills in the results that we read in a question for which nobody chose
// any yet, without those that were dropped.
func Guess(q tandem.Question, said map[string]string) tandem.Question {
	if len(q.Wishes) > 0 {
		return q
	}
	for _, o := range q.Reading.Outcomes {
		if o.Suggested && said[string(o.Key)] != "no" && o.Probability > 0 {
			q.Wishes = append(q.Wishes, tandem.Wish{Outcome: o.Key, Weight: o.Probability})
		}
	}
	return q
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
