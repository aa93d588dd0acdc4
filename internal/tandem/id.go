package tandem

import (
	"database/sql/driver"
	"fmt"

	"github.com/google/uuid"
)

// ID identifies one K. The type parameter keeps a question's id from being
// passed where a match's is meant. The zero ID stands for "none" and is NULL
// in the database.
type ID[K any] struct{ uuid.UUID }

// NewID returns a fresh id. Version 7 starts with the time, so rows made
// together lie together on disk.
func NewID[K any]() ID[K] {
	return ID[K]{uuid.Must(uuid.NewV7())}
}

// ParseID reads the textual form. The error is of kind NotFound: an address
// with a malformed id names nothing.
func ParseID[K any](s string) (ID[K], error) {
	id, err := uuid.Parse(s)
	if err != nil {
		return ID[K]{}, fmt.Errorf("parse id %q: %w", s, NotFound)
	}
	return ID[K]{id}, nil
}

// IsZero reports whether the id names nothing.
func (id ID[K]) IsZero() bool { return id.UUID == uuid.Nil }

// Value writes the zero id as NULL.
func (id ID[K]) Value() (driver.Value, error) {
	if id.IsZero() {
		return nil, nil //nolint:nilnil // how database/sql says NULL
	}
	return id.UUID.String(), nil
}
