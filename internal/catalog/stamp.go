package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// Stamp marks how a thing stood when somebody read it. A form carries it, so
// that an edit never undoes one that came in between. Empty is no demand.
type Stamp string

// StampOf is the stamp of an institution, programme or period as it stands.
func StampOf[T tandem.Institution | tandem.Programme | tandem.Period](thing T) Stamp {
	sum := sha256.Sum256(fmt.Appendf(nil, "%v", thing))
	return Stamp(hex.EncodeToString(sum[:8]))
}

func still[T tandem.Institution | tandem.Programme | tandem.Period](seen Stamp, now T) error {
	if seen == "" || seen == StampOf(now) {
		return nil
	}
	return tandem.Fail(tandem.Conflict, "moved_on")
}
