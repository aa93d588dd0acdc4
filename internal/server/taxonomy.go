package server

import (
	"errors"
	"maps"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"github.com/tandem-hbo/tandem/internal/catalog"
	"github.com/tandem-hbo/tandem/internal/policy"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

// taxonomyPage shows what an administrator can edit, and all versions.
func (s *Server) taxonomyPage(w http.ResponseWriter, r *http.Request) error {
	if err := policy.ManageTaxonomy(s.actor(r)); err != nil {
		return err
	}
	versions, err := s.Catalog.TaxonomyVersions(r.Context())
	if err != nil {
		return err
	}
	p := page.TaxonomyHistory{Shell: s.shell(r), Taxonomy: versions[0], Versions: versions}
	return s.render(w, r, http.StatusOK, p.Page())
}

// taxonomyVersionPage shows one version with what it changed.
func (s *Server) taxonomyVersionPage(w http.ResponseWriter, r *http.Request) error {
	if err := policy.ManageTaxonomy(s.actor(r)); err != nil {
		return err
	}
	version, err := strconv.ParseInt(chi.URLParam(r, "version"), 10, 32)
	if err != nil {
		return tandem.NotFound
	}
	taxonomy, changes, err := s.Catalog.TaxonomyVersion(r.Context(), int(version))
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, page.TaxonomyHistory{Shell: s.shell(r), Taxonomy: taxonomy, Changes: changes}.Page())
}

// taxonomyEdit is the page for the form or outcome that the address names, with
// the values of the newest version.
func (s *Server) taxonomyEdit(r *http.Request) (page.TaxonomyEdit, error) {
	p := page.TaxonomyEdit{Shell: s.shell(r), Action: r.URL.Path, Outcome: strings.Contains(r.URL.Path, "/resultaten/")}
	if err := policy.ManageTaxonomy(s.actor(r)); err != nil {
		return p, err
	}
	taxonomy, err := s.Catalog.Taxonomy(r.Context())
	if err != nil {
		return p, err
	}
	p.Taxonomy, p.Base = taxonomy, taxonomy.Version
	outcome, knownOutcome := taxonomy.Outcome(tandem.OutcomeKey(chi.URLParam(r, "key")))
	form, knownForm := taxonomy.Form(tandem.FormKey(chi.URLParam(r, "key")))
	switch {
	case p.Outcome && knownOutcome:
		p.Heading, p.Values = outcome.Plain.In(s.lang(r)), outcomeValues(outcome)
	case !p.Outcome && knownForm:
		p.Heading, p.Values = form.Plain.In(s.lang(r)), formValues(taxonomy, form)
	default:
		return p, tandem.NotFound
	}
	return p, nil
}

// taxonomyEditPage shows the form.
func (s *Server) taxonomyEditPage(w http.ResponseWriter, r *http.Request) error {
	p, err := s.taxonomyEdit(r)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, p.Page())
}

// editTaxonomy saves a new version. Bad input comes back as typed with 422; when
// somebody saved meanwhile it comes back with 409, to be saved upon theirs.
func (s *Server) editTaxonomy(w http.ResponseWriter, r *http.Request) error {
	p, err := s.taxonomyEdit(r)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return tandem.FailWith(tandem.Invalid, "form_unreadable", err)
	}
	typed, _, err := cleaned(r.PostForm)
	if err != nil {
		return err
	}
	for name := range p.Values {
		if typed.Has(name) {
			p.Values[name] = typed.Get(name)
		}
	}
	p.Values["note"] = typed.Get("note")
	base, _ := strconv.Atoi(typed.Get("base")) // no number is no version: a conflict
	err = s.saveTaxonomy(r, p, catalog.Edit{Base: base, Note: p.Values["note"]})
	switch {
	case errors.Is(err, tandem.Invalid):
		p.Errors = taxonomyFaults(faultsOf(s.printer(r), err))
		return s.render(w, r, http.StatusUnprocessableEntity, p.Page())
	case errors.Is(err, tandem.Conflict):
		p.Newer = true
		return s.render(w, r, http.StatusConflict, p.Page())
	case err != nil:
		return err
	}
	return s.redirect(w, r, "/beheer/cijfers", "taxonomy_saved")
}

func (s *Server) saveTaxonomy(r *http.Request, p page.TaxonomyEdit, e catalog.Edit) error {
	v := values{typed: p.Values}
	key := chi.URLParam(r, "key")
	if p.Outcome {
		outcome := v.outcome(tandem.OutcomeKey(key))
		if err := tandem.FailFields(v.faults); err != nil {
			return err
		}
		_, err := s.Catalog.EditOutcome(r.Context(), s.actor(r), e, outcome)
		return err
	}
	form, cells := v.form(tandem.FormKey(key)), v.cells(p.Taxonomy, tandem.FormKey(key))
	if err := tandem.FailFields(v.faults); err != nil {
		return err
	}
	_, err := s.Catalog.EditForm(r.Context(), s.actor(r), e, form, cells)
	return err
}

// taxonomyFaults turns the names that the rules use, such as
// "form.living_lab.facts.ec", into those of the fields.
func taxonomyFaults(found faults) map[string]string {
	list := map[string]string{}
	maps.Copy(list, found)
	for name, sentence := range found {
		parts := strings.SplitN(name, ".", 3)
		if len(parts) < 3 {
			continue
		}
		switch {
		case parts[2] == "sides":
			list["sides.company"] = sentence
		case parts[0] == "cell":
			list["cell."+parts[1]+".score"] = sentence
		default:
			list[parts[2]] = sentence
		}
	}
	return list
}
