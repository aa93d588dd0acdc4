package server_test

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
	"github.com/tandem-hbo/tandem/internal/server"
)

// So many people type at once on the home page, and each stops about once a
// second. The answer may take 25 ms at the 95th percentile on a quiet machine;
// the benchmark reports that.
const (
	typers = 50
	pause  = time.Second
)

// BenchmarkTyping serves what is asked while people type: each of b.N requests
// is a longer beginning of a text. "alone" is one after another as fast as it
// goes; "typers" are 50 people who each pause about a second, every one with an
// address of their own. Times are those of the whole handler with its queries.
func BenchmarkTyping(b *testing.B) {
	handler := typingSite(b)
	b.Run("alone", func(b *testing.B) { typeAlone(b, handler) })
	b.Run("typers", func(b *testing.B) { typeTogether(b, handler) })
}

func typingSite(b *testing.B) http.Handler {
	b.Helper()
	ctx := context.Background()
	pool, err := postgres.Connect(ctx, pgtest.CloneURL(b))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(pool.Close)
	site := &bundle{db: fill(ctx, b, pool)}
	cfg := site.config(b, base)
	cfg.Log = slog.New(slog.DiscardHandler)
	return server.New(cfg)
}

func typeAlone(b *testing.B, handler http.Handler) {
	typist{handler, 0}.stop(b, 0)
	b.ReportAllocs()
	took := make([]time.Duration, 0, b.N)
	b.ResetTimer()
	for i := range b.N {
		took = append(took, typist{handler, i % typers}.stop(b, i))
	}
	b.StopTimer()
	report(b, took)
}

func typeTogether(b *testing.B, handler http.Handler) {
	took := make([]time.Duration, max(b.N, typers))
	var group sync.WaitGroup
	b.ResetTimer()
	for n := range typers {
		group.Go(func() {
			draw := rand.New(rand.NewPCG(uint64(n), 1))
			time.Sleep(time.Duration(draw.Float64() * float64(pause)))
			for i := n; i < len(took); i += typers {
				took[i] = typist{handler, n}.stop(b, i)
				time.Sleep(time.Duration((.5 + draw.Float64()) * float64(pause)))
			}
		})
	}
	group.Wait()
	b.StopTimer()
	report(b, took)
}

func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
	b.ReportMetric(ms(took[len(took)*95/100]), "p95-ms")
}

// typist is one of the people who type.
type typist struct {
	handler http.Handler
	number  int
}

// stop sends the text as far as it goes at stop i and tells how long the answer took.
func (p typist) stop(b *testing.B, i int) time.Duration {
	text := breadText + " We hebben twee winkels, kassagegevens van drie jaar en niemand die er tijd voor heeft. Voor de zomer weten we het graag."
	words := strings.Fields(text)
	begun := strings.Join(words[:5+(i*7+p.number)%(len(words)-5)], " ")
	body := url.Values{"text": {begun}, "from": {"home"}, "read[improving_business]": {"yes"}}.Encode()
	r := httptest.NewRequestWithContext(context.Background(), http.MethodPost, base+"/lees", strings.NewReader(body))
	r.RemoteAddr = netip.AddrPortFrom(netip.AddrFrom4([4]byte{192, 0, 2, byte(p.number)}), 1024).String()
	for name, value := range map[string]string{
		"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin", "HX-Request": "true",
		"HX-Target": "reading", "Accept-Encoding": "gzip",
	} {
		r.Header.Set(name, value)
	}
	rec, at := httptest.NewRecorder(), time.Now()
	p.handler.ServeHTTP(rec, r)
	took := time.Since(at)
	if rec.Code != http.StatusOK {
		b.Errorf("stop %d: status %d", i, rec.Code)
	}
	return took
}
