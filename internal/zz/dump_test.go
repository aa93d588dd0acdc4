package zz

import (
	"bufio"
	"encoding/json"
	"github.com/tandem-hbo/tandem/internal/articulation"
	"os"
	"testing"
)

func TestDump(t *testing.T) {
	r, _ := articulation.New()
	f, _ := os.Open(os.Getenv("IN"))
	o, _ := os.Create(os.Getenv("OUT"))
	w := bufio.NewWriter(o)
	defer w.Flush()
	s := bufio.NewScanner(f)
	s.Buffer(make([]byte, 1<<20), 1<<20)
	for s.Scan() {
		var c struct{ ID, Title, Text string }
		json.Unmarshal(s.Bytes(), &c)
		rd := r.Read(c.Title, c.Text)
		m := map[string]float64{}
		for _, g := range rd.Signs {
			m[g.Key] = g.Strength
		}
		b, _ := json.Marshal(map[string]any{"id": c.ID, "signs": m})
		w.Write(b)
		w.WriteByte('\n')
	}
}
