package catalog_test

import (
	"context"
	"testing"

	"github.com/tandem-hbo/tandem/internal/catalog"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestEnsureTaxonomyKeepsWhatIsThere(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	if err := b.service.EnsureTaxonomy(ctx); err != nil {
		t.Fatal(err)
	}
	versions, err := b.service.TaxonomyVersions(ctx)
	if err != nil || len(versions) != 1 {
		t.Errorf("got %d versions, %v, want 1", len(versions), err)
	}
}

func TestEditFormMakesAVersion(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	tax, err := b.service.Taxonomy(ctx)
	if err != nil {
		t.Fatal(err)
	}
	form, cell := tax.Forms[0], tax.Cells[0]
	form.Thresholds.Company, cell.Form, cell.Score, cell.Sources = 0.42, form.Key, (tax.Cells[0].Score+1)%5, nil
	edit := catalog.Edit{Base: 1, Note: "Gemeten in drie periodes"}
	version, err := b.service.EditForm(ctx, b.admin, edit, form, []tandem.Cell{cell})
	if err != nil || version != 2 {
		t.Fatalf("got version %d, %v, want 2", version, err)
	}
	now, changes, err := b.service.TaxonomyVersion(ctx, 2)
	if err != nil || len(changes) != 2 || changes[0].To != "0.42" || now.Author != b.admin.Name {
		t.Errorf("got %+v by %s, %v", changes, now.Author, err)
	}
	if kept, _ := now.Cell(cell.Outcome, cell.Form); len(kept.Sources) != len(tax.Cells[0].Sources) {
		t.Errorf("sources went: %v", kept.Sources)
	}
	if old, changes, err := b.service.TaxonomyVersion(ctx, 1); err != nil || changes != nil || old.Version != 1 {
		t.Errorf("first version: %d, %v, %v", old.Version, changes, err)
	}
	_, err = b.service.EditForm(ctx, b.admin, edit, form, nil)
	wantFault(t, err, tandem.Conflict)
}

func TestEditOutcome(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	tax, err := b.service.Taxonomy(ctx)
	if err != nil {
		t.Fatal(err)
	}
	outcome := tax.Outcomes[6]
	_, err = b.service.EditOutcome(ctx, b.admin, catalog.Edit{Base: 1, Note: "Niets"}, outcome)
	wantFault(t, err, tandem.Invalid, "note")
	outcome.Plain.NL = "Een blik van buiten"
	_, err = b.service.EditOutcome(ctx, b.coordinator, catalog.Edit{Base: 1, Note: "Duidelijker"}, outcome)
	wantFault(t, err, tandem.Denied)
	if _, err := b.service.EditOutcome(ctx, b.admin, catalog.Edit{Base: 1, Note: "Duidelijker"}, outcome); err != nil {
		t.Fatal(err)
	}
	outcome.Sides.Company += 0.2
	_, err = b.service.EditOutcome(ctx, b.admin, catalog.Edit{Base: 2}, outcome)
	wantFault(t, err, tandem.Invalid, "note", "outcome."+string(outcome.Key)+".sides")
}

func TestFormNotesAreForStaff(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), setup(t)
	_, err := b.service.FormNotes(ctx, tandem.Actor{}, "living_lab")
	wantFault(t, err, tandem.Denied)
	notes, err := b.service.FormNotes(ctx, b.lecturer, "living_lab")
	if err != nil || len(notes) != 0 {
		t.Errorf("got %v, %v, want none", notes, err)
	}
	yields, err := b.service.Yields(ctx)
	if err != nil || len(yields) != 0 {
		t.Errorf("got %v, %v, want none", yields, err)
	}
}
