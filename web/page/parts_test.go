package page

import (
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

func shell() Shell { return Shell{Printer: text.For(text.NL)} }

func TestValueWord(t *testing.T) {
	t.Parallel()
	for value, want := range map[int]string{-3: "nauwelijks", 19: "nauwelijks", 20: "weinig", 48: "redelijk", 64: "veel", 80: "heel veel", 100: "heel veel"} {
		if got := shell().ValueWord(value); got != want {
			t.Errorf("%d: got %q, want %q", value, got, want)
		}
	}
}

func TestBarsSayTheirNumbers(t *testing.T) {
	t.Parallel()
	b := shell().Bars("b", Worth{64, 24, "14 uur"}, Worth{58, 38, "22 uur"})
	if got, want := b.Company.Title, "Voor jou: waarde 64 van 100, veel."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := b.Education.Note, "Streepje bij 38 van 100: 22 uur."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := shell().StaffBars("b", Worth{}, Worth{}).Company.Name, "Bedrijf"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTimelineLeavesOutWhatIsUnknown(t *testing.T) {
	t.Parallel()
	s := shell()
	s.Compact = true
	line := s.Timeline("t", "", "", Dates{Today: day(2026, 11, 23), Wish: day(2027, 5, 1)})
	if len(line.Points) != 2 || line.Points[1].Label != "Gewenste datum" || line.Points[1].Text != "1 mei 2027" {
		t.Errorf("got %+v", line.Points)
	}
}

func TestCapacity(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		taken, held, all int
		want             ui.Capacity
	}{
		"free":      {2, 1, 6, ui.Capacity{Taken: 2, Held: 1, Free: 3, Title: "2 bezet, 1 vastgehouden, 3 vrij", Text: "3 van 6 vrij"}},
		"full":      {4, 0, 4, ui.Capacity{Taken: 4, Title: "4 bezet, 0 vastgehouden, 0 vrij", Text: "vol"}},
		"too many":  {4, 0, 3, ui.Capacity{Taken: 3, Over: 1, Title: "3 bezet, 0 vastgehouden, 0 vrij, 1 te veel", Text: "1 meer dan kan"}},
		"held over": {1, 3, 2, ui.Capacity{Taken: 1, Held: 1, Over: 2, Title: "1 bezet, 1 vastgehouden, 0 vrij, 2 te veel", Text: "2 meer dan kan"}},
	} {
		if got := shell().Capacity(c.taken, c.held, c.all); got != c.want {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
	}
}

func TestPagerAndSteps(t *testing.T) {
	t.Parallel()
	p := shell().Pager(Span{26, 50, 1212}, "?page=1", "")
	if p.Text != "26 tot 50 van 1.212" || p.Prev.Href != "?page=1" || p.Next.Href != "" {
		t.Errorf("got %+v", p)
	}
	steps := shell().Steps([]ui.Link{{Text: "a", Href: "/a"}, {Text: "b", Href: "/b"}, {Text: "c", Href: "/c"}}, 1).Items
	if steps[0].Said != "Stap 1, klaar" || steps[1].State != "now" || steps[2].State != "todo" || steps[2].Href != "" {
		t.Errorf("got %+v", steps)
	}
}

func TestReadingAndTrailSayTheirStates(t *testing.T) {
	t.Parallel()
	if got := shell().Reading(ui.Reading{Sure: 9}); got.SureText != "vrij zeker" || got.Yes != "Klopt" {
		t.Errorf("got %+v", got)
	}
	if got := shell().Trail(true, []ui.TrailStep{{State: "now"}}).Steps[0].Said; got != "nu" {
		t.Errorf("got %q", got)
	}
}

func TestPromiseClock(t *testing.T) {
	t.Parallel()
	asked, due := day(2026, 11, 23), day(2026, 11, 30)
	for name, c := range map[string]struct {
		promise                    Promise
		state, count, unit, p, say string
	}{
		"running": {Promise{asked, due, day(2026, 11, 24), 4, time.Time{}}, "", "4", "dagen", "Je hoort uiterlijk 30 november van ons.", "Nog 4 werkdagen."},
		"soon":    {Promise{asked, due, day(2026, 11, 27), 1, time.Time{}}, "soon", "1", "dag", "Je hoort uiterlijk 30 november van ons.", "Nog 1 werkdag."},
		"today":   {Promise{asked, due, due, 0, time.Time{}}, "soon", "0", "dagen", "Je hoort uiterlijk 30 november van ons.", "Vandaag is de laatste dag."},
		"late":    {Promise{asked, due, day(2026, 12, 1), -1, time.Time{}}, "late", "1", "dag te laat", "We zijn 1 werkdag te laat. Sorry.", "Je vraag ligt nu bovenaan."},
		"kept":    {Promise{asked, due, day(2026, 12, 1), -1, day(2026, 11, 25)}, "kept", "", "", "Beloofd en gedaan.", "Je kreeg antwoord op 25 november."},
	} {
		got := shell().Clock(c.promise)
		if got.State != c.state || got.Count != c.count || got.Unit != c.unit || got.Promise != c.p || got.Note != c.say {
			t.Errorf("%s: got %+v", name, got)
		}
	}
	if got := (Promise{Asked: asked, Due: due, Now: day(2026, 11, 24)}).share(); got != 14 {
		t.Errorf("share %d, want 14", got)
	}
	if got := (Promise{Asked: due, Due: due, Now: due}).share(); got != 100 {
		t.Errorf("share of nothing %d, want 100", got)
	}
}
