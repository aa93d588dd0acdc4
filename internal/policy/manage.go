package policy

import (
	"slices"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// ManageCatalog lets coordinators and administrators change programmes, periods
// and offerings of their institution.
func ManageCatalog(by tandem.Actor, in tandem.ID[tandem.Institution]) error {
	return allow(isAny(by, in, tandem.Coordinator, tandem.Admin), "manage catalogue")
}

// ManageOffering lets the lecturer who runs an offering change it, next to those
// who manage the catalogue.
func ManageOffering(by tandem.Actor, o tandem.Offering) error {
	own := isPerson(by, o.LecturerID) && by.Is(tandem.Lecturer, o.InstitutionID)
	if own {
		return nil
	}
	return ManageCatalog(by, o.InstitutionID)
}

// AddOffering lets those who teach at the institution or manage its catalogue
// publish an offering; whom they may name as lecturer is up to ManageOffering.
func AddOffering(by tandem.Actor, in tandem.ID[tandem.Institution]) error {
	return allow(isAny(by, in, tandem.Lecturer, tandem.Coordinator, tandem.Admin), "add offering")
}

// ManageTaxonomy lets administrators change outcomes, forms and the matrix,
// which all institutions share. So may the system, which sets up the first
// institution.
func ManageTaxonomy(by tandem.Actor) error {
	return allow(by.System || by.Has(tandem.Admin), "manage taxonomy")
}

// ManagePeople lets administrators invite people to their institution, change
// roles there and end sessions. The first one is invited by the system.
func ManagePeople(by tandem.Actor, in tandem.ID[tandem.Institution]) error {
	return allow(by.System || by.Is(tandem.Admin, in), "manage people")
}

// MailScope holds the institutions whose failed mails the actor may see and
// send again, so that somebody can call whoever was not reached. Mails to owners
// bear sealed addresses: they are for the desk. Mails to staff are for
// administrators too.
func MailScope(by tandem.Actor) (owners, staff tandem.Scope, err error) {
	owners.Institutions = by.Institutions(tandem.Coordinator)
	staff.Institutions = slices.Concat(owners.Institutions, by.Institutions(tandem.Admin))
	return owners, staff, allow(len(staff.Institutions) > 0, "manage mails")
}
