package intake_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tandem-hbo/tandem/internal/intake"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// faultsOf lists what an Invalid error says, as field=code.
func faultsOf(t *testing.T, err error) []string {
	t.Helper()
	var known *tandem.Error
	if !errors.As(err, &known) || !errors.Is(err, tandem.Invalid) {
		t.Fatalf("got %v, want an invalid form", err)
	}
	var list []string
	for _, f := range known.Fields {
		list = append(list, f.Field+"="+f.Code)
	}
	return list
}

func TestTextIsJudged(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		title, text string
		want        []string
	}{
		"empty":          {"", "", []string{"text=text_missing"}},
		"only space":     {"", " \n\t ", []string{"text=text_missing"}},
		"20,000":         {"", strings.Repeat("a", 20_000), []string{"text=too_long"}},
		"null byte":      {"", "brood\x00", []string{"text=control_characters"}},
		"broken utf-8":   {"", "brood\xff", []string{"text=control_characters"}},
		"escape":         {"\x1b[2J", "brood", []string{"title=control_characters"}},
		"title too long": {strings.Repeat("é", 201), "brood", []string{"title=too_long"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			_, err := b.svc.Start(b.ctx, b.by, b.session, tandem.TextAnswers{Key: newKey(), Title: c.title, Text: c.text})
			if diff := cmp.Diff(c.want, faultsOf(t, err)); diff != "" {
				t.Errorf("faults differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOddTextIsKeptAsItIs(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"emoji":         "Wij bakken 🥐 en 👨‍👩‍👧‍👦 lusten ze",
		"right to left": "כמה לחם לאפות? كم خبز",
		"html":          `<script>alert("brood")</script> & <b>vet</b>`,
		"10,000":        strings.Repeat("é", 10_000),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			q := b.start(t, text)
			stored, _, err := b.svc.Question(b.ctx, b.owner(q), q.ID)
			if err != nil || stored.Text != text {
				t.Errorf("got %q, %v", stored.Text, err)
			}
		})
	}
}

func TestTextIsComposed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.start(t, "Cafe\u0301 zoekt\r\ngasten")
	if q.Text != "Café zoekt\ngasten" || q.Title != "Café zoekt" {
		t.Errorf("got %q, title %q", q.Text, q.Title)
	}
}

func TestWhenIsJudged(t *testing.T) {
	t.Parallel()
	good := tandem.WhenAnswers{Date: "1-5-2027", Delay: "annoying", Hours: "1.5", Secrecy: "open", Companies: "1"}
	for name, c := range map[string]struct {
		change func(*tandem.WhenAnswers)
		want   []string
	}{
		"past":              {func(a *tandem.WhenAnswers) { a.Date = "1-5-2025" }, []string{"date=date_past"}},
		"today":             {func(a *tandem.WhenAnswers) { a.Date = "23-11-2026" }, []string{"date=date_past"}},
		"no such day":       {func(a *tandem.WhenAnswers) { a.Date = "31-2-2027" }, []string{"date=date_unreadable"}},
		"words":             {func(a *tandem.WhenAnswers) { a.Date = "zo snel mogelijk" }, []string{"date=date_unreadable"}},
		"next century":      {func(a *tandem.WhenAnswers) { a.Date = "1-5-2127" }, []string{"date=date_far"}},
		"no hours":          {func(a *tandem.WhenAnswers) { a.Hours = "" }, []string{"hours=hours_missing"}},
		"unknown delay":     {func(a *tandem.WhenAnswers) { a.Delay = "x" }, []string{"delay=choice_missing"}},
		"unknown secrecy":   {func(a *tandem.WhenAnswers) { a.Secrecy = "x" }, []string{"secrecy=choice_missing"}},
		"no companies":      {func(a *tandem.WhenAnswers) { a.Companies = "0" }, []string{"companies=companies_range"}},
		"companies in text": {func(a *tandem.WhenAnswers) { a.Companies = "veel" }, []string{"companies=companies_range"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			q := b.start(t, "Hoeveel brood?")
			in := good
			in.Version = q.Version
			c.change(&in)
			_, err := b.svc.SaveWhen(b.ctx, b.owner(q), q.ID, in)
			if diff := cmp.Diff(c.want, faultsOf(t, err)); diff != "" {
				t.Errorf("faults differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDatesAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	b := setup(t)
	q := b.start(t, "Hoeveel brood?")
	want := sample.Day(2027, time.May, 1)
	for _, typed := range []string{"1-5-2027", "01/05/2027", "1.5.27", "1 mei 2027", "1 Mei", "1 may 2027", "2027-05-01", " 1-5 "} {
		saved, err := b.svc.SaveWhen(b.ctx, b.owner(q), q.ID, tandem.WhenAnswers{
			Version: q.Version, Date: typed, Delay: "annoying", Hours: "1.5", Secrecy: "open",
		})
		if err != nil || saved.WantedDate == nil || !saved.WantedDate.Equal(want) {
			t.Errorf("%q: got %v, %v", typed, saved.WantedDate, err)
		}
		q = saved
	}
}

func TestCompanyIsJudged(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*tandem.CompanyAnswers)
		want   []string
	}{
		"kvk too short":      {func(a *tandem.CompanyAnswers) { a.KvK = "1234567" }, []string{"kvk=kvk_impossible"}},
		"kvk zeros":          {func(a *tandem.CompanyAnswers) { a.KvK = "00000000" }, []string{"kvk=kvk_impossible"}},
		"kvk letters":        {func(a *tandem.CompanyAnswers) { a.KvK = "1234567A" }, []string{"kvk=kvk_impossible"}},
		"postcode missing":   {func(a *tandem.CompanyAnswers) { a.Postcode = "" }, []string{"postcode=postcode_missing"}},
		"postcode odd":       {func(a *tandem.CompanyAnswers) { a.Postcode = "B-1000" }, []string{"postcode=postcode_malformed"}},
		"postcode SS":        {func(a *tandem.CompanyAnswers) { a.Postcode = "3111 SS" }, []string{"postcode=postcode_malformed"}},
		"postcode unknown":   {func(a *tandem.CompanyAnswers) { a.Postcode = "3390 AB" }, []string{"postcode=postcode_unknown"}},
		"mail missing":       {func(a *tandem.CompanyAnswers) { a.Mail = "" }, []string{"mail=mail_missing"}},
		"mail odd":           {func(a *tandem.CompanyAnswers) { a.Mail = "marloes@" }, []string{"mail=mail_malformed"}},
		"mail with a header": {func(a *tandem.CompanyAnswers) { a.Mail = "a@b.nl\nBcc: c@d.nl" }, []string{"mail=mail_malformed"}},
		"phone odd":          {func(a *tandem.CompanyAnswers) { a.Phone = "bel maar" }, []string{"phone=phone_malformed"}},
		"sector":             {func(a *tandem.CompanyAnswers) { a.Sector = "x" }, []string{"sector=sector_missing"}},
		"size":               {func(a *tandem.CompanyAnswers) { a.Size = "unknown" }, []string{"size=choice_missing"}},
		"long secret":        {func(a *tandem.CompanyAnswers) { a.Confidential = strings.Repeat("x", 10_001) }, []string{"confidential=too_long"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			q := b.ready(t)
			in := company(q)
			c.change(&in)
			_, err := b.svc.Submit(b.ctx, b.owner(q), q.ID, in)
			if diff := cmp.Diff(c.want, faultsOf(t, err)); diff != "" {
				t.Errorf("faults differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPostcodes(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"1012AB": "Noord-Holland", "3111AB": "Zuid-Holland", "1315AA": "Flevoland", "8911AA": "Fryslân",
		"6211AA": "Limburg", "9711AA": "Groningen", "4331AA": "Zeeland", "4141AA": "Utrecht", "3390AB": "", "": "",
	} {
		if got, ok := intake.Province(code); got != want || ok != (want != "") {
			t.Errorf("%s: got %q, %v, want %q", code, got, ok, want)
		}
	}
}

func TestNearestDeskIsTheSameForEverybody(t *testing.T) {
	t.Parallel()
	desks := []tandem.Institution{{Name: "Noord", Postcode: "9711AA"}, {Name: "B", Postcode: "3121AA"}, {Name: "A", Postcode: "3101AA"}}
	if got, err := intake.Nearest("3111AB", desks); err != nil || got.Name != "A" {
		t.Errorf("got %v, %v, want the lower name of two as near", got.Name, err)
	}
	if _, err := intake.Nearest("3111AB", nil); !errors.Is(err, tandem.Unavailable) {
		t.Errorf("got %v, want unavailable without desks", err)
	}
}
