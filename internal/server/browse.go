package server

import (
	"net/http"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// browseForm is the filter as it stands in an address.
type browseForm struct {
	Words    string                `form:"q"`
	Offering string                `form:"aanbod"`
	Outcomes []tandem.OutcomeKey   `form:"resultaat"`
	Forms    []tandem.FormKey      `form:"vorm"`
	Fields   []tandem.Field        `form:"vak"`
	Regions  []string              `form:"regio"`
	Sizes    []tandem.CompanySize  `form:"grootte"`
	Secrecy  []tandem.SecrecyLevel `form:"geheim"`
	Before   time.Time             `form:"voor"`
	New      string                `form:"nieuw"`
	Sort     tandem.BrowseSort     `form:"volgorde"`
	After    string                `form:"na"`
}

// filter is what the address asks for; what it does not know is left out.
func (f browseForm) filter() tandem.BrowseFilter {
	filter := tandem.BrowseFilter{
		Words: f.Words, Outcomes: f.Outcomes, Forms: f.Forms, Fields: f.Fields, Regions: f.Regions,
		Sizes: f.Sizes, Secrecy: f.Secrecy, New: f.New != "", Sort: f.Sort, After: f.After,
	}
	if id, err := tandem.ParseID[tandem.Offering](f.Offering); err == nil {
		filter.Offering = id
	}
	if year := f.Before.Year(); year > 2000 && year < 3000 {
		filter.Before = &f.Before
	}
	return filter.Known()
}

// browse lists approved questions.
func (s *Server) browse(w http.ResponseWriter, r *http.Request) error {
	var f browseForm
	s.decodeQuery(r, &f)
	filter := f.filter()
	found, err := s.Claims.Browse(r.Context(), s.actor(r), filter)
	if err != nil {
		return err
	}
	known, err := s.Catalog.Taxonomy(r.Context())
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, page.Browse{
		Shell: s.shell(r), Filter: filter, Found: found, Taxonomy: known,
	}.Page())
}
