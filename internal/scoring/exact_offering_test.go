package scoring

import (
	"fmt"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// offering draws something a programme offers.
func (d drawer) offering(number int) tandem.OfferingDetail {
	start := asking().Truncate(24*time.Hour).AddDate(0, 0, 30+d.IntN(200))
	o := tandem.OfferingDetail{
		Offering: tandem.Offering{
			Title: fmt.Sprint(number), Form: pick(d, d.m.taxonomy.Forms).Key, Places: d.IntN(4), Language: tandem.Dutch,
			Secrecy: pick(d, tandem.SecrecyLevels()), City: pick(d, []string{"Rotterdam", "Groningen", ""}),
			Deadline: start.AddDate(0, 0, -d.IntN(40)),
		},
		Start: start, End: start.AddDate(0, 0, 70+d.IntN(100)),
	}
	for _, out := range d.m.taxonomy.Outcomes {
		if d.IntN(4) == 0 {
			o.Wishes = append(o.Wishes, tandem.Wish{Outcome: out.Key, Weight: d.between(.1, 1)})
		}
	}
	return o
}

// Among offerings too a wish that is said to bring one to the top does so, also
// past the offerings that the page does not show.
func TestCounterfactualsFlipOfferings(t *testing.T) {
	t.Parallel()
	m := loaded(t)
	d := newDrawer(m, 7)
	flips := 0
	for range 1_000 {
		q := d.question()
		offered := make([]tandem.OfferingDetail, 60)
		for i := range offered {
			offered[i] = d.offering(i)
		}
		for _, r := range m.Offerings(&q, offered, asking(), 10) {
			for _, c := range r.Changes {
				if c.Code != ChangeOtherWish {
					continue
				}
				flips++
				changed := m.Apply(q, c)
				if top := m.Offerings(&changed, offered, asking(), 1)[0]; top.Offering.Title != r.Offering.Title {
					t.Fatalf("after %+v %s stands on top, want %s", c, top.Offering.Title, r.Offering.Title)
				}
			}
		}
	}
	if flips < 500 {
		t.Errorf("%d turns, want more to mean anything", flips)
	}
}
