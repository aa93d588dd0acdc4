package intake

import (
	"cmp"
	_ "embed" // the table of postcodes
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

//go:embed postcodes.tsv
var postcodeTable string

// span is a range of first four digits that lie in one province.
type span struct {
	from, to int
	province string
}

// postcodeSpans reads the embedded table once; its rows are in order.
var postcodeSpans = sync.OnceValues(func() ([]span, error) {
	var spans []span
	for line := range strings.Lines(postcodeTable) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var s span
		if _, err := fmt.Sscanf(line, "%d %d %s", &s.from, &s.to, &s.province); err != nil {
			return nil, fmt.Errorf("read postcode table: %q: %w", line, err)
		}
		spans = append(spans, s)
	}
	return spans, nil
})

// Province returns the province of a postcode as parsePostcode gives it. Not
// ok: nothing is handed out there.
func Province(postcode string) (string, bool) {
	digits, err := pc4(postcode)
	spans, tableErr := postcodeSpans()
	if err != nil || tableErr != nil {
		return "", false
	}
	i, found := slices.BinarySearchFunc(spans, digits, func(s span, n int) int {
		switch {
		case n < s.from:
			return 1
		case n > s.to:
			return -1
		}
		return 0
	})
	if !found {
		return "", false
	}
	return spans[i].province, true
}

// parsePostcode reads 1234AB, 1234 ab and the like. The letters SA, SD and SS
// are never handed out.
func parsePostcode(typed string) (string, bool) {
	code := strings.ToUpper(strings.Join(strings.Fields(typed), ""))
	valid, err := regexp.MatchString(`^[1-9][0-9]{3}[A-Z]{2}$`, code)
	if err != nil || !valid || slices.Contains([]string{"SA", "SD", "SS"}, code[4:]) {
		return "", false
	}
	return code, true
}

func pc4(postcode string) (int, error) {
	if len(postcode) < 4 {
		return 0, fmt.Errorf("postcode %q: %w", postcode, tandem.Invalid)
	}
	return strconv.Atoi(postcode[:4])
}

// Nearest picks the desk that answers a question from a postcode: the one whose
// first four digits differ least, the lowest name where two are as near. The
// digits run roughly by region, so this needs no map, and everybody can check
// it. The error is Unavailable when there is no desk at all.
func Nearest(postcode string, desks []tandem.Institution) (tandem.Institution, error) {
	if len(desks) == 0 {
		return tandem.Institution{}, tandem.Fail(tandem.Unavailable, "no_desk")
	}
	home, err := pc4(postcode)
	if err != nil {
		return tandem.Institution{}, fmt.Errorf("choose desk: %w", err)
	}
	return slices.MinFunc(desks, func(a, b tandem.Institution) int {
		return cmp.Or(cmp.Compare(distance(a, home), distance(b, home)), cmp.Compare(a.Name, b.Name))
	}), nil
}

func distance(d tandem.Institution, home int) int {
	at, err := pc4(d.Postcode)
	if err != nil {
		return 1 << 20 // the database demands a postcode; farther than any
	}
	return max(at-home, home-at)
}
