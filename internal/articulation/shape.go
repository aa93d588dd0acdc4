package articulation

import (
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// shape names how a text looks and who wrote it: its length, its marks, the
// sector and size of the company. These are signs like any other.
func (r *Reader) shape(t *text) []string {
	list := make([]string, 0, 16)
	words := len(t.tokens)
	for _, l := range []struct {
		below int
		name  string
	}{
		{12, "shape.below_12"}, {20, "shape.below_20"}, {30, "shape.below_30"}, {45, "shape.below_45"},
		{60, "shape.below_60"}, {80, "shape.below_80"}, {120, "shape.below_120"},
	} {
		if words < l.below {
			list = append(list, l.name)
		}
	}
	body := t.source.Body
	if _, after, asks := strings.Cut(body, "?"); asks {
		list = append(list, "shape.asks")
		if strings.IndexByte(after, '?') >= 0 {
			list = append(list, "shape.asks_twice")
		}
	}
	if strings.IndexByte(body, '!') >= 0 {
		list = append(list, "shape.calls_out")
	}
	if strings.IndexByte(body, '\n') >= 0 {
		list = append(list, "shape.in_lines")
	}
	if sign := r.sectors[t.source.Sector]; sign != "" {
		list = append(list, sign)
	}
	return append(list, sizeSign(t.source.Size))
}

// sizeSign names the size of a company; sole traders are micro companies.
func sizeSign(s tandem.CompanySize) string {
	switch s {
	case tandem.SizeSole, tandem.SizeMicro:
		return sizePrefix + string(tandem.SizeMicro)
	case tandem.SizeSmall, tandem.SizeMedium:
		return sizePrefix + string(s)
	case tandem.SizeLarge:
		return sizePrefix + string(tandem.SizeMedium)
	}
	return sizePrefix + string(tandem.SizeUnknown)
}

// What is known of the company is a sign with one of these before its name.
const (
	sectorPrefix = "sector."
	sizePrefix   = "size."
)

// IsShape reports whether a sign tells how a text looks or who wrote it, rather
// than what it says: its name has a group before a point.
func IsShape(sign string) bool { return strings.Contains(sign, ".") }
