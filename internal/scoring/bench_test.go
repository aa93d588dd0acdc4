package scoring_test

import (
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

func BenchmarkForms(b *testing.B) {
	m, q := newModel(b), asking()
	for b.Loop() {
		m.Forms(&q, monday())
	}
}

func BenchmarkOfferings(b *testing.B) {
	m, q := newModel(b), asking()
	forms := load(b).Forms
	for _, n := range []int{60, 10_000} {
		list := make([]tandem.OfferingDetail, n)
		for i := range list {
			list[i] = offering()
			list[i].Form = forms[i%len(forms)].Key
			list[i].Places = i % 5
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m.Offerings(&q, list, monday(), 10)
			}
		})
	}
}

func BenchmarkLines(b *testing.B) {
	input := strings.Repeat(`{"id":"a","title":"Planning","text":"Onze planning kost te veel tijd en wij hebben de kennis niet in huis. Kan een student dat uitzoeken?"}`+"\n", 100)
	lines := newLines(b)
	for b.Loop() {
		if _, err := lines.Run(strings.NewReader(input), io.Discard, os.Stderr); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(100*float64(b.N)/b.Elapsed().Seconds(), "questions/s")
}

func BenchmarkBetter(b *testing.B) {
	m, q := newModel(b), asking()
	for b.Loop() {
		m.Better(&q, monday())
	}
}
