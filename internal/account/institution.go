package account

import (
	"context"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Institutions returns the names of the institutions where the actor has a role.
func (s *Service) Institutions(ctx context.Context, by tandem.Actor) (map[tandem.ID[tandem.Institution]]string, error) {
	ids := make([]tandem.ID[tandem.Institution], 0, len(by.Memberships))
	for _, m := range by.Memberships {
		ids = append(ids, m.InstitutionID)
	}
	return s.db.InstitutionNames(ctx, ids)
}
