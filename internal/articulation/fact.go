package articulation

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// sure is the strength from which a sign counts as a fact.
const sure = .5

// facts are what hard rules need to know, as far as the text says it.
func (r *Reader) facts(t *text) tandem.Facts {
	has := func(sign string) bool { return r.strengthOf(t, sign) >= sure }
	f := tandem.Facts{
		Acute:        has("acute"),
		WantsIntern:  has("intern"),
		WantsStaff:   has("cheap_labour"),
		Starter:      has("starter"),
		SectorWide:   has("sector_wide"),
		NoSupervisor: has("no_supervisor"),
		NoBudget:     has("no_budget"),
	}
	if has("confidential") {
		f.Secrecy = tandem.SecrecyAgreement
	}
	for at := range t.tokens {
		if weeks, ok := t.weeks(at); ok && (f.WeeksToDate == nil || weeks < *f.WeeksToDate) {
			f.WeeksToDate = &weeks
		}
		f.Companies = max(f.Companies, t.companies(at))
		if size := t.size(at); size != "" {
			f.Size = size
		}
	}
	return f
}

// word is the word at a place, empty outside the text.
func (t *text) word(at int) string {
	if at < 0 || at >= len(t.tokens) {
		return ""
	}
	return t.tokens[at].word
}

// weeks reads "binnen drie weken", "within two months" and the like. Names of
// months need a calendar and are left to the date the owner fills in.
func (t *text) weeks(at int) (int, bool) {
	if w := t.word(at); w != "binnen" && w != "within" {
		return 0, false
	}
	n, ok := number(t.word(at + 1))
	if !ok {
		return 0, false
	}
	switch unit := t.word(at + 2); {
	case strings.HasPrefix(unit, "dag") || strings.HasPrefix(unit, "day"):
		return n / 7, true
	case unit == "week" || unit == "weken" || unit == "weeks":
		return n, true
	case strings.HasPrefix(unit, "maand") || strings.HasPrefix(unit, "month"):
		return n * 13 / 3, true
	case unit == "jaar" || strings.HasPrefix(unit, "year"):
		return n * 52, true
	}
	return 0, false
}

// companies reads how many firms share the question: "zes bedrijven", "samen met
// twee andere bedrijven".
func (t *text) companies(at int) int {
	n, ok := number(t.word(at))
	if !ok || n < 2 || n > 500 {
		return 0
	}
	noun := t.word(at + 1)
	if noun == "andere" || noun == "other" {
		noun, n = t.word(at+2), n+1
	}
	switch noun {
	case "bedrijven", "ondernemers", "companies", "firms", "businesses", "leden", "winkeliers", "telers", "boeren":
		return n
	}
	return 0
}

// size reads how many people work at the company: "9 pers", "45 man".
func (t *text) size(at int) tandem.CompanySize {
	switch t.word(at) {
	case "zzp", "zzper", "eenmanszaak", "freelancer":
		return tandem.SizeSole
	}
	n, ok := number(t.word(at))
	if !ok || n < 1 || n > 5000 {
		return ""
	}
	switch t.word(at + 1) {
	case "medewerkers", "werknemers", "man", "mensen", "fte", "employees", "people", "pers", "personen", "collega":
		return sized(n)
	}
	return ""
}

func sized(n int) tandem.CompanySize {
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

// number reads digits and the numerals people write out.
func number(word string) (int, bool) {
	if n, err := strconv.Atoi(word); err == nil {
		return n, true
	}
	words := [][]string{
		{"een", "one", "a"}, {"twee", "two"}, {"drie", "three"}, {"vier", "four"}, {"vijf", "five"}, {"zes", "six"},
		{"zeven", "seven"}, {"acht", "eight"}, {"negen", "nine"}, {"tien", "ten"}, {"elf", "eleven"}, {"twaalf", "twelve"},
	}
	for i, list := range words {
		if slices.Contains(list, word) {
			return i + 1, true
		}
	}
	return map[string]int{"vijftien": 15, "twintig": 20, "dertig": 30, "honderd": 100}[word], word == "vijftien" ||
		word == "twintig" || word == "dertig" || word == "honderd"
}
