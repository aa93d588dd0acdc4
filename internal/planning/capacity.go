package planning

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/tandem-hbo/tandem/internal/allocation"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// capacity turns what is left in the ledger into what a plan may give. The places
// that the plan in force holds count as free: the new plan may keep or move them,
// and takes them over when it is approved.
func (s *Service) capacity(ctx context.Context, ask *request, r *round, f *facts) error {
	inForce, err := s.db.PlanInForce(ctx, ask.period.ID)
	if err != nil && !errors.Is(err, tandem.NotFound) {
		return err
	}
	f.inForce = inForce.ID
	own := ownHolds{offering: map[tandem.ID[tandem.Offering]]int32{}}
	if err := s.ownHolds(ctx, r, f.inForce, own); err != nil {
		return err
	}
	taxonomy, err := s.db.Taxonomy(ctx)
	if err != nil {
		return err
	}
	for i := range r.offerings {
		o := &r.offerings[i]
		most := small(o.Free()) + own.offering[o.ID]
		o.Places, o.Taken, o.Held = int(most), 0, 0
		form, _ := taxonomy.Form(o.Form)
		f.offerings = append(f.offerings, offeringFacts{
			id: o.ID, lecturer: allocation.Nobody, least: min(small(o.Least), most), most: most, effort: points(form.Thresholds.Education),
		})
	}
	return s.budgets(ctx, ask, r, f, own)
}

// ownHolds counts what the plan in force still holds.
type ownHolds struct {
	offering map[tandem.ID[tandem.Offering]]int32
}

func (s *Service) ownHolds(ctx context.Context, r *round, plan tandem.ID[tandem.Plan], own ownHolds) error {
	r.held = map[tandem.ID[tandem.Question]]int32{}
	if plan.IsZero() {
		return nil
	}
	holds, err := s.db.HoldsOfPlan(ctx, plan)
	if err != nil {
		return fmt.Errorf("find what the plan in force holds: %w", err)
	}
	for _, h := range holds {
		at, found := slices.BinarySearchFunc(r.offerings, h.OfferingID, func(o tandem.OfferingDetail, id tandem.ID[tandem.Offering]) int {
			return slices.Compare(o.ID.UUID[:], id.UUID[:])
		})
		if h.Kind == tandem.HoldPlan && found {
			own.offering[h.OfferingID]++
			r.held[h.QuestionID] = small(at)
		}
	}
	return nil
}

// budgets adds lecturers and programmes that bound what their offerings take
// together. Hours become places by the most that one of the lecturer's places
// costs, so that a plan never asks for more hours than there are. Promises that
// must stay are places already, whatever they cost.
func (s *Service) budgets(ctx context.Context, ask *request, r *round, f *facts, own ownHolds) error {
	supervision, err := s.db.Supervision(ctx, ask.period.ID)
	if err != nil {
		return err
	}
	caps, err := s.db.ProgrammeCaps(ctx, ask.period.ID)
	if err != nil {
		return err
	}
	programmes := f.addProgrammes(r, caps, own)
	hours := map[tandem.ID[tandem.Person]]int{}
	for _, v := range supervision {
		if free, limited := v.Free(); limited {
			hours[v.LecturerID] = free
		}
	}
	f.addLecturers(desksOf(r, programmes, own), hours, ask.rules.MoveNever)
	return nil
}

// addProgrammes lists the programmes that have a cap, and where each stands.
func (f *facts) addProgrammes(r *round, caps []tandem.ProgrammeCap, own ownHolds) map[tandem.ID[tandem.Programme]]int32 {
	at := map[tandem.ID[tandem.Programme]]int32{}
	slices.SortFunc(caps, func(a, b tandem.ProgrammeCap) int {
		return slices.Compare(a.ProgrammeID.UUID[:], b.ProgrammeID.UUID[:])
	})
	for _, c := range caps {
		free, limited := c.Free()
		if !limited {
			continue
		}
		at[c.ProgrammeID] = small(len(f.programmes))
		for i := range r.offerings {
			if r.offerings[i].ProgrammeID == c.ProgrammeID {
				free += int(own.offering[r.offerings[i].ID])
			}
		}
		f.programmes = append(f.programmes, programmeFacts{id: c.ProgrammeID, most: small(free)})
	}
	return at
}

// desk is a lecturer's offerings below one programme.
type desk struct {
	lecturer  tandem.ID[tandem.Person]
	programme int32
	offerings []int
	places    int
	dearest   int // hours of the dearest place
	held      int // hours that the plan in force holds
	promised  int // places that it holds
}

// add counts a desk's offerings in with those of all of a lecturer's desks.
func (d *desk) add(other *desk) {
	d.places += other.places
	d.held += other.held
	d.dearest = max(d.dearest, other.dearest)
}

// most is how many places a lecturer's free hours make at a desk, of all that the
// lecturer has.
func (d *desk) most(all *desk, free int, stay bool) int32 {
	if stay {
		return small(d.promised) + portion(free/all.dearest, d.places, all.places)
	}
	return portion((free+all.held)/all.dearest, d.places, all.places)
}

// addLecturers lists who must be bounded: those with a limit on their hours, and
// those whose programme has a cap. A lecturer of several programmes, of which one
// has a cap, is split: their hours are shared out by places. stay tells that no
// promise of the plan in force may move.
func (f *facts) addLecturers(desks []desk, hours map[tandem.ID[tandem.Person]]int, stay bool) {
	total := map[tandem.ID[tandem.Person]]*desk{}
	for i := range desks {
		t := total[desks[i].lecturer]
		if t == nil {
			t = &desk{}
			total[desks[i].lecturer] = t
		}
		t.add(&desks[i])
	}
	for i := range desks {
		d, t := &desks[i], total[desks[i].lecturer]
		free, limited := hours[d.lecturer]
		limited = limited && t.dearest > 0
		if !limited && d.programme == allocation.Nobody {
			continue
		}
		most := int32(allocation.Unlimited)
		if limited {
			most = d.most(t, free, stay)
		}
		for _, o := range d.offerings {
			f.offerings[o].lecturer = small(len(f.lecturers))
		}
		f.lecturers = append(f.lecturers, lecturerFacts{id: d.lecturer, programme: d.programme, most: most})
	}
}

// portion is the part of some places that falls to part of all.
func portion(places, part, all int) int32 {
	if all == 0 || part == all {
		return small(places)
	}
	return small(places * part / all)
}

func desksOf(r *round, programmes map[tandem.ID[tandem.Programme]]int32, own ownHolds) []desk {
	type key struct {
		lecturer  tandem.ID[tandem.Person]
		programme int32
	}
	at := map[key]int{}
	var list []desk
	for i := range r.offerings {
		o := &r.offerings[i]
		k := key{o.LecturerID, allocation.Nobody}
		if p, ok := programmes[o.ProgrammeID]; ok {
			k.programme = p
		}
		n, ok := at[k]
		if !ok {
			n = len(list)
			at[k], list = n, append(list, desk{lecturer: k.lecturer, programme: k.programme})
		}
		d := &list[n]
		d.offerings, d.places = append(d.offerings, i), d.places+o.Places
		d.dearest = max(d.dearest, o.Hours)
		d.held += int(own.offering[o.ID]) * o.Hours
		d.promised += int(own.offering[o.ID])
	}
	return list
}
