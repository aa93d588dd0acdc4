package text_test

import (
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/web/text"
)

func TestMatch(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]text.Lang{
		"":                        text.NL,
		"nl-NL,nl;q=0.9,en;q=0.8": text.NL,
		"en-GB,en;q=0.9":          text.EN,
		"fr-FR,fr;q=0.9":          text.NL,
		"fr,en;q=0.5":             text.EN,
		"*":                       text.NL,
		"\x00;;q=broken,,,":       text.NL,
	} {
		if got := text.Match(header); got != want {
			t.Errorf("Match(%q) = %s, want %s", header, got, want)
		}
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	if got, ok := text.Parse("en"); !ok || got != text.EN {
		t.Errorf("Parse(en) = %s, %v", got, ok)
	}
	if _, ok := text.Parse("tlh"); ok {
		t.Error("Parse(tlh) found a language")
	}
}

func TestForUnknownLanguageIsDutch(t *testing.T) {
	t.Parallel()
	if got := text.For("tlh").Lang(); got != text.NL {
		t.Errorf("got %s, want nl", got)
	}
}

func TestMessages(t *testing.T) {
	t.Parallel()
	nl, en := text.For(text.NL), text.For(text.EN)
	for name, c := range map[string]struct{ got, want string }{
		"plain":             {nl.T(text.ShellSkip), "Naar de inhoud"},
		"english":           {en.T(text.ShellSkip), "Skip to content"},
		"argument":          {nl.T(text.ShellPromiseOf, "institution", "Maasoever"), "Tandem is van Maasoever. Wij verkopen niets en volgen je niet."},
		"one":               {nl.N(text.PartsUnitDays, 1), "dag"},
		"other":             {nl.N(text.PartsUnitDays, 0), "dagen"},
		"count is written":  {en.N(text.PartsPlacesTooMany, 1200), "1,200 more than fit"},
		"missing argument":  {nl.T(text.DateWeek), "week {week}"},
		"not taken as name": {nl.T(text.DateWeek, "week", "{week}"), "week {week}"},
		"code":              {nl.Code("question_state", "open"), "open"},
		"unknown code":      {nl.Code("question_state", "sleeping"), "sleeping"},
		"unknown key":       {nl.T("no.such"), "no.such"},
		"key as argument":   {nl.T(text.DateWeek, "week", text.FormYes), "week Klopt"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", name, c.got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	nl, en := text.For(text.NL), text.For(text.EN)
	// Half past eleven at night in Greenwich is the next day in Amsterdam.
	at := time.Date(2026, time.November, 22, 23, 30, 0, 0, time.UTC)
	for name, c := range map[string]struct{ got, want string }{
		"date":            {nl.Date(at), "23 november 2026"},
		"date en":         {en.Date(at), "23 November 2026"},
		"short":           {nl.ShortDate(at), "23 nov 2026"},
		"day and month":   {en.DayMonth(at), "23 November"},
		"weekday":         {nl.Weekday(at), "maandag 23 november 2026"},
		"weekday short":   {en.WeekdayShort(at), "Monday 23 November"},
		"clock":           {nl.Clock(at), "00.30"},
		"clock en":        {en.Clock(at), "00:30"},
		"moment":          {nl.Moment(at), "23 november, 00.30 uur"},
		"week":            {nl.Week(at), "week 48"},
		"first ISO week":  {en.Week(time.Date(2027, 1, 3, 12, 0, 0, 0, time.UTC)), "week 53"},
		"machine":         {nl.ISO(at), "2026-11-23T00:30:00+01:00"},
		"as argument":     {nl.T(text.DateWeek, "week", at), "week 23 november 2026"},
		"summer time":     {nl.Clock(time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)), "14.00"},
		"short month mrt": {nl.Month(time.March), "mrt"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", name, c.got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	nl, en := text.For(text.NL), text.For(text.EN)
	for name, c := range map[string]struct{ got, want string }{
		"dutch":      {nl.Number(1234.56), "1.234,56"},
		"english":    {en.Number(1234.56), "1,234.56"},
		"whole":      {nl.Number(40), "40"},
		"percent":    {nl.Percent(.714), "71%"},
		"euro":       {nl.Euro(1250), "€ 1.250"},
		"euro en":    {en.Euro(250), "€250"},
		"plus":       {nl.Signed(12), "+12"},
		"minus":      {nl.Signed(-5), "−5"},
		"list":       {nl.List([]string{"a", "b", "c"}), "a, b en c"},
		"list of 1":  {en.List([]string{"a"}), "a"},
		"empty list": {en.List(nil), ""},
		"two":        {en.List([]string{"a", "b"}), "a and b"},
		"other type": {nl.Value(true), "true"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", name, c.got, c.want)
		}
	}
}
