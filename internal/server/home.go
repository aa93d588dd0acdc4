package server

import (
	"context"
	"crypto/rand"
	"net/http"

	"github.com/tandem-hbo/tandem/internal/intake"
	"github.com/tandem-hbo/tandem/internal/scoring"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
	"github.com/tandem-hbo/tandem/web/text"
)

// home is the first page, with an example filled in when asked for.
func (s *Server) home(w http.ResponseWriter, r *http.Request) error {
	in := tandem.TextAnswers{Key: newFormKey()}
	if r.URL.Query().Has("voorbeeld") {
		in.Text = s.printer(r).T(text.HomeExampleText)
	}
	return s.homePage(w, r, in)
}

// read tells what is read in the text so far: a part of the page while typing,
// the whole page for a browser without script. Characters that no text holds
// are simply left out here; saving says so.
func (s *Server) read(w http.ResponseWriter, r *http.Request) error {
	var in tandem.TextAnswers
	if err := s.decode(r, &in); err != nil && len(faultsOf(s.printer(r), err)) == 0 {
		return err
	}
	if in.Key == "" {
		in.Key = newFormKey()
	}
	if !isHTMX(r) {
		return s.homePage(w, r, in)
	}
	live, err := s.live(r, in)
	if err != nil {
		return err
	}
	p := page.Home{Shell: s.shell(r), Live: live}
	if r.Header.Get("HX-Target") == "fits" {
		return s.render(w, r, http.StatusOK, p.FitsPart())
	}
	return s.render(w, r, http.StatusOK, p.Part())
}

func (s *Server) homePage(w http.ResponseWriter, r *http.Request, in tandem.TextAnswers) error {
	live, err := s.live(r, in)
	if err != nil {
		return err
	}
	figures, err := s.Intake.Figures(r.Context())
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, page.Home{Shell: s.shell(r), Live: live, Key: in.Key, Figures: figures}.Page())
}

// live works out what follows from a text. That scoring is out of order does
// not keep anybody from asking.
func (s *Server) live(r *http.Request, in tandem.TextAnswers) (page.Live, error) {
	t, err := s.Intake.Taxonomy(r.Context())
	if err != nil {
		return page.Live{}, err
	}
	q := s.Intake.Sketch(in)
	live := page.Live{Text: in.Text, Said: in.Read, Reading: q.Reading, Taxonomy: t}
	if q.Text == "" {
		live.Text = ""
		return live, nil
	}
	live.Fits, live.Why = s.fits(r.Context(), q, t)
	return live, nil
}

// fits scores a question against the forms and explains their order; none when
// that cannot be done now.
func (s *Server) fits(ctx context.Context, q tandem.Question, t *tandem.Taxonomy) ([]page.Fit, page.Why) {
	scores, better, err := s.Matching.Advise(ctx, intake.Guess(q, nil))
	if err != nil {
		s.cfg.Log.WarnContext(ctx, "score forms", "error", err)
		return nil, page.Why{}
	}
	fits := page.Fits(t, scores)
	ranking := make([]tandem.Score, 0, len(fits))
	for _, f := range fits {
		ranking = append(ranking, f.Score)
	}
	why := whyOf(ranking)
	why.Better = better
	return fits, why
}

// whyOf explains the order of a ranking, best first.
func whyOf(ranking []tandem.Score) page.Why {
	why := page.Why{Agreed: scoring.Agree(ranking)}
	var able []tandem.Score
	for _, s := range ranking {
		if s.Feasible() {
			able = append(able, s)
		}
	}
	if len(able) > 0 {
		if first, ok := scoring.First(able[0]); ok {
			why.First = &first
		}
	}
	if len(able) > 1 {
		why.Contrast = scoring.Contrast(able[0], able[1])
	}
	return why
}

// newFormKey is a secret that comes with an empty form, so that sending it
// twice makes one thing.
func newFormKey() string { return rand.Text() }
