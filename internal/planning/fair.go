package planning

import (
	"cmp"
	"slices"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// fairness tells how each group fared, the largest of a division first.
func (p *picture) fairness() []tandem.FairRow {
	var list []tandem.FairRow
	for _, kind := range tandem.FairKinds() {
		class, keys := p.classes(kind)
		shares := allocation.Fairness(p.problem.Problem, p.placed, class, len(keys))
		var rows []tandem.FairRow
		for i, s := range shares {
			if s.Questions == 0 {
				continue
			}
			row := tandem.FairRow{Kind: kind, Key: keys[i], Asked: s.Questions, Served: s.Served}
			if kind == tandem.GroupProgramme {
				row.Asked = 0
			}
			if s.Served > 0 {
				row.Company, row.Education = share01(s.Company, s.Served), share01(s.Education, s.Served)
			}
			rows = append(rows, row)
		}
		slices.SortStableFunc(rows, func(a, b tandem.FairRow) int {
			return cmp.Or(b.Asked-a.Asked, b.Served-a.Served, cmp.Compare(a.Key, b.Key))
		})
		list = append(list, rows...)
	}
	return list
}

// classes names each question's group of a division.
func (p *picture) classes(kind tandem.GroupKind) (class []int32, keys []string) {
	class = make([]int32, len(p.facts.questions))
	if kind == tandem.GroupProgramme {
		var names dictionary
		for q, o := range p.placed {
			class[q] = allocation.Nobody
			if o != allocation.Nobody {
				class[q] = names.word(p.offerings[o].Programme)
			}
		}
		return class, names.words
	}
	for q := range p.facts.questions {
		f := &p.facts.questions[q]
		switch kind {
		case tandem.GroupRegion:
			class[q] = f.region
		case tandem.GroupSector:
			class[q] = f.sector
		case tandem.GroupSize:
			class[q] = int32(f.size)
		case tandem.GroupFirst:
			class[q] = small(int(flag(f.first)))
		}
	}
	switch kind {
	case tandem.GroupSize:
		for _, size := range tandem.CompanySizes() {
			keys = append(keys, string(size))
		}
	case tandem.GroupFirst:
		keys = []string{tandem.CameAgain, tandem.FirstTime}
	default:
		keys = p.facts.words
	}
	return class, keys
}
