package allocation

// Room is the cutoff of what still has a place; Closed that of what is full of
// fixed questions, which give way to nobody.
const (
	Room   int64 = -1
	Closed int64 = nothing
)

// Cutoffs are what a stable plan's places ask: by offering, lecturer and programme
// the least that education gains from a question that has a place there, or Room.
// Who would rather be somewhere gains education no more than the cutoff of the
// smallest of them that is full, so that the cutoffs prove the plan stable. They
// stand in the lists of prices; groups have none.
func Cutoffs(p *Problem, placed []int32) Prices {
	b := newBlocking(p, placed)
	all := make([]int64, len(b.least))
	for v := range all {
		all[v] = Room
		if b.filled[v] >= b.levels.most[v] {
			all[v] = int64(b.least[v].education)
		}
	}
	teach, study := len(p.Offerings), len(p.Offerings)+len(p.Lecturers)
	return Prices{Offerings: all[:teach:teach], Lecturers: all[teach:study:study], Programmes: all[study:]}
}
