package policy

import "github.com/tandem-hbo/tandem/internal/tandem"

// ManageCatalog lets coordinators and administrators change programmes, periods
// and offerings of their institution.
func ManageCatalog(by tandem.Actor, in tandem.ID[tandem.Institution]) error {
	return allow(isAny(by, in, tandem.Coordinator, tandem.Admin), by, "manage catalogue")
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

// ManageTaxonomy lets administrators change outcomes, forms and the matrix,
// which all institutions share. So may the system, which sets up the first
// institution.
func ManageTaxonomy(by tandem.Actor) error {
	return allow(by.System || by.Has(tandem.Admin), by, "manage taxonomy")
}

// ManagePeople lets administrators invite people to their institution, change
// roles there and end sessions. The first one is invited by the system.
func ManagePeople(by tandem.Actor, in tandem.ID[tandem.Institution]) error {
	return allow(by.System || by.Is(tandem.Admin, in), by, "manage people")
}

// MailScope holds the institutions whose failed mails the actor may see and
// send again: coordinators and administrators can call whoever was not reached.
func MailScope(by tandem.Actor) (tandem.Scope, error) {
	in := append(by.Institutions(tandem.Coordinator), by.Institutions(tandem.Admin)...)
	return tandem.Scope{Institutions: in}, allow(len(in) > 0, by, "manage mails")
}
