package claiming

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// PageSize is how many questions a page of the list shows.
const PageSize = 20

// newFor is how long a question counts as new after it was opened.
const newFor = 7 * 24 * time.Hour

// Browse lists approved questions that the actor may see, narrowed and ordered
// by the filter. A cursor that cannot be read starts at the first page. Whoever
// is neither lecturer nor coordinator is Denied.
func (s *Service) Browse(ctx context.Context, by tandem.Actor, f tandem.BrowseFilter) (tandem.BrowsePage, error) {
	scope, err := policy.BrowseScope(by)
	if err != nil {
		return tandem.BrowsePage{}, fmt.Errorf("browse: %w", err)
	}
	ask := postgres.Browse{
		BrowseFilter: f, Scope: scope, Lecturer: by.PersonID, NewSince: s.db.Now().Add(-newFor), Limit: PageSize,
	}
	if !slices.Contains(tandem.BrowseSorts(), ask.Sort) {
		ask.Sort = tandem.SortFit
	}
	ask.AfterKey, ask.AfterID = readCursor(f.After)
	page, err := s.page(ctx, ask)
	if err != nil {
		return tandem.BrowsePage{}, fmt.Errorf("browse: %w", err)
	}
	if len(page.Rows) == 0 && f.Words != "" && f.After == "" {
		ask.Fuzzy = true
		if page, err = s.page(ctx, ask); err != nil {
			return tandem.BrowsePage{}, fmt.Errorf("browse alike: %w", err)
		}
	}
	page.Fuzzy = ask.Fuzzy && len(page.Rows) > 0
	if page.Offerings, err = s.db.OwnOfferings(ctx, by.PersonID); err != nil {
		return tandem.BrowsePage{}, fmt.Errorf("browse: %w", err)
	}
	return page, nil
}

// page reads rows and facets.
func (s *Service) page(ctx context.Context, ask postgres.Browse) (tandem.BrowsePage, error) {
	rows, facets, err := s.db.BrowseRows(ctx, ask)
	if err != nil {
		return tandem.BrowsePage{}, err
	}
	page := tandem.BrowsePage{Rows: rows, Facets: facets}
	if len(rows) > PageSize {
		page.Rows = rows[:PageSize]
		page.Next = cursor(page.Rows[PageSize-1])
	}
	return page, nil
}

// cursor names the place after a row, for an address.
func cursor(r tandem.BrowseRow) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatFloat(r.Key, 'g', -1, 64) + " " + r.ID.String()))
}

// readCursor is the reverse; what cannot be read is the start.
func readCursor(s string) (float64, tandem.ID[tandem.Question]) {
	var none tandem.ID[tandem.Question]
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return 0, none
	}
	number, name, _ := strings.Cut(string(raw), " ")
	key, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return 0, none
	}
	id, err := tandem.ParseID[tandem.Question](name)
	if err != nil {
		return 0, none
	}
	return key, id
}
