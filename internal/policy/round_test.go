package policy_test

import (
	"testing"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestRounds(t *testing.T) {
	t.Parallel()
	check(t, "KC", func(by tandem.Actor) error { return policy.PlanRound(by, here) })
	check(t, "D", func(by tandem.Actor) error { return policy.PlanRound(by, there) })
	check(t, "", func(by tandem.Actor) error { return policy.PlanRound(by, tandem.ID[tandem.Institution]{}) })
	check(t, "KCD", func(by tandem.Actor) error {
		_, err := policy.RoundScope(by)
		return err
	})
}

// TestApprovePlan: Lena coordinates too, but a colleague sends what she teaches.
func TestApprovePlan(t *testing.T) {
	t.Parallel()
	someone := tandem.NewID[tandem.Person]()
	check(t, "C", func(by tandem.Actor) error {
		return policy.ApprovePlan(by, here, []tandem.ID[tandem.Person]{someone, lena})
	})
	check(t, "KC", func(by tandem.Actor) error {
		return policy.ApprovePlan(by, here, []tandem.ID[tandem.Person]{someone})
	})
}
