package server

import (
	"errors"
	"maps"
	"net/http"
	"slices"

	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// offeringsPage lists what is on offer: what is open, one's own, or all.
func (s *Server) offeringsPage(w http.ResponseWriter, r *http.Request) error {
	by, today, list := s.actor(r), s.Catalog.Today(), r.URL.Query().Get("lijst")
	filter := tandem.OfferingFilter{OpenOn: &today}
	switch {
	case list == "mijn" && by.Has(tandem.Lecturer):
		filter = tandem.OfferingFilter{LecturerID: by.PersonID}
	case list == "alles":
		filter = tandem.OfferingFilter{}
	default:
		list = ""
	}
	rows, err := s.Catalog.Offerings(r.Context(), filter)
	if err != nil {
		return err
	}
	taxonomy, err := s.Catalog.Taxonomy(r.Context())
	if err != nil {
		return err
	}
	p := page.Offerings{
		Shell: s.shell(r), Taxonomy: taxonomy, List: list, Today: today,
		Lecturer: by.Has(tandem.Lecturer), CanAdd: len(by.Memberships) > 0,
	}
	p.Rows, p.Pager = paged(r, p.Shell, rows)
	return s.render(w, r, http.StatusOK, p.Page())
}

// offeringPage shows one offering.
func (s *Server) offeringPage(w http.ResponseWriter, r *http.Request) error {
	return s.showOffering(w, r, http.StatusOK, page.HoldForm{})
}

// showOffering shows one offering, with its ledger to who may see that.
func (s *Server) showOffering(w http.ResponseWriter, r *http.Request, status int, f page.HoldForm) error {
	o, err := s.offering(r)
	if err != nil {
		return err
	}
	taxonomy, err := s.Catalog.Taxonomy(r.Context())
	if err != nil {
		return err
	}
	by := s.actor(r)
	p := page.OfferingShow{
		Shell: s.shell(r), Taxonomy: taxonomy, Offering: o, Today: s.Catalog.Today(),
		CanEdit: policy.ManageOffering(by, o.Offering) == nil, CanHold: policy.HoldPlace(by, o.Offering) == nil, Form: f,
	}
	ledger, err := s.Claims.Ledger(r.Context(), by, o.Offering)
	if err != nil && !errors.Is(err, tandem.Denied) {
		return err
	}
	p.Ledger, p.Line, p.Ready, p.ShowsLedger = ledger.Rows, ledger.Line, ledger.Ready, err == nil
	return s.render(w, r, status, p.Page())
}

// offering finds the offering that the address names.
func (s *Server) offering(r *http.Request) (tandem.OfferingDetail, error) {
	offering, err := id[tandem.Offering](r, "id")
	if err != nil {
		return tandem.OfferingDetail{}, err
	}
	return s.Catalog.Offering(r.Context(), offering)
}

// newOfferingPage shows an empty form, for the institution that the address
// names or the first of the actor's own.
func (s *Server) newOfferingPage(w http.ResponseWriter, r *http.Request) error {
	by := s.actor(r)
	in, err := choose(workplaces(by), r.URL.Query().Get("institution"))
	if err != nil {
		return err
	}
	if !slices.Contains(workplaces(by), in) {
		return tandem.Denied
	}
	f := page.OfferingForm{Institution: in.String(), Places: "1", Least: "0", Hours: "0", TeamSize: "4", StudyYear: "3", EC: "10", MinFTE: "0"}
	if by.Is(tandem.Lecturer, in) {
		f.Lecturer = by.PersonID.String()
	}
	return s.showOfferingForm(w, r, http.StatusOK, page.OfferingEdit{Form: f})
}

// workplaces lists the institutions where the actor has any role.
func workplaces(by tandem.Actor) []tandem.ID[tandem.Institution] {
	var list []tandem.ID[tandem.Institution]
	for _, m := range by.Memberships {
		if !slices.Contains(list, m.InstitutionID) {
			list = append(list, m.InstitutionID)
		}
	}
	return list
}

// editOfferingPage shows the form of an offering that the actor may change.
func (s *Server) editOfferingPage(w http.ResponseWriter, r *http.Request) error {
	o, err := s.offering(r)
	if err != nil {
		return err
	}
	if err := policy.ManageOffering(s.actor(r), o.Offering); err != nil {
		return err
	}
	return s.showOfferingForm(w, r, http.StatusOK, page.OfferingEdit{ID: o.ID.String(), Form: typedOffering(o.Offering)})
}

// showOfferingForm fills in the choices of the institution.
func (s *Server) showOfferingForm(w http.ResponseWriter, r *http.Request, status int, p page.OfferingEdit) error {
	in, err := tandem.ParseID[tandem.Institution](p.Form.Institution)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), s.actor(r)
	p.Shell, p.Today, p.Manages = s.shell(r), s.Catalog.Today(), policy.ManageCatalog(by, in) == nil
	var errs [5]error
	p.Taxonomy, errs[0] = s.Catalog.Taxonomy(ctx)
	p.Programmes, errs[1] = s.Catalog.Programmes(ctx, in)
	p.Periods, errs[2] = s.Catalog.Periods(ctx, in)
	p.Lecturers, errs[3] = s.Catalog.Lecturers(ctx, in)
	if p.ID == "" {
		p.Tabs, errs[4] = s.tabs(r, workplaces(by), in, "/aanbod/nieuw")
	}
	if err := errors.Join(errs[:]...); err != nil {
		return err
	}
	if !p.Manages { // who manages nothing runs it themselves
		p.Lecturers = slices.DeleteFunc(p.Lecturers, func(l tandem.Person) bool { return l.ID != by.PersonID })
	}
	return s.render(w, r, status, p.Page())
}

// addOffering publishes a new offering.
func (s *Server) addOffering(w http.ResponseWriter, r *http.Request) error {
	return s.saveOffering(w, r, page.OfferingEdit{}, func(o tandem.Offering) (tandem.Offering, error) {
		return s.Catalog.AddOffering(r.Context(), s.actor(r), o)
	})
}

// editOffering stores a changed offering.
func (s *Server) editOffering(w http.ResponseWriter, r *http.Request) error {
	old, err := s.offering(r)
	if err != nil {
		return err
	}
	if err := policy.ManageOffering(s.actor(r), old.Offering); err != nil {
		return err
	}
	p := page.OfferingEdit{ID: old.ID.String(), Form: page.OfferingForm{Institution: old.InstitutionID.String()}}
	return s.saveOffering(w, r, p, func(o tandem.Offering) (tandem.Offering, error) {
		o.ID, o.InstitutionID = old.ID, old.InstitutionID
		return o, s.Catalog.SaveOffering(r.Context(), s.actor(r), o)
	})
}

// saveOffering reads the form and stores it by save; bad input comes back as
// typed with 422, places that are in use with 409.
func (s *Server) saveOffering(
	w http.ResponseWriter, r *http.Request, p page.OfferingEdit, save func(tandem.Offering) (tandem.Offering, error),
) error {
	of := p.Form.Institution
	err := s.decode(r, &p.Form)
	if err != nil && !errors.Is(err, tandem.Invalid) {
		return err
	}
	if p.ID != "" { // an offering stays where it is, whatever the form says
		p.Form.Institution = of
	}
	o, unread := readOffering(r, &p.Form)
	if p.ID == "" { // what cannot be read must not show a stranger the form
		if err := policy.AddOffering(s.actor(r), o.InstitutionID); err != nil {
			return err
		}
	}
	if err == nil {
		o, err = save(o)
	}
	if errors.Is(err, tandem.Invalid) {
		p.Errors = faultsOf(s.printer(r), errors.Join(err))
		maps.Copy(p.Errors, faultsOf(s.printer(r), tandem.FailFields(unread)))
		return s.showOfferingForm(w, r, http.StatusUnprocessableEntity, p)
	}
	if known, ok := errors.AsType[*tandem.Error](err); ok && boundBy(known.Code) != "" {
		p.Errors = faults{boundBy(known.Code): s.printer(r).Code("problem_say", known.Code)}
		return s.showOfferingForm(w, r, http.StatusConflict, p)
	}
	if code, ok := s.again(r, err); ok {
		return s.showOfferingForm(w, r, code, p)
	}
	if err != nil {
		return err
	}
	return s.redirect(w, r, "/aanbod/"+o.ID.String(), "offering_saved")
}

// boundBy is the field of the form that a conflict in the ledger is about.
func boundBy(code string) string {
	switch code {
	case "places_in_use":
		return "places"
	case "hours_full":
		return "hours"
	case "programme_full":
		return "programme"
	}
	return ""
}

// closeOffering takes an offering from the list.
func (s *Server) closeOffering(w http.ResponseWriter, r *http.Request) error {
	offering, err := id[tandem.Offering](r, "id")
	if err != nil {
		return err
	}
	if err := s.Catalog.CloseOffering(r.Context(), s.actor(r), offering); err != nil {
		return err
	}
	return s.redirect(w, r, "/aanbod/"+offering.String(), "offering_closed")
}

// reopenOffering puts it back.
func (s *Server) reopenOffering(w http.ResponseWriter, r *http.Request) error {
	offering, err := id[tandem.Offering](r, "id")
	if err != nil {
		return err
	}
	if err := s.Catalog.ReopenOffering(r.Context(), s.actor(r), offering); err != nil {
		return err
	}
	return s.redirect(w, r, "/aanbod/"+offering.String(), "offering_reopened")
}
