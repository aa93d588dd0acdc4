package demo

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// companies is how many there are.
const companies = 150

// company is an invented firm with the person who asks.
type company struct {
	name, sector string
	contact      string
	mail, phone  string
	kvk          string
	postcode     string
	desk         tandem.ID[tandem.Institution]
	size         tandem.CompanySize
}

// makeCompanies spreads companies over trades and towns.
func (w *world) makeCompanies(n int) []company {
	sectors := slices.Sorted(maps.Keys(w.words.Trades))
	sizes := []tandem.CompanySize{tandem.SizeMicro, tandem.SizeSmall, tandem.SizeSmall, tandem.SizeSole, tandem.SizeMedium}
	list := make([]company, n)
	for i := range list {
		sector, family := sectors[i%len(sectors)], pick(w.words.Families, i*7+i/14)
		trade, place := pick(w.words.Trades[sector], i/len(sectors)), pick(w.words.Towns, i)
		name, first := trade+" "+family, pick(w.words.FirstNames, i*3+i/20)
		list[i] = company{
			name: name, sector: sector, contact: first + " " + strings.TrimSuffix(family, " & Zn."),
			mail:  fmt.Sprintf("%s@%s.example", mailbox(first), strings.ReplaceAll(mailbox(name), ".", "-")),
			phone: fmt.Sprintf("06 555 %05d", 10000+i*37), kvk: fmt.Sprintf("%08d", 90000000+i*1237),
			postcode: place.Postcode + string(rune('A'+i%20)) + string(rune('B'+i%19)),
			desk:     w.byCode[place.Institution], size: pick(sizes, i),
		}
	}
	return list
}

// pick takes the i-th of a list, round and round.
func pick[T any](list []T, i int) T { return list[i%len(list)] }
