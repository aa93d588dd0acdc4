package server_test

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// reviewed is a scored question at the bundle's desk with two candidates, and a
// coordinator who looks at it.
type reviewed struct {
	*bundle
	question     tandem.Question
	best, second tandem.Match
	karim        *browser
	path         string
}

func setupReview(t *testing.T) *reviewed {
	t.Helper()
	r := &reviewed{bundle: setup(t)}
	lecturer := r.person(t, "Sanne de Wit", tandem.Lecturer)
	programme, period := sample.Programme(r.in), sample.Period(r.in)
	r.question = sample.Submitted(r.in)
	r.question.State = tandem.QuestionMatched
	r.question.Reading.Outcomes = []tandem.ReadOutcome{{
		Key: "improving_business", Probability: .8, Suggested: true,
		Evidence: []tandem.Fragment{{Start: 12, End: 28, Text: r.question.Text[12:28]}},
	}}
	offerings := []tandem.Offering{sample.Offering(programme, period, lecturer), sample.Offering(programme, period, lecturer)}
	r.best, r.second = r.match(offerings[0], 1), r.match(offerings[1], 2)
	r.change(t, func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.InsertProgramme(ctx, programme); err != nil {
			return err
		}
		if err := tx.InsertPeriod(ctx, period); err != nil {
			return err
		}
		if err := tx.InsertQuestion(ctx, r.question, "form"); err != nil {
			return err
		}
		if err := tx.SaveSealed(ctx, sample.Sealed(r.question)); err != nil {
			return err
		}
		for i, m := range []tandem.Match{r.best, r.second} {
			if err := tx.InsertOffering(ctx, offerings[i]); err != nil {
				return err
			}
			if err := tx.InsertMatch(ctx, m); err != nil {
				return err
			}
		}
		return nil
	})
	r.karim = r.as(t, r.person(t, "Karim Bouzid", tandem.Coordinator))
	r.path = "/werkvoorraad/" + r.question.ID.String()
	return r
}

func (r *reviewed) match(o tandem.Offering, rank int) tandem.Match {
	return tandem.Match{
		ID: tandem.NewID[tandem.Match](), QuestionID: r.question.ID, OfferingID: o.ID, InstitutionID: o.InstitutionID,
		State: tandem.MatchProposed, StateSince: sample.At(), Rank: rank, CreatedAt: sample.At(),
		Score: tandem.Score{
			Company: .6, Education: .5, Value: .4, Low: .3, High: .5, Weight: 4000 - rank,
			Gates:   []tandem.Gate{{Code: "places", OK: true, Have: 2}},
			Reasons: []tandem.Reason{{Side: tandem.Company, Outcome: "improving_business", Weight: 1, Yield: .6, Points: .6}},
		},
	}
}

// decision is what the page posts, with the version it showed and some fields more.
func decision(got answer, pairs ...string) url.Values {
	version, _ := got.page.Find("input[name=version]").Attr("value")
	key, _ := got.page.Find("input[name=key]").Attr("value")
	values := url.Values{"version": {version}, "key": {key}}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return values
}

func TestQueuePage(t *testing.T) {
	t.Parallel()
	r := setupReview(t)
	got := r.karim.get(t, "/werkvoorraad")
	wantStatus(t, got, http.StatusOK)
	if link := got.page.Find(".item__title a"); link.Text() != r.question.Title {
		t.Errorf("got rows %q, want the question", link.Text())
	}
	if n := got.page.Find(".tiles a").Length(); n != len(tandem.QueueParts()) {
		t.Errorf("got %d parts, want %d", n, len(tandem.QueueParts()))
	}
	for _, odd := range []string{"?deel=waiting", "?deel=nonsense&pagina=-3", "?pagina=99999999999999999999", "?deel=all&pagina=40"} {
		wantStatus(t, r.karim.get(t, "/werkvoorraad"+odd), http.StatusOK)
	}
	wantStatus(t, r.as(t, r.person(t, "Alleen docent", tandem.Lecturer)).get(t, "/werkvoorraad"), http.StatusNotFound)
	wantRedirect(t, r.browser().get(t, "/werkvoorraad"), "/inloggen")
}

func TestReviewPageShowsWordsMarksAndContact(t *testing.T) {
	t.Parallel()
	r := setupReview(t)
	got := r.karim.get(t, r.path)
	wantStatus(t, got, http.StatusOK)
	if mark := got.page.Find(".quote mark").Text(); !strings.HasPrefix(mark, r.question.Text[12:28]) {
		t.Errorf("got mark %q, want the fragment", mark)
	}
	for _, want := range []string{"marloes@vandorst.example", "Data voor ondernemers", "tussen 30 en 50", "Alle 6 rekenmanieren"} {
		if !strings.Contains(got.page.Find("main").Text(), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if v, _ := got.page.Find("input[name=match][checked]").Attr("value"); v != r.best.ID.String() {
		t.Errorf("got %q ticked, want the best", v)
	}
}

func TestReviewOfAnotherDeskIsLikeNone(t *testing.T) {
	t.Parallel()
	r := setupReview(t)
	other := r.bundle
	other.in = sample.Institution()
	other.change(t, func(ctx context.Context, tx *postgres.Tx) error { return tx.InsertInstitution(ctx, other.in) })
	stranger := other.as(t, other.person(t, "Vreemd", tandem.Coordinator))
	foreign := stranger.get(t, r.path)
	missing := stranger.get(t, "/werkvoorraad/"+tandem.NewID[tandem.Question]().String())
	wantStatus(t, foreign, http.StatusNotFound)
	wantStatus(t, missing, http.StatusNotFound)
	if foreign.page.Find("main").Text() != missing.page.Find("main").Text() {
		t.Error("a foreign question looks different from none")
	}
	wantStatus(t, stranger.post(t, r.path+"/goedkeuren", url.Values{"version": {"1"}, "match": {r.best.ID.String()}}), http.StatusNotFound)
	wantStatus(t, stranger.get(t, "/werkvoorraad/nonsense"), http.StatusNotFound)
}

func TestApproveByForm(t *testing.T) {
	t.Parallel()
	r := setupReview(t)
	page := r.karim.get(t, r.path)
	got := r.karim.post(t, r.path+"/goedkeuren", decision(page, "match", r.best.ID.String(), "note", "Dit past."))
	wantRedirect(t, got, r.path)
	after := r.karim.get(t, r.path)
	wantStatus(t, after, http.StatusOK)
	if flash := after.page.Find(".flash").Text(); !strings.Contains(flash, "Goedgekeurd") {
		t.Errorf("got flash %q", flash)
	}
	if q, err := r.db.Question(t.Context(), r.question.ID); err != nil || q.State != tandem.QuestionOpen {
		t.Errorf("got %s, %v, want open", q.State, err)
	}
}

func TestWhatDoesNotFitKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		act   string
		pairs func(r *reviewed) []string
		said  string
	}{
		"passing over a better one without a reason": {
			"goedkeuren", func(r *reviewed) []string { return []string{"match", r.second.ID.String()} }, "Je slaat een beter voorstel over",
		},
		"nothing chosen": {"goedkeuren", func(*reviewed) []string { return nil }, "Kies een voorstel"},
		"declining without a reason": {
			"afwijzen", func(*reviewed) []string { return []string{"referral", "kvk"} }, "Kies een reden",
		},
		"declining without a way on": {
			"afwijzen", func(*reviewed) []string { return []string{"reason", "unclear"} }, "Kies waar de ondernemer",
		},
		"a sentence without end": {
			"terugvragen", func(*reviewed) []string { return []string{"note", strings.Repeat("x", 20000)} }, "hooguit",
		},
		"null bytes": {"terugvragen", func(*reviewed) []string { return []string{"note", "a\x00b"} }, "onzichtbare tekens"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := setupReview(t)
			values := decision(r.karim.get(t, r.path), tt.pairs(r)...)
			values.Add("note", "Dag <b>Marloes</b> 🍞")
			got := r.karim.post(t, r.path+"/"+tt.act, values)
			wantStatus(t, got, http.StatusUnprocessableEntity)
			if errors := got.page.Find(".errors").Text(); !strings.Contains(errors, tt.said) {
				t.Errorf("got errors %q, want %q", errors, tt.said)
			}
			if note, want := got.page.Find("#note").Text(), strings.ReplaceAll(values.Get("note"), "\x00", ""); note != want {
				t.Errorf("got note %.40q, want %.40q", note, want)
			}
		})
	}
}

func TestTheSecondToDecideLearnsWhoWasFirst(t *testing.T) {
	t.Parallel()
	r := setupReview(t)
	noor := r.as(t, r.person(t, "Noor Jansen", tandem.Coordinator))
	hers := noor.get(t, r.path)
	wantRedirect(t, r.karim.post(t, r.path+"/goedkeuren", decision(r.karim.get(t, r.path), "match", r.best.ID.String())), r.path)
	got := noor.post(t, r.path+"/afwijzen", decision(hers, "note", "Dit doen we niet.", "reason", "unclear", "referral", "kvk"))
	wantStatus(t, got, http.StatusConflict)
	if flash := got.page.Find(".flash").Text(); !strings.Contains(flash, "Karim Bouzid") || !strings.Contains(flash, "Keurde goed") {
		t.Errorf("got %q, want who did what", flash)
	}
	if got.page.Find("#note").Text() != "Dit doen we niet." || got.page.Find("input[value=unclear][checked]").Length() != 1 {
		t.Error("what was typed is lost")
	}
	q, err := r.db.Question(t.Context(), r.question.ID)
	if err != nil || q.State != tandem.QuestionOpen {
		t.Errorf("got %s, %v, want Karim's decision to stand", q.State, err)
	}
	if v, _ := got.page.Find("input[name=version]").Attr("value"); v != strconv.Itoa(q.Version) {
		t.Errorf("got version %s on the page, want the present %d", v, q.Version)
	}
}

func TestAskBackByForm(t *testing.T) {
	t.Parallel()
	r := setupReview(t)
	wantRedirect(t, r.karim.post(t, r.path+"/terugvragen", decision(r.karim.get(t, r.path), "note", "Welke kassa heb je?")), r.path)
	got := r.karim.get(t, r.path)
	if talk := got.page.Find(".thread").Text(); !strings.Contains(talk, "Welke kassa heb je?") {
		t.Errorf("got talk %q", talk)
	}
	waiting := r.karim.get(t, "/werkvoorraad?deel="+string(tandem.QueueWaiting))
	if title := waiting.page.Find(".item__title").Text(); title != r.question.Title {
		t.Errorf("got %q waiting for the owner", title)
	}
}

func TestDeclineByForm(t *testing.T) {
	t.Parallel()
	r := setupReview(t)
	values := decision(r.karim.get(t, r.path), "note", "Bel de KVK.", "reason", "out_of_scope", "referral", "kvk")
	wantRedirect(t, r.karim.post(t, r.path+"/afwijzen", values), r.path)
	got := r.karim.get(t, r.path)
	wantStatus(t, got, http.StatusOK)
	if n := got.page.Find(".next textarea, .next button[type=submit]").Length(); n != 0 {
		t.Errorf("a declined question still offers %d acts", n)
	}
}
