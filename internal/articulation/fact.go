package articulation

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// sure is the strength from which a sign counts as a fact.
const sure = .5

// factSigns are the signs that facts are read from, by their places in the grammar.
type factSigns struct {
	acute, intern, noIntern, labour, vacancies, starter, sectorWide,
	noSupervisor, noBudget, desk, data, subsidy, confidential int
}

// noteFacts finds the signs that facts are read from.
func (r *Reader) noteFacts() error {
	f := &r.known
	for name, at := range map[string]*int{
		"acute": &f.acute, "intern": &f.intern, "no_intern": &f.noIntern, "cheap_labour": &f.labour,
		"vacancies": &f.vacancies, "starter": &f.starter, "sector_wide": &f.sectorWide,
		"no_supervisor": &f.noSupervisor, "no_budget": &f.noBudget, "desk": &f.desk, "has_data": &f.data,
		"subsidy": &f.subsidy, "confidential": &f.confidential,
	} {
		i, ok := r.grammar.place(name)
		if !ok {
			return fmt.Errorf("read cues: sign %s is missing", name)
		}
		*at = i
	}
	return nil
}

// facts are what hard rules need to know, as far as the text says it.
func (r *Reader) facts(t *text) tandem.Facts {
	s := &r.known
	has := func(sign int) bool { return t.strength[sign] >= sure }
	f := tandem.Facts{
		Acute:        has(s.acute),
		WantsIntern:  has(s.intern),
		NoIntern:     has(s.noIntern),
		WantsStaff:   has(s.labour) || has(s.vacancies),
		Starter:      has(s.starter),
		SectorWide:   has(s.sectorWide),
		NoSupervisor: has(s.noSupervisor),
		NoBudget:     has(s.noBudget),
		Desk:         has(s.desk),
		Data:         has(s.data),
		Subsidy:      has(s.subsidy),
	}
	if has(s.confidential) {
		f.Secrecy = tandem.SecrecyAgreement
	}
	for at := range t.tokens {
		t.fact(&f, at)
	}
	return f
}

// fact adds what the words from a place on say.
func (t *text) fact(f *tandem.Facts, at int) {
	class := t.tokens[at].class
	switch {
	case class&(beforeWord|withinWord|fromWord) != 0:
		if h, ok := t.horizon(at); ok {
			f.Horizon = earlier(f.Horizon, h)
		}
	case class&numeral != 0:
		f.Companies = max(f.Companies, t.companies(at))
		if size := t.size(at); size != "" {
			f.Size = size
		}
		f.Budget = max(f.Budget, t.euros(at))
	case class&alone != 0:
		f.Size = tandem.SizeSole
	}
}

// tokenAt is the token at a place, an empty one outside the text or in another
// sentence than the token at from.
func (t *text) tokenAt(place, from int) token {
	if place < 0 || place >= len(t.tokens) || t.tokens[place].sentence != t.tokens[from].sentence {
		return token{}
	}
	return t.tokens[place]
}

// number reads the number at a place, in digits with or without points or as a
// word, and how many tokens it takes; none when there is no number in the sentence
// of the token at from.
func (t *text) number(at, from int) (n, taken int) {
	first := t.tokenAt(at, from)
	if first.class&numeral == 0 {
		return 0, 0
	}
	n, taken = int(first.value), 1
	if !digits(first.word) {
		return n, taken
	}
	for last := first; n < mostEuros; taken++ {
		next := t.tokenAt(at+taken, from)
		if next.class&numeral == 0 || !digits(next.word) || len(next.word) != 3 || next.start != last.end+1 {
			break
		}
		n, last = 1000*n+int(next.value), next
	}
	return n, taken
}

// digits reports whether a word begins with a digit.
func digits(word string) bool { return word != "" && word[0] >= '0' && word[0] <= '9' }

// Bounds of what is believed.
const (
	mostFirms  = 500
	mostPeople = 5000
	mostEuros  = 10_000_000
	mostYears  = 10
)

// companies reads how many firms share the question: "zes bedrijven", "samen met
// twee andere bedrijven".
func (t *text) companies(at int) int {
	n, taken := t.number(at, at)
	noun := t.tokenAt(at+taken, at)
	if noun.class&other != 0 {
		noun, n = t.tokenAt(at+taken+1, at), n+1
	}
	if noun.class&firms == 0 || n < 2 || n > mostFirms {
		return 0
	}
	return n
}

// size reads how many people work at the company: "9 pers", "45 man".
func (t *text) size(at int) tandem.CompanySize {
	n, taken := t.number(at, at)
	if t.tokenAt(at+taken, at).class&people == 0 || n < 1 || n > mostPeople {
		return ""
	}
	switch {
	case n == 1:
		return tandem.SizeSole
	case n < 10:
		return tandem.SizeMicro
	case n < 50:
		return tandem.SizeSmall
	case n < 250:
		return tandem.SizeMedium
	}
	return tandem.SizeLarge
}

// euros reads a sum of money: "5.000 euro", "€ 2500". A
// € counts in the body only.
func (t *text) euros(at int) int {
	n, taken := t.number(at, at)
	marked := t.tokenAt(at-1, at).class&money != 0 || t.tokenAt(at+taken, at).class&money != 0
	if before := t.tokens[at].start; !marked && before > 1 && !t.tokens[at].title {
		marked = strings.ContainsRune(t.source.Body[max(0, before-euroReach):before], '€')
	}
	if !marked || n > mostEuros {
		return 0
	}
	return n
}

// euroReach is within how many bytes before a number a € counts, its own three
// among them.
const euroReach = 4

// horizon reads when something must be ready or may begin: "binnen drie weken",
// "within two months", "voor de zomer", "vanaf 1 maart", "volgend schooljaar".
func (t *text) horizon(at int) (tandem.Horizon, bool) {
	h := tandem.Horizon{From: t.tokens[at].class&fromWord != 0}
	to, ok := at, false
	if t.tokens[at].class&withinWord != 0 {
		to, ok = t.span(at, &h)
	}
	if !ok && t.tokens[at].class&(beforeWord|fromWord) != 0 {
		to, ok = t.moment(at, &h)
	}
	if ok {
		h.Evidence = t.fragment(at, to+1)
	}
	return h, ok
}

// span reads a number and a unit of time after a word such as "binnen".
func (t *text) span(at int, h *tandem.Horizon) (last int, ok bool) {
	n, taken := t.number(at+1, at)
	last = at + 1 + taken
	unit := t.tokenAt(last, at)
	if taken == 0 || unit.class&unitOfTime == 0 || n*int(unit.value) > mostYears*daysInYear {
		return at, false
	}
	h.Days = n * int(unit.value)
	return last, true
}

const daysInYear = 365

// moment reads a month or a known moment of the year within three words, with a day
// before it and a year after it if they are there.
func (t *text) moment(at int, h *tandem.Horizon) (last int, ok bool) {
	for last = at + 1; last <= at+3; last++ {
		w := t.tokenAt(last, at)
		switch {
		case w.class&month != 0:
			h.Month, ok = time.Month(w.value), true
			if day, taken := t.number(last-1, at); taken == 1 && day >= 1 && day <= 31 {
				h.Day = day
			}
		case w.class&knownMoment != 0:
			h.Month, h.Day, ok = time.Month(w.value/100), int(w.value%100), true
		}
		if ok {
			break
		}
	}
	if !ok {
		return at, false
	}
	if year, taken := t.number(last+1, at); taken == 1 && year > 2000 && year < 2100 {
		h.Year, last = year, last+1
	}
	return last, true
}

// earlier keeps a deadline before a beginning, and the first of two alike.
func earlier(old *tandem.Horizon, h tandem.Horizon) *tandem.Horizon {
	if old == nil || old.From && !h.From {
		return &h
	}
	return old
}

// numeralOf reads digits; a number too large is none.
func numeralOf(word string) (int32, bool) {
	n, err := strconv.ParseInt(word, 10, 32)
	return int32(n), err == nil
}
