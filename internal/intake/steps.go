package intake

import (
	"maps"
	"net/mail"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/calendar"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Steps is the number of steps of asking.
const Steps = 4

// NextStep is the first step that a question still needs, Steps when only the
// company is left.
func NextStep(q tandem.Question) int {
	switch {
	case q.Title == "" || q.Text == "":
		return 1
	case len(q.Wishes) == 0:
		return 2
	case q.HoursPerWeek == 0:
		return 3
	}
	return Steps
}

// applyText reads the first step into a question. An empty title is made of the
// first words.
func (s *Service) applyText(q *tandem.Question, in tandem.TextAnswers) error {
	var f faults
	text, title := clean(in.Text), strings.Join(strings.Fields(clean(in.Title)), " ")
	f.check(text != "", "text", "text_missing")
	f.length("text", text, maxText)
	f.length("title", title, maxTitle)
	if len(f) > 0 {
		return tandem.FailFields(f)
	}
	if title == "" {
		title = proposeTitle(text)
	}
	if q.Title == title && q.Text == text {
		return nil
	}
	q.Title, q.Text = title, text
	s.read(q)
	if lang := tandem.Language(q.Reading.Language); lang == tandem.Dutch || lang == tandem.English {
		q.Language = lang
	}
	return nil
}

// read reads the question anew; the company counts as far as it is known.
func (s *Service) read(q *tandem.Question) {
	q.Reading = s.reader.Read(articulation.Text{Title: q.Title, Body: q.Text, Sector: q.Sector, Size: q.Size})
	q.Reading.Says = s.aid.Says(q.Text)
}

// The weights of wishes: the most important one counts double.
const (
	weightTop   = 1.0
	weightOther = 0.5
)

// applyWishes reads the second step into a question.
func applyWishes(q *tandem.Question, in tandem.WishAnswers, t tandem.Taxonomy) error {
	var f faults
	picked := map[string]bool{}
	for key, answer := range in.Read {
		if answer == "yes" {
			picked[key] = true
		}
	}
	for _, key := range in.Pick {
		picked[key] = true
	}
	if in.Top != "" {
		picked[in.Top] = true
	}
	var wishes []tandem.Wish
	for _, key := range slices.Sorted(maps.Keys(picked)) {
		_, known := t.Outcome(tandem.OutcomeKey(key))
		f.check(known, "pick", "outcome_unknown")
		wishes = append(wishes, tandem.Wish{Outcome: tandem.OutcomeKey(key), Weight: weightOf(key, in.Top)})
	}
	f.check(len(wishes) > 0, "pick", "outcome_missing")
	if len(f) > 0 {
		return tandem.FailFields(f)
	}
	slices.SortStableFunc(wishes, func(a, b tandem.Wish) int {
		return int(2 * (b.Weight - a.Weight))
	})
	q.Wishes = wishes
	return nil
}

func weightOf(key, top string) float64 {
	if top == "" || key == top {
		return weightTop
	}
	return weightOther
}

// applyWhen reads the third step into a question, on a day.
func applyWhen(q *tandem.Question, in tandem.WhenAnswers, now time.Time) error {
	var f faults
	q.WantedDate = f.wanted(in.Date, calendar.Day(now))
	f.check(slices.Contains(tandem.Delays(), tandem.Delay(in.Delay)), "delay", "choice_missing")
	f.check(slices.Contains(tandem.SecrecyLevels(), tandem.SecrecyLevel(in.Secrecy)), "secrecy", "choice_missing")
	f.check(slices.Contains(tandem.HourChoices(), in.Hours), "hours", "hours_missing")
	companies, err := strconv.Atoi(strings.TrimSpace(in.Companies))
	if strings.TrimSpace(in.Companies) == "" {
		companies, err = 1, nil
	}
	f.check(err == nil && companies >= 1 && companies <= 1000, "companies", "companies_range")
	if len(f) > 0 {
		return tandem.FailFields(f)
	}
	q.Delay, q.Secrecy, q.Companies = tandem.Delay(in.Delay), tandem.SecrecyLevel(in.Secrecy), companies
	q.Budget = in.Budget == "yes"
	q.HoursPerWeek, _ = strconv.ParseFloat(in.Hours, 64) // one of HourChoices
	for _, check := range q.Readiness.Checks() {
		*check.On = slices.Contains(in.Ready, check.Code)
	}
	return nil
}

// Usual is what is in order at most companies, to start the third step with:
// failure does no harm, unless the text says otherwise, and the answer is open.
func Usual(q tandem.Question) tandem.Readiness {
	return tandem.Readiness{Harmless: !q.Reading.Facts.Acute, OpenAnswer: true}
}

// wanted reads the wanted date; none is fine, today or earlier is not.
func (f *faults) wanted(typed string, today time.Time) *time.Time {
	typed = clean(typed)
	if typed == "" {
		return nil
	}
	day, ok := parseDay(typed, today)
	switch {
	case !ok:
		f.add("date", "date_unreadable", 0)
	case !day.After(today):
		f.add("date", "date_past", 0)
	case day.After(today.AddDate(10, 0, 0)):
		f.add("date", "date_far", 0)
	}
	return &day
}

// applyCompany reads the fourth step into both parts of a question: what may be
// shown goes to the brief, the rest is sealed.
func applyCompany(q *tandem.Question, sealed *tandem.Sealed, in tandem.CompanyAnswers) error {
	var f faults
	next := tandem.Sealed{
		QuestionID: q.ID, ContactName: clean(in.Name), ContactMail: f.mail(in.Mail), ContactPhone: f.phone(in.Phone),
		CompanyName: clean(in.Company), KvK: f.kvk(in.KvK), Postcode: "", HideName: in.Hide, Confidential: clean(in.Confidential),
	}
	f.check(next.CompanyName != "", "company", "company_missing")
	f.length("company", next.CompanyName, maxLine)
	f.check(next.ContactName != "", "name", "name_missing")
	f.length("name", next.ContactName, maxLine)
	f.length("confidential", next.Confidential, maxText)
	f.check(slices.Contains(tandem.Sectors(), in.Sector), "sector", "sector_missing")
	size := tandem.CompanySize(in.Size)
	f.check(size != tandem.SizeUnknown && slices.Contains(tandem.CompanySizes(), size), "size", "choice_missing")
	var province string
	next.Postcode, province = f.postcode(in.Postcode)
	if len(f) > 0 {
		return tandem.FailFields(f)
	}
	q.Sector, q.Size, q.Region, q.ShownName = in.Sector, size, province, next.CompanyName
	if q.State == tandem.QuestionDraft { // later the owner's page asks, since an edit starts all anew
		q.Learn = in.Learn
	}
	if next.HideName {
		q.ShownName = ""
	}
	*sealed = next
	return nil
}

func (f *faults) mail(typed string) string {
	address := strings.ToLower(strings.TrimSpace(typed))
	parsed, err := mail.ParseAddress(address)
	_, domain, _ := strings.Cut(address, "@")
	switch {
	case address == "":
		f.add("mail", "mail_missing", 0)
	case err != nil || parsed.Address != address || len(address) > maxMail || !strings.Contains(domain, "."):
		f.add("mail", "mail_malformed", 0)
	}
	return address
}

func (f *faults) phone(typed string) string {
	phone := clean(typed)
	if valid, err := regexp.MatchString(`^[0-9+() \-]*$`, phone); err != nil || !valid || len(phone) > maxPhone {
		f.add("phone", "phone_malformed", 0)
	}
	return phone
}

// kvk reads a number of the trade register: eight digits, not all zero.
func (f *faults) kvk(typed string) string {
	number := strings.Map(func(c rune) rune {
		if c == ' ' || c == '.' {
			return -1
		}
		return c
	}, typed)
	if number == "" {
		return ""
	}
	if valid, err := regexp.MatchString(`^[0-9]{8}$`, number); err != nil || !valid || strings.Trim(number, "0") == "" {
		f.add("kvk", "kvk_impossible", 0)
	}
	return number
}

func (f *faults) postcode(typed string) (code, province string) {
	if strings.TrimSpace(typed) == "" {
		f.add("postcode", "postcode_missing", 0)
		return "", ""
	}
	code, ok := parsePostcode(typed)
	if !ok {
		f.add("postcode", "postcode_malformed", 0)
		return "", ""
	}
	province, known := Province(code)
	if !known {
		f.add("postcode", "postcode_unknown", 0)
	}
	return code, province
}
