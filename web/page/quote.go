package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/ui"
)

// mark is a stretch of the text that numbered results stand on.
type mark struct {
	start, end int
	numbers    []string
}

// marks lists the fragments in the order of the text, numbered by their place in
// said, from 1. Fragments of the title, of a text that has changed since are left
// out; one that overlaps an earlier one adds its number to that.
func marks(body string, said [][]tandem.Fragment) []mark {
	var all []mark
	for i, fragments := range said {
		for _, f := range fragments {
			if !f.InTitle && f.Start >= 0 && f.Start < f.End && f.End <= len(body) && body[f.Start:f.End] == f.Text {
				all = append(all, mark{f.Start, f.End, []string{strconv.Itoa(i + 1)}})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b mark) int { return cmp.Compare(a.start, b.start) })
	var apart []mark
	for _, m := range all {
		last := len(apart) - 1
		if last < 0 || m.start >= apart[last].end {
			apart = append(apart, m)
		} else if !slices.Contains(apart[last].numbers, m.numbers[0]) {
			apart[last].numbers = append(apart[last].numbers, m.numbers[0])
			slices.Sort(apart[last].numbers)
		}
	}
	return apart
}

// marked is a text with the fragments marked, in paragraphs; note says what a
// mark says and where it leads.
func marked(body string, said [][]tandem.Fragment, note func(mark) ui.Piece) ui.Quote {
	return ui.Quote{Paragraphs: paragraphs(pieces(body, said, note))}
}

func pieces(body string, said [][]tandem.Fragment, note func(mark) ui.Piece) []ui.Piece {
	at := 0
	var list []ui.Piece
	for _, m := range marks(body, said) {
		piece := note(m)
		piece.Text = body[m.start:m.end]
		list = append(list, ui.Piece{Text: body[at:m.start]}, piece)
		at = m.end
	}
	return append(list, ui.Piece{Text: body[at:]})
}

// paragraphs breaks pieces at line ends; a mark that runs over one stays whole.
func paragraphs(pieces []ui.Piece) [][]ui.Piece {
	var list [][]ui.Piece
	var open []ui.Piece
	for _, piece := range pieces {
		if piece.Note != "" {
			open = append(open, piece)
			continue
		}
		lines := strings.Split(piece.Text, "\n")
		for i, line := range lines {
			if i > 0 && len(open) > 0 {
				list, open = append(list, open), nil
			}
			if line != "" {
				open = append(open, ui.Piece{Text: line})
			}
		}
	}
	if len(open) > 0 {
		list = append(list, open)
	}
	return list
}

// A text longer than longText is shown around its marks: of what stands between
// them not more than beside letters on each side.
const (
	longText = 500
	beside   = 90
)

// excerpt shortens what stands between the marks of a long text.
func excerpt(list []ui.Piece, length int) []ui.Piece {
	if length <= longText {
		return list
	}
	short := slices.Clone(list)
	for i, p := range short {
		if p.Note != "" || len(p.Text) <= 2*beside {
			continue
		}
		var before, after string
		if i > 0 {
			before = head(p.Text, beside)
		}
		if i < len(list)-1 {
			after = tail(p.Text, beside)
		}
		short[i].Text = before + " … " + after
	}
	return short
}

// head is the beginning of a text, up to a blank.
func head(s string, n int) string {
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	if cut := strings.LastIndexAny(s[:n], " \n"); cut > 0 {
		n = cut
	}
	return s[:n]
}

// tail is the end of a text, from a blank.
func tail(s string, n int) string {
	from := len(s) - n
	for from < len(s) && !utf8.RuneStart(s[from]) {
		from++
	}
	if cut := strings.IndexAny(s[from:], " \n"); cut >= 0 {
		from += cut + 1
	}
	return s[from:]
}
