package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// taxonomyRow is a taxonomy as stored: the body as one document.
type taxonomyRow struct {
	Version   int
	Body      tandem.Taxonomy
	Note      string
	Author    string
	CreatedAt time.Time
}

func (row taxonomyRow) taxonomy() tandem.Taxonomy {
	t := row.Body
	t.Version, t.Note, t.Author, t.CreatedAt = row.Version, row.Note, row.Author, row.CreatedAt
	return t
}

// Taxonomy reads the newest version. None is an error of kind NotFound.
func (r reader) Taxonomy(ctx context.Context) (tandem.Taxonomy, error) {
	row, err := one[taxonomyRow](ctx, r.q, `
		SELECT version, body, note, author, created_at
		FROM taxonomies
		ORDER BY version DESC
		LIMIT 1`)
	if err != nil {
		return tandem.Taxonomy{}, fmt.Errorf("find newest taxonomy: %w", err)
	}
	return row.taxonomy(), nil
}

// TaxonomyVersion reads one version.
func (r reader) TaxonomyVersion(ctx context.Context, version int) (tandem.Taxonomy, error) {
	row, err := one[taxonomyRow](ctx, r.q, `
		SELECT version, body, note, author, created_at
		FROM taxonomies
		WHERE version = $1`, version)
	if err != nil {
		return tandem.Taxonomy{}, fmt.Errorf("find taxonomy %d: %w", version, err)
	}
	return row.taxonomy(), nil
}

// TaxonomyVersions lists all versions, newest first.
func (r reader) TaxonomyVersions(ctx context.Context) ([]tandem.Taxonomy, error) {
	rows, err := many[taxonomyRow](ctx, r.q, `
		SELECT version, body, note, author, created_at
		FROM taxonomies
		ORDER BY version DESC`)
	if err != nil {
		return nil, fmt.Errorf("list taxonomies: %w", err)
	}
	list := make([]tandem.Taxonomy, len(rows))
	for i, row := range rows {
		list[i] = row.taxonomy()
	}
	return list, nil
}

// InsertTaxonomy stores a new version and the keys it brings. A version that
// exists is a Conflict: somebody else edited at the same time.
func (tx *Tx) InsertTaxonomy(ctx context.Context, t tandem.Taxonomy) error {
	err := tx.exec(ctx, `
		INSERT INTO taxonomies (version, body, note, author, created_at)
		VALUES ($1, $2, $3, $4, $5)`, t.Version, t, t.Note, t.Author, tx.at)
	if err != nil {
		return fmt.Errorf("insert taxonomy %d: %w", t.Version, err)
	}
	for _, o := range t.Outcomes {
		if err := tx.exec(ctx, `INSERT INTO outcomes (key) VALUES ($1) ON CONFLICT DO NOTHING`, o.Key); err != nil {
			return fmt.Errorf("insert outcome key %s: %w", o.Key, err)
		}
	}
	for _, f := range t.Forms {
		if err := tx.exec(ctx, `INSERT INTO forms (key) VALUES ($1) ON CONFLICT DO NOTHING`, f.Key); err != nil {
			return fmt.Errorf("insert form key %s: %w", f.Key, err)
		}
	}
	return nil
}
