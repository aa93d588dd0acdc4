package text_test

import (
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
)

// words turns a list of codes into strings.
func words[T ~string](codes []T) []string {
	list := make([]string, len(codes))
	for i, c := range codes {
		list[i] = string(c)
	}
	return list
}

func TestEveryCodeHasASentence(t *testing.T) {
	t.Parallel()
	groups := map[string][]string{
		"question_owner": words(tandem.QuestionStates()), "role": words(tandem.Roles()), "field": words(tandem.Fields()),
		"secrecy": words(tandem.SecrecyLevels()), "delay": words(tandem.Delays()), "size": words(tandem.CompanySizes()),
		"ip": words(tandem.IPChoices()), "referral": words(tandem.Referrals()), "decline_reason": words(tandem.DeclineReasons()),
		"language_name": {string(tandem.Dutch), string(tandem.English)},
		"tempo":         {string(tandem.TempoFast), string(tandem.TempoConvertible), string(tandem.TempoSlow)},
		"articulation":  {string(tandem.ArticulationNone), string(tandem.ArticulationSome), string(tandem.ArticulationMuch)},
	}
	for _, m := range tandem.Machines() {
		groups[m.Thing+"_state"] = m.States
	}
	for _, lang := range text.Langs() {
		p := text.For(lang)
		for group, codes := range groups {
			for _, code := range codes {
				if !p.Has(group, code) {
					t.Errorf("%s has no words for %s %s", lang, group, code)
				}
			}
			if got, want := len(p.Codes(group)), len(codes); got != want {
				t.Errorf("%s has %d words for %s, want %d", lang, got, group, want)
			}
		}
	}
}
