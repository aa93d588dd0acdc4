package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/tandem-hbo/tandem/internal/review"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

type queueForm struct {
	Part string `form:"deel"`
	Page int    `form:"pagina"`
}

// queue lists the work of the desks that the actor coordinates.
func (s *Server) queue(w http.ResponseWriter, r *http.Request) error {
	var f queueForm
	s.decodeQuery(r, &f)
	part := tandem.QueuePart(f.Part)
	if !slices.Contains(tandem.QueueParts(), part) {
		part = tandem.QueueToAnswer
	}
	f.Page = min(max(f.Page, 1), 100000)
	found, err := s.Review.Queue(r.Context(), s.actor(r), part, f.Page)
	if err != nil {
		return err
	}
	first := (f.Page - 1) * review.PageSize
	p := page.Queue{
		Shell: s.shell(r), QueuePage: found, Part: part,
		Span: page.Span{From: first + 1, To: first + len(found.Rows), All: found.Counts.Of(part)},
	}
	if f.Page > 1 {
		p.Previous = queuePage(part, f.Page-1)
	}
	if p.Span.To < p.Span.All && len(found.Rows) > 0 {
		p.Next = queuePage(part, f.Page+1)
	}
	return s.render(w, r, http.StatusOK, p.Page())
}

// queuePage is the address of a page of a part; the first page has the part's.
func queuePage(part tandem.QueuePart, n int) string {
	if n <= 1 {
		return page.QueueHref(part)
	}
	q := url.Values{"pagina": {strconv.Itoa(n)}}
	if part != tandem.QueueToAnswer {
		q.Set("deel", string(part))
	}
	return "/werkvoorraad?" + q.Encode()
}
