package server_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tandem-hbo/tandem/internal/account"
	"github.com/tandem-hbo/tandem/internal/demo"
	"github.com/tandem-hbo/tandem/internal/mail"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/server"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

// What a list page may weigh, compressed, and among how many questions it is
// measured. Its time may be 20 ms at the 95th percentile on a quiet machine;
// the benchmark reports that and fails on the weight alone.
const (
	loadQuestions  = 10_000
	heaviestPage   = 20 * 1000
	clientsAtOnce  = 8
	warmUpRequests = 40 // enough for each connection to settle on its plans
)

// load is the site among many questions, with a browser for each kind of reader.
type load struct {
	handler                                 http.Handler
	coordinator, lecturer, owner, anonymous *http.Cookie
	question, own                           string // pages of a question on a desk, and of the owner's
}

// BenchmarkLists serves each list page through the whole handler, one request
// at a time and to eight clients at once, and reports milliseconds and
// compressed bytes.
func BenchmarkLists(b *testing.B) {
	l := newLoad(b)
	for _, c := range []struct {
		name, path string
		as         *http.Cookie
	}{
		{"queue", "/werkvoorraad", l.coordinator},
		{"queue-all-3", "/werkvoorraad?deel=all&pagina=3", l.coordinator},
		{"review", l.question, l.coordinator},
		{"browse-coordinator", "/vragen", l.coordinator},
		{"browse", "/vragen", l.lecturer},
		{"browse-words", "/vragen?" + url.Values{"q": {"planning voorraad"}}.Encode(), l.lecturer},
		{"browse-typo", "/vragen?" + url.Values{"q": {"plannning"}}.Encode(), l.lecturer},
		{"browse-filters", "/vragen?" + url.Values{
			"resultaat": {"prototype"}, "regio": {"Zuid-Holland"}, "grootte": {"small"}, "volgorde": {"newest"},
		}.Encode(), l.lecturer},
		{"work", "/opdrachten", l.lecturer},
		{"work-desk", "/opdrachten", l.coordinator},
		{"offerings", "/aanbod", l.anonymous},
		{"offerings-all", "/aanbod?lijst=alles", l.lecturer},
		{"forms", "/vormen", l.anonymous},
		{"mine", "/mijn-vragen", l.owner},
		{"own", l.own, l.owner},
	} {
		b.Run(c.name+"/1", func(b *testing.B) { l.measure(b, c.path, c.as, 1) })
		b.Run(c.name+"/8", func(b *testing.B) { l.measure(b, c.path, c.as, clientsAtOnce) })
	}
}

// measure gives each of a number of clients its share of b.N requests.
func (l *load) measure(b *testing.B, path string, as *http.Cookie, clients int) {
	l.times(b, path, as, warmUpRequests, clients)
	b.ReportAllocs()
	b.ResetTimer()
	took, size := l.times(b, path, as, b.N, clients)
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
	b.ReportMetric(ms(took[len(took)*95/100]), "p95-ms")
	b.ReportMetric(float64(size), "gzip-B")
	if size > heaviestPage {
		b.Errorf("%s weighs %d bytes compressed, want at most %d", path, size, heaviestPage)
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// times makes n requests from a number of clients and tells how long each took
// and how much the answer weighed.
func (l *load) times(b *testing.B, path string, as *http.Cookie, n, clients int) ([]time.Duration, int) {
	b.Helper()
	took, size := make([]time.Duration, n), 0
	var group sync.WaitGroup
	for c := range clients {
		group.Go(func() {
			for i := c; i < n; i += clients {
				begun := time.Now()
				rec := l.get(path, as, "gzip")
				took[i] = time.Since(begun)
				if rec.Code != http.StatusOK {
					b.Errorf("%s: status %d", path, rec.Code)
					return
				}
				if i == 0 {
					size = rec.Body.Len()
				}
			}
		})
	}
	group.Wait()
	return took, size
}

func (l *load) get(path string, as *http.Cookie, encoding string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(context.Background(), http.MethodGet, base+path, nil)
	r.Header.Set("Accept-Encoding", encoding)
	if as != nil {
		r.AddCookie(as)
	}
	rec := httptest.NewRecorder()
	l.handler.ServeHTTP(rec, r)
	return rec
}

func newLoad(b *testing.B) *load {
	b.Helper()
	ctx := context.Background()
	address := pgtest.CloneURL(b)
	pool, err := postgres.Connect(ctx, address)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(pool.Close)
	db := fill(ctx, b, pool)
	if err := postgres.Analyze(ctx, address); err != nil {
		b.Fatal(err)
	}
	site := &bundle{db: db, account: account.New(db), outbox: mail.NewOutbox(db)}
	site.mailer = mail.New(db, mail.Mint{Code: site.account.MintCode, Link: site.account.MintLink}, site.outbox, base)
	cfg := site.config(b, base)
	cfg.Log = slog.New(slog.DiscardHandler)
	l := &load{handler: server.New(cfg)}
	l.signIn(ctx, b, site)
	l.question = l.firstLink(b, "/werkvoorraad", l.coordinator)
	l.own = l.firstLink(b, "/mijn-vragen", l.owner)
	return l
}

// fill stores the demo and many more questions.
func fill(ctx context.Context, b *testing.B, pool *pgxpool.Pool) *postgres.DB {
	b.Helper()
	db, err := postgres.New(pool, pgtest.Noon)
	if err != nil {
		b.Fatal(err)
	}
	if err := demo.Seed(ctx, db, pgtest.Noon()); err != nil {
		b.Fatal(err)
	}
	if err := demo.Load(ctx, db, loadQuestions); err != nil {
		b.Fatal(err)
	}
	return db
}

// signIn opens a session for the first of each kind.
func (l *load) signIn(ctx context.Context, b *testing.B, site *bundle) {
	b.Helper()
	people, err := site.account.DemoPeople(ctx)
	if err != nil {
		b.Fatal(err)
	}
	for _, p := range people {
		seat := map[tandem.Role]**http.Cookie{
			tandem.Coordinator: &l.coordinator, tandem.Lecturer: &l.lecturer, "": &l.owner,
		}[p.Role]
		if seat == nil || *seat != nil {
			continue
		}
		token, err := site.account.DemoSignIn(ctx, p.PersonID, tandem.Visitor{})
		if err != nil {
			b.Fatal(err)
		}
		*seat = &http.Cookie{Name: "__Host-tandem", Value: token}
	}
}

// firstLink finds the first page of a question that a list leads to.
func (l *load) firstLink(b *testing.B, list string, as *http.Cookie) string {
	b.Helper()
	page, err := goquery.NewDocumentFromReader(l.get(list, as, "identity").Body)
	if err != nil {
		b.Fatal(err)
	}
	path, ok := page.Find("main .list a[href], main li a[href]").FilterFunction(func(_ int, a *goquery.Selection) bool {
		return questionPage.MatchString(a.AttrOr("href", ""))
	}).Attr("href")
	if !ok {
		b.Fatalf("%s leads to no question", list)
	}
	return path
}

// questionPage is the path of one question.
var questionPage = regexp.MustCompile(`^/(werkvoorraad|mijn-vraag)/[0-9a-f-]{36}$`)
