package invented_test

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"github.com/tandem-hbo/tandem/internal/allocation/invented"
	"github.com/tandem-hbo/tandem/internal/allocation/roundfile"
)

// TestRoundsAreThePublishedOnes holds the rounds to the sums of the files on which
// other solvers were run.
func TestRoundsAreThePublishedOnes(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"T": "a279e605b40f721e1fb93a0efaaa52e5b9f0437da7716abeebb2a18dbacb74cd",
		"S": "bed3aff5683d058f48c93d61cc1357139535f0d10d6a7e0005c7781f24426a9b",
		"M": "65329273ae5a27f898c6726040f5c2698f75cdb4f3a0f3620820ec3e941fd189",
	} {
		sum := sha256.New()
		if err := roundfile.Write(sum, invented.Round(invented.Sizes()[name], 0)); err != nil {
			t.Fatal(err)
		}
		if got := hex.EncodeToString(sum.Sum(nil)); got != want {
			t.Errorf("%s: sum = %s, want %s", name, got, want)
		}
	}
}
