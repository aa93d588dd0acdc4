package pseudonym_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tandem-hbo/tandem/internal/pseudonym"
	"github.com/tandem-hbo/tandem/internal/sample"
)

func marloes() pseudonym.Known {
	return pseudonym.Known{
		Companies: []string{"Bakkerij Van Dorst B.V."}, People: []string{"Marloes van Dorst-Müller"}, Others: []string{"3111AB"},
	}
}

func TestHide(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ text, want string }{
		"nothing to hide":       {"We gooien elke dag 40 broden weg.", "We gooien elke dag 40 broden weg."},
		"empty":                 {"", ""},
		"mail":                  {"Mail marloes@vandorst.example of info+x@a-b.co.uk.", "Mail [mail] of [mail]."},
		"site":                  {"Zie https://vandorst.example/brood?x=1, of www.brood.nl.", "Zie [website], of [website]."},
		"bare domain":           {"Onze winkel is broodje-gezond.nl/menu!", "Onze winkel is [website]!"},
		"handle":                {"Volg ons op @broodjegezond.", "Volg ons op [naam]."},
		"mobile":                {"Bel 06-12345678 of 06 12 34 56 78.", "Bel [telefoon] of [telefoon]."},
		"area code":             {"Bel (010) 123 45 67 even", "Bel [telefoon] even"},
		"abroad":                {"+31 (0)6 1234 5678, 0031612345678", "[telefoon], [telefoon]"},
		"a date is no phone":    {"Voor 01-02-2027 graag, of 1 mei 2027.", "Voor 01-02-2027 graag, of 1 mei 2027."},
		"register":              {"KvK 12345678; kvk-nummer: 12 34 56 78", "[kvk]; [kvk]"},
		"branch":                {"vestiging 000012345678", "vestiging [kvk]"},
		"account":               {"NL91 ABNA 0417 1643 00 of nl91abna0417164300", "[rekening] of [rekening]"},
		"account abroad":        {"DE89 3704 0044 0532 0130 00 graag", "[rekening] graag"},
		"tax":                   {"btw NL123456789B01", "btw [btw]"},
		"postcode":              {"Wij zitten op 3112 KQ en 3113ab.", "Wij zitten op [postcode] en [postcode]."},
		"a known postcode":      {"Wij zitten op 3111 ab in Schiedam", "Wij zitten op [gegeven] in Schiedam"},
		"years and weights":     {"In 2024 en 2025 kochten we 1500kg meel.", "In 2024 en 2025 kochten we 1500kg meel."},
		"street":                {"Kom naar Lange Kerkstraat 12b.", "Kom naar Lange [adres]."},
		"company":               {"Bij bakkerij van dorst b.v. bakken we.", "Bij [naam]. bakken we."},
		"company in capitals":   {"BAKKERIJ VAN DORST groeit", "[naam] groeit"},
		"what the company does": {"Onze bakkerij groeit", "Onze bakkerij groeit"},
		"as in a site":          {"Zoek op vandorst en bakkerijvandorst", "Zoek op [naam] en [naam]"},
		"first name":            {"Groet, Marloes", "Groet, [naam]"},
		"family name":           {"vraag mevrouw Van Dorst", "vraag mevrouw [naam]"},
		"accents":               {"Marlóes Muller en MÜLLER", "[naam] [naam] en [naam]"},
		"combining accents":     {"Mu\u0308ller belt", "[naam] belt"},
		"genitive":              {"Marloes' idee en Dorsts brood", "[naam]' idee en [naam] brood"},
		"whole words only":      {"Bedorstig dorstig", "Bedorstig dorstig"},
		"a name over two lines": {"Marloes\nvan Dorst", "[naam]\n[naam]"},
		"stand-ins stay":        {"[naam] belt [telefoon]", "[naam] belt [telefoon]"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := pseudonym.Hide(tt.text, marloes())
			if got != tt.want {
				t.Errorf("Hide(%q) = %q, want %q", tt.text, got, tt.want)
			}
			if again := pseudonym.Hide(got, marloes()); again != got {
				t.Errorf("hidden twice: got %q, want %q", again, got)
			}
		})
	}
}

// A name that is also a stand-in does no harm.
func TestHideNamesLikeStandIns(t *testing.T) {
	t.Parallel()
	known := pseudonym.Known{Companies: []string{"Mail"}, People: []string{"Naam Adres"}}
	if got, want := pseudonym.Hide("Naam mailt a@b.nl vanaf adres", known), "[naam] mailt [mail] vanaf [naam]"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzHide(f *testing.F) {
	for _, s := range []string{
		"Groet, Marloes van Dorst, 06-12345678", "a@b.nl0612345678", "[[naam]]", "NL91ABNA0417164300 3111 AB", "[na\x00am] dorst",
		"www.a.nl@b.com", "é́Dorst's 12345678", "+31 6 12 34 56 78kvk 12.34.56.78", "\xff@\xfe.nl",
	} {
		f.Add(s, "Bakkerij Van Dorst", "Marloes van Dorst")
	}
	f.Add("naam [naam] [mail]", "naam", "mail adres")
	for _, c := range sample.Corpus(f, "testdata/hide.corpus") {
		f.Add(c[0], c[1], c[2])
	}
	f.Fuzz(func(t *testing.T, text, company, person string) {
		known := pseudonym.Known{Companies: []string{company}, People: []string{person}}
		got := pseudonym.Hide(text, known)
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Errorf("Hide(%q) = %q, want text that can be stored", text, got)
		}
		if again := pseudonym.Hide(got, known); again != got {
			t.Errorf("hidden once %q, twice %q", got, again)
		}
		if pseudonym.Hide("x", known) == "x" && strings.Contains(pseudonym.Hide(text+" z@y.nl", known), "z@y.nl") {
			t.Errorf("a mail address stays in %q", text)
		}
	})
}
