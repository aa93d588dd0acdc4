package page

import (
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/ui"
)

// fragments finds words in a text.
func fragments(body string, words ...string) []tandem.Fragment {
	var list []tandem.Fragment
	for _, w := range words {
		at := strings.Index(body, w)
		list = append(list, tandem.Fragment{Start: at, End: at + len(w), Text: w})
	}
	return list
}

func noted(m mark) ui.Piece { return ui.Piece{Note: strings.Join(m.numbers, " ")} }

func laid(list []ui.Piece) string {
	var b strings.Builder
	for _, p := range list {
		b.WriteString(p.Text)
		if p.Note != "" {
			b.WriteString("[" + p.Note + "]")
		}
	}
	return b.String()
}

func TestPiecesMarkWhatIsStillThere(t *testing.T) {
	t.Parallel()
	const body = "Elke avond gooien we brood weg."
	said := [][]tandem.Fragment{
		fragments(body, "gooien we brood"), fragments(body, "brood"), {{Start: 0, End: 4, Text: "Elke", InTitle: true}},
		{{Start: 5, End: 10, Text: "dag"}}, {{Start: 28, End: 400, Text: "weg"}},
	}
	if got, want := laid(pieces(body, said, noted)), "Elke avond gooien we brood[1 2] weg."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestExcerptKeepsMarksAndWholeWords(t *testing.T) {
	t.Parallel()
	filler := strings.Repeat("één zin zonder nieuws ", 20)
	body := filler + "BROOD " + filler + "OVEN " + filler
	list := pieces(body, [][]tandem.Fragment{fragments(body, "BROOD", "OVEN")}, noted)
	got := laid(excerpt(list, len(body)))
	if !strings.Contains(got, "BROOD[1]") || !strings.Contains(got, "OVEN[1]") || strings.Count(got, "…") != 3 || len(got) > 5*beside {
		t.Errorf("got %q", got)
	}
	for word := range strings.FieldsSeq(got) {
		if !strings.Contains(" "+body+" … BROOD[1] OVEN[1] ", word) {
			t.Errorf("%q is cut", word)
		}
	}
	if got := laid(excerpt(list, longText)); got != laid(list) {
		t.Error("a short text is cut")
	}
}
