package policy

import (
	"slices"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// PlanRound lets coordinators plan the rounds of their institution: see what is
// asked and free, make plans, approve one and take it back.
func PlanRound(by tandem.Actor, in tandem.ID[tandem.Institution]) error {
	return allow(!in.IsZero() && by.Is(tandem.Coordinator, in), "plan round")
}

// ApprovePlan lets a coordinator send a plan that gives work to some lecturers, but
// nobody decides about offerings of their own.
func ApprovePlan(by tandem.Actor, in tandem.ID[tandem.Institution], lecturers []tandem.ID[tandem.Person]) error {
	if err := PlanRound(by, in); err != nil {
		return err
	}
	own := slices.ContainsFunc(lecturers, func(id tandem.ID[tandem.Person]) bool { return isPerson(by, id) })
	return allow(!own, "approve plan with own offering")
}

// RoundScope holds the institutions whose rounds the actor may plan.
func RoundScope(by tandem.Actor) (tandem.Scope, error) {
	in := by.Institutions(tandem.Coordinator)
	return tandem.Scope{Institutions: in}, allow(len(in) > 0, "list rounds")
}
