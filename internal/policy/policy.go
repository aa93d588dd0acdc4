// Package policy says who may do what: pure functions of the actor and the
// thing. Services ask them inside the transaction, pages ask the same ones to
// decide which buttons to show.
//
// A function returns nil or an error of kind tandem.Denied. It answers who, not
// when: whether a thing can still move is told by its state.
package policy

import (
	"fmt"
	"slices"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// allow turns a verdict into an error that names the refused act for the log,
// which knows the actor by number; names stay out of it.
func allow(ok bool, act string) error {
	if ok {
		return nil
	}
	return fmt.Errorf("%s: %w", act, tandem.Denied)
}

// Owns reports whether the actor is the owner of the question: the person who
// asked it, or the browser that holds its link or draft.
func Owns(by tandem.Actor, q tandem.Question) bool {
	if by.SignedIn() && by.PersonID == q.OwnerID {
		return true
	}
	return slices.Contains(by.Questions, q.ID)
}

// desk reports whether the actor coordinates the desk that answers the question.
func desk(by tandem.Actor, q tandem.Question) bool {
	return !q.InstitutionID.IsZero() && by.Is(tandem.Coordinator, q.InstitutionID)
}

// isAny reports whether the actor has one of the roles in the institution.
func isAny(by tandem.Actor, in tandem.ID[tandem.Institution], roles ...tandem.Role) bool {
	return slices.ContainsFunc(roles, func(r tandem.Role) bool { return by.Is(r, in) })
}

// isPerson reports whether the actor is this very person.
func isPerson(by tandem.Actor, id tandem.ID[tandem.Person]) bool {
	return by.SignedIn() && by.PersonID == id
}
