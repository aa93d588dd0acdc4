package catalog_test

import (
	"context"
	"errors"
	"testing"

	"github.com/tandem-hbo/tandem/internal/catalog"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// held gives the bundle's offering, of 20 hours a place, a place that is held.
func (b bundle) held(t *testing.T) tandem.Offering {
	t.Helper()
	ctx, o := context.Background(), b.offering()
	o.Hours = 20
	q := sample.Submitted(b.institution)
	q.State = tandem.QuestionOpen
	ends := sample.At().AddDate(0, 0, 7)
	err := b.db.Quietly(ctx, func(tx *postgres.Tx) error {
		if err := errors.Join(tx.InsertOffering(ctx, o), tx.InsertQuestion(ctx, q, q.ID.String())); err != nil {
			return err
		}
		_, err := tx.InsertHolds(ctx, []tandem.Hold{{QuestionID: q.ID, OfferingID: o.ID, Kind: tandem.HoldSoft, EndsAt: &ends}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// limits asks for hours of the bundle's lecturer and a cap of its programme.
func (b bundle) limits(hours, most *int) catalog.Room {
	return catalog.Room{
		Lecturers:  []tandem.Supervision{{LecturerID: b.lecturer.PersonID, Hours: hours}},
		Programmes: []tandem.ProgrammeCap{{ProgrammeID: b.programme.ID, Most: most}},
	}
}

func TestSaveRoom(t *testing.T) {
	t.Parallel()
	n := func(n int) *int { return &n }
	for name, c := range map[string]struct {
		hours, most *int
		faults      []string // lecturer or programme
	}{
		"no limits":          {nil, nil, nil},
		"just what is held":  {n(20), n(1), nil},
		"the most there is":  {n(10000), n(10000), nil},
		"fewer hours":        {n(19), n(1), []string{"hours"}},
		"fewer places":       {n(20), n(0), []string{"most"}},
		"both, and too many": {n(-1), n(10001), []string{"hours", "most"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.held(t)
			err := b.service.SaveRoom(context.Background(), b.coordinator, b.period, b.limits(c.hours, c.most))
			room, failed := b.service.Room(context.Background(), b.coordinator, b.period)
			if failed != nil || len(room.Lecturers) != 1 || len(room.Programmes) != 1 {
				t.Fatalf("room: %+v, %v", room, failed)
			}
			if c.faults == nil {
				if err != nil || !same(room.Lecturers[0].Hours, c.hours) || !same(room.Programmes[0].Most, c.most) {
					t.Errorf("room: %+v, %v", room, err)
				}
				return
			}
			fields := map[string]string{"hours": "hours." + b.lecturer.PersonID.String(), "most": "most." + b.programme.ID.String()}
			for i, field := range c.faults {
				c.faults[i] = fields[field]
			}
			wantFault(t, err, tandem.Invalid, c.faults...)
			if room.Lecturers[0].Hours != nil || room.Programmes[0].Most != nil {
				t.Errorf("a refused room was kept: %+v", room)
			}
		})
	}
}

func same(a, b *int) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }

// TestSaveRoomWritesWhatChanges: a page holds all limits of a period, of which
// somebody changes one. Others are not written again, and those of people who have
// nothing to do with the period are not written at all.
func TestSaveRoomWritesWhatChanges(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	db, tx := pgtest.Raw(t, pgtest.Noon)
	b := setupOn(t, db)
	b.held(t)
	version := func(sql string) (at string) {
		t.Helper()
		if err := tx.QueryRow(ctx, sql, b.period.ID.UUID).Scan(&at); err != nil {
			t.Fatal(err)
		}
		return at
	}
	const lecturers, programmes = `SELECT ctid::text FROM supervision WHERE period_id = $1`, `SELECT ctid::text FROM programme_caps WHERE period_id = $1`
	hours, most := 40, 3
	if err := b.service.SaveRoom(ctx, b.coordinator, b.period, b.limits(&hours, &most)); err != nil {
		t.Fatal(err)
	}
	kept, capped := version(lecturers), version(programmes)
	more, next := 4, b.limits(&hours, nil)
	next.Programmes[0].Most = &more
	next.Lecturers = append(next.Lecturers, tandem.Supervision{LecturerID: b.admin.PersonID, Hours: &hours})
	if err := b.service.SaveRoom(ctx, b.coordinator, b.period, next); err != nil {
		t.Fatal(err)
	}
	if got := version(lecturers); got != kept { // one row still, and that one
		t.Errorf("the hours are at %s, were at %s: written again", got, kept)
	}
	if version(programmes) == capped {
		t.Error("the cap was not written")
	}
}

func TestRoomIsForCoordinators(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	for name, by := range map[string]tandem.Actor{"a lecturer": b.lecturer, "nobody": {}} {
		if _, err := b.service.Room(ctx, by, b.period); !errors.Is(err, tandem.Denied) {
			t.Errorf("%s reads: %v", name, err)
		}
		if err := b.service.SaveRoom(ctx, by, b.period, catalog.Room{}); !errors.Is(err, tandem.Denied) {
			t.Errorf("%s writes: %v", name, err)
		}
	}
}
