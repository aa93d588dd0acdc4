package demo_test

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/tandem-hbo/tandem/internal/demo"
	"github.com/tandem-hbo/tandem/internal/planning"
	"github.com/tandem-hbo/tandem/internal/postgres"
	"github.com/tandem-hbo/tandem/internal/postgres/pgtest"
)

// BenchmarkWholeRound plans a round from the database: gate, score, plan, certify
// and explain, then keeps nothing. peak-MB is the most memory that the process had
// at any moment, which includes making the data, so run one size at a time:
//
//	go test ./internal/demo -run xxx -bench WholeRound/100000 -benchtime 3x
func BenchmarkWholeRound(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) { wholeRound(b, n) })
	}
}

func wholeRound(b *testing.B, n int) {
	ctx := context.Background()
	url := pgtest.CloneURL(b)
	pool, err := postgres.Connect(ctx, url+"&statement_timeout=0&idle_in_transaction_session_timeout=0") // others may need the machine
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(pool.Close)
	db, err := postgres.New(pool, pgtest.Noon)
	if err != nil {
		b.Fatal(err)
	}
	if err := demo.Seed(ctx, db, pgtest.Noon()); err != nil {
		b.Fatal(err)
	}
	period, err := demo.LoadRound(ctx, db, n)
	if err != nil {
		b.Fatal(err)
	}
	if err := postgres.Analyze(ctx, url); err != nil {
		b.Fatal(err)
	}
	service := planning.New(db)
	runtime.GC()
	resetPeak()
	begin := cpu()
	for b.Loop() {
		m, err := service.Measure(ctx, period)
		if err != nil {
			b.Fatal(err)
		}
		for _, s := range m.Steps {
			b.ReportMetric(float64(s.Took.Milliseconds()), s.Name+"-ms")
		}
		b.ReportMetric(float64(m.Pairs), "pairs")
		b.ReportMetric(float64(m.Placed), "placed")
		b.ReportMetric(float64(m.Bytes)/1e6, "snapshot-MB")
	}
	b.ReportMetric((cpu()-begin)/float64(b.N), "cpu-s/op")
	b.ReportMetric(peak(), "peak-MB")
}

// cpu is the processor time that this process took, without the database's, in
// seconds: what is left of a figure on a machine that others use.
func cpu() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// resetPeak begins counting the most memory anew, where the system can.
func resetPeak() { _ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o200) }

// peak is the most memory the process had since, in MB.
func peak() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var kb float64
	_, _ = fmt.Sscan(rest, &kb)
	return kb / 1e3
}
