package policy

import "github.com/tandem-hbo/tandem/internal/tandem"

// PlanRound lets coordinators plan the rounds of their institution: see what is
// asked and free, make plans, approve one and take it back.
func PlanRound(by tandem.Actor, in tandem.ID[tandem.Institution]) error {
	return allow(!in.IsZero() && by.Is(tandem.Coordinator, in), "plan round")
}

// RoundScope holds the institutions whose rounds the actor may plan.
func RoundScope(by tandem.Actor) (tandem.Scope, error) {
	in := by.Institutions(tandem.Coordinator)
	return tandem.Scope{Institutions: in}, allow(len(in) > 0, "list rounds")
}
