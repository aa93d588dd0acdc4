//go:build !mut_read_then_write

package claiming_test

import (
	"os/exec"
	"strings"
	"testing"
)

// disarm leaves the database as it is; its twin takes the last net away.
func disarm(*testing.T, string) {}

// TestRaceTestsSeeReadThenWrite proves that the race tests can fail: with the
// planted fault of hold_mut.go, and without the unique indexes that would catch
// it, all must turn red.
func TestRaceTestsSeeReadThenWrite(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("compiles the package anew")
	}
	for name, want := range map[string]string{
		"TestRaceForOneQuestion": "winners, want 1", "TestRaceForOnePlace": "winners, want 1",
		"TestLedgerUnderSiege": "things in the ledger are wrong",
	} {
		cmd := exec.CommandContext(t.Context(), "go", "test", "-count=1", "-tags", "mut_read_then_write", "-run", "^"+name+"$", ".")
		cmd.Env = append(cmd.Environ(), "TANDEM_RACE_ROUNDS=10", "TANDEM_LEDGER_RACE=10s")
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), want) {
			t.Errorf("%s did not notice the planted fault: %v\n%s", name, err, out)
		}
	}
}
