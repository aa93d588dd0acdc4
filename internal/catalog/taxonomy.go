package catalog

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/tandem-hbo/tandem/internal/job"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/internal/taxonomy"
)

// EnsureTaxonomy stores the study's taxonomy as version 1 when there is none.
// Two processes that start at once do no harm: one of them comes first.
func (s *Service) EnsureTaxonomy(ctx context.Context) error {
	if _, err := s.db.Taxonomy(ctx); !errors.Is(err, tandem.NotFound) {
		return err
	}
	first, err := taxonomy.Load()
	if err != nil {
		return err
	}
	first.Version, first.Author = 1, tandem.SystemActor().Name
	err = s.insert(ctx, tandem.SystemActor(), first)
	if errors.Is(err, tandem.Conflict) {
		return nil
	}
	return err
}

// Taxonomy reads the newest version.
func (s *Service) Taxonomy(ctx context.Context) (tandem.Taxonomy, error) { return s.db.Taxonomy(ctx) }

// TaxonomyVersions lists all versions, newest first.
func (s *Service) TaxonomyVersions(ctx context.Context) ([]tandem.Taxonomy, error) {
	return s.db.TaxonomyVersions(ctx)
}

// TaxonomyVersion reads one version and how it differs from the one before.
func (s *Service) TaxonomyVersion(ctx context.Context, version int) (tandem.Taxonomy, []tandem.TaxonomyChange, error) {
	now, err := s.db.TaxonomyVersion(ctx, version)
	if err != nil || version == 1 {
		return now, nil, err
	}
	before, err := s.db.TaxonomyVersion(ctx, version-1)
	if err != nil {
		return now, nil, err
	}
	return now, taxonomy.Diff(before, now), nil
}

// Yields tells what evaluations measured.
func (s *Service) Yields(ctx context.Context) ([]tandem.Yield, error) { return s.db.Yields(ctx) }

// FormNotes lists what both sides wrote about a form. Only staff may read it.
func (s *Service) FormNotes(ctx context.Context, by tandem.Actor, form tandem.FormKey) ([]tandem.FormNote, error) {
	if len(by.Memberships) == 0 {
		return nil, tandem.Denied
	}
	return s.db.FormNotes(ctx, form)
}

// Edit tells on which version an edit of the taxonomy stands, and why it is
// made.
type Edit struct {
	Base int
	Note string
}

// EditForm makes a new version in which one form and the cells given differ,
// and returns its number. When another version was saved meanwhile it is a
// Conflict with code taxonomy_changed. Errors: Denied, Invalid with fields named
// as taxonomy.Validate names them.
func (s *Service) EditForm(ctx context.Context, by tandem.Actor, e Edit, form tandem.CollaborationForm, cells []tandem.Cell) (int, error) {
	return s.edit(ctx, by, e, func(t *tandem.Taxonomy) {
		for i := range t.Forms {
			if t.Forms[i].Key == form.Key {
				form.Code = t.Forms[i].Code
				t.Forms[i] = form
			}
		}
		for _, cell := range cells {
			replaceCell(t.Cells, cell)
		}
	})
}

// EditOutcome is EditForm for one outcome.
func (s *Service) EditOutcome(ctx context.Context, by tandem.Actor, e Edit, outcome tandem.Outcome) (int, error) {
	return s.edit(ctx, by, e, func(t *tandem.Taxonomy) {
		for i := range t.Outcomes {
			if t.Outcomes[i].Key == outcome.Key {
				t.Outcomes[i] = outcome
			}
		}
	})
}

// replaceCell takes over what an administrator may change; the sources stay.
func replaceCell(cells []tandem.Cell, with tandem.Cell) {
	for i := range cells {
		if cells[i].Outcome == with.Outcome && cells[i].Form == with.Form {
			with.Sources = cells[i].Sources
			cells[i] = with
		}
	}
}

func (s *Service) edit(ctx context.Context, by tandem.Actor, e Edit, apply func(*tandem.Taxonomy)) (int, error) {
	if err := policy.ManageTaxonomy(by); err != nil {
		return 0, err
	}
	old, err := s.db.Taxonomy(ctx)
	if err != nil {
		return 0, err
	}
	if old.Version != e.Base {
		return 0, tandem.Fail(tandem.Conflict, "taxonomy_changed")
	}
	next := old
	next.Forms, next.Outcomes, next.Cells = slices.Clone(old.Forms), slices.Clone(old.Outcomes), slices.Clone(old.Cells)
	apply(&next)
	trim(&e.Note)
	next.Version, next.Note, next.Author = e.Base+1, e.Note, by.Name
	if err := checkEdit(old, next); err != nil {
		return 0, err
	}
	err = s.insert(ctx, by, next)
	if errors.Is(err, tandem.Conflict) {
		return 0, tandem.FailWith(tandem.Conflict, "taxonomy_changed", err)
	}
	return next.Version, err
}

// checkEdit joins what the taxonomy's own rules find with those of an edit: it
// says why it was made, and it changes something.
func checkEdit(old, next tandem.Taxonomy) error {
	var c checker
	c.words("note", next.Note, maxSummary)
	var known *tandem.Error
	if err := taxonomy.Validate(next); errors.As(err, &known) {
		c.faults = append(c.faults, known.Fields...)
	} else if err != nil {
		return err
	}
	c.must(len(taxonomy.Diff(old, next)) > 0, "note", "nothing_changed", 0)
	return c.err()
}

func (s *Service) insert(ctx context.Context, by tandem.Actor, t tandem.Taxonomy) error {
	version := strconv.Itoa(t.Version)
	e := tandem.Event{
		Action: "taxonomy.changed", SubjectKind: "taxonomy", SubjectID: version, SubjectName: version,
		Detail: map[string]string{"note": t.Note},
	}
	return s.change(ctx, by, &e, func(tx *postgres.Tx) error {
		if err := tx.InsertTaxonomy(ctx, t); err != nil {
			return err
		}
		return tx.Enqueue(ctx, job.Rescore{})
	})
}
