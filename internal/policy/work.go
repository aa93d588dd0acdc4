package policy

import "github.com/tandem-hbo/tandem/internal/tandem"

// ClaimMatch lets a lecturer of the institution claim for an offering: the one
// who runs it, or anybody there when it has no lecturer yet.
func ClaimMatch(by tandem.Actor, o tandem.Offering) error {
	runs := o.LecturerID.IsZero() || isPerson(by, o.LecturerID)
	return allow(runs && by.Is(tandem.Lecturer, o.InstitutionID), "claim")
}

// HoldPlace lets coordinators of an offering's institution keep a place free for a
// question and say who waits for one.
func HoldPlace(by tandem.Actor, o tandem.Offering) error {
	return allow(by.Is(tandem.Coordinator, o.InstitutionID), "hold place")
}

// ViewLedger lets the lecturer of an offering see who holds its places, with the
// coordinators of the institution. They may give soft holds back as well.
func ViewLedger(by tandem.Actor, o tandem.Offering) error {
	own := isPerson(by, o.LecturerID) && by.Is(tandem.Lecturer, o.InstitutionID)
	return allow(own || by.Is(tandem.Coordinator, o.InstitutionID), "view ledger")
}

// ReleaseClaim lets the lecturer give the claim back, or a coordinator of the
// same institution do so for them.
func ReleaseClaim(by tandem.Actor, c tandem.Claim) error {
	return allow(holds(by, c) || by.Is(tandem.Coordinator, c.InstitutionID), "release claim")
}

// StartWork lets the lecturer who holds the claim start the work.
func StartWork(by tandem.Actor, c tandem.Claim) error {
	return allow(holds(by, c), "start work")
}

// EndWork lets the lecturer or a coordinator finish or stop the work.
func EndWork(by tandem.Actor, c tandem.Claim) error {
	return allow(holds(by, c) || by.Is(tandem.Coordinator, c.InstitutionID), "end work")
}

// Evaluate lets each side speak for itself: the owner for the company, the
// lecturer who held the claim for the education.
func Evaluate(by tandem.Actor, side tandem.Side, q tandem.Question, c tandem.Claim) error {
	may := side == tandem.Company && Owns(by, q) || side == tandem.Education && holds(by, c)
	return allow(may && c.QuestionID == q.ID, "evaluate for "+string(side))
}

// holds reports whether the claim is the actor's and the actor still teaches.
func holds(by tandem.Actor, c tandem.Claim) bool {
	return isPerson(by, c.LecturerID) && by.Is(tandem.Lecturer, c.InstitutionID)
}

// ViewWork lets the lecturer who made the claim follow it to the end, with the
// coordinators of the institution.
func ViewWork(by tandem.Actor, c tandem.Claim) error {
	return allow(holds(by, c) || by.Is(tandem.Coordinator, c.InstitutionID), "view work")
}

// WorkScope holds the institutions whose work the actor may list next to their
// own claims.
func WorkScope(by tandem.Actor) (tandem.Scope, error) {
	in := by.Institutions(tandem.Coordinator)
	return tandem.Scope{Institutions: in}, allow(len(in) > 0 || by.Has(tandem.Lecturer), "list work")
}
