package server

import (
	"context"
	"crypto/rand"
	"net/http"
	"strings"
	"time"

	"github.com/tandem-hbo/tandem/internal/calendar"
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
// are simply left out here; saving says so. Who made a slow question of a text
// gets that text back by the field back.
func (s *Server) read(w http.ResponseWriter, r *http.Request) error {
	var in tandem.TextAnswers
	if err := s.decode(r, &in); err != nil && len(faultsOf(s.printer(r), err)) == 0 {
		return err
	}
	if in.Key == "" {
		in.Key = newFormKey()
	}
	if r.PostFormValue("back") != "" {
		in.Text = in.Was
	}
	if !isHTMX(r) {
		return s.homePage(w, r, in)
	}
	live := page.Live{Brief: strings.TrimSpace(in.Text) != ""}
	if intake.Enough(in.Text) {
		var err error
		if live, err = s.live(r, in); err != nil {
			return err
		}
	}
	return s.render(w, r, http.StatusOK, page.Home{Shell: s.shell(r), Live: live}.Part())
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
	q := s.Intake.Sketch(in)
	live := page.Live{Text: q.Text, Said: in.Read, Reading: q.Reading, Now: s.Intake.Now()}
	if q.Text != "" {
		live.Wish = wished(q.Reading, live.Now)
		live.Two, live.Tone = s.Intake.Halves(q.Text) != nil, s.Intake.Tone(q.Text)
		live.Advice = s.advice(r.Context(), intake.Guess(q, in.Read))
	}
	if live.Taxonomy != nil {
		return live, nil
	}
	var err error
	live.Taxonomy, err = s.Intake.Taxonomy(r.Context())
	return live, err
}

// wished is the day by which a text wants a result; nil when it says none. Few
// days without haste are no deadline: offers that must go out within a day.
func wished(r tandem.Reading, now time.Time) *time.Time {
	const week = 7
	h := r.Facts.Horizon
	if h == nil || h.From || h.Month == 0 && h.Days < week && r.Tempo != tandem.TempoFast {
		return nil
	}
	day := calendar.On(*h, calendar.Day(now))
	return &day
}

// advice scores a question against the forms and explains their order; nothing
// when that cannot be done now.
func (s *Server) advice(ctx context.Context, q tandem.Question) page.Advice {
	advice, err := s.Matching.Advise(ctx, q)
	if err != nil {
		s.cfg.Log.WarnContext(ctx, "score forms", "error", err)
		return page.Advice{}
	}
	fits := page.Fits(advice.Taxonomy, advice.Forms)
	ranking := make([]tandem.Score, 0, len(fits))
	for _, f := range fits {
		ranking = append(ranking, f.Score)
	}
	why := whyOf(ranking)
	why.Better = advice.Better
	return page.Advice{Taxonomy: advice.Taxonomy, Fits: fits, Why: why, Ask: advice.Ask}
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
