package demo

import (
	"slices"
	"strings"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// world is what stands still while questions come and go.
type world struct {
	clock        clock
	words        words
	institutions []tandem.Institution
	people       []person
	programmes   []tandem.Programme
	periods      []period
	templates    []template
	companies    []company
	byCode       map[string]tandem.ID[tandem.Institution]
}

// person is somebody with one role.
type person struct {
	tandem.Person
	tandem.Membership
}

func (p person) actor() tandem.Actor {
	return tandem.Actor{PersonID: p.ID, Name: p.Name, Memberships: []tandem.Membership{p.Membership}}
}

// template is what an institution offers again and again, each time in another
// period.
type template struct {
	tandem.Offering
	kind string // of period
	lead int    // days between deadline and start
}

func newWorld(c clock) (*world, error) {
	w := &world{clock: c, byCode: map[string]tandem.ID[tandem.Institution]{}}
	var err error
	if w.words, err = loadWords(); err != nil {
		return nil, err
	}
	for _, load := range []func() error{w.loadInstitutions, w.loadPeople, w.loadProgrammes, w.loadTemplates} {
		if err := load(); err != nil {
			return nil, err
		}
	}
	for i, in := range w.institutions {
		w.periods = append(w.periods, periodsOf(in, c.today, 7*(i%2))...)
	}
	w.companies = w.makeCompanies(companies)
	return w, nil
}

func (w *world) loadInstitutions() error {
	rows, err := lines("institutions.tsv", 9)
	var n numbers
	for _, r := range rows {
		in := tandem.Institution{
			ID: tandem.NewID[tandem.Institution](), Name: r[1], ShortName: r[2], City: r[3], Postcode: r[4],
			DeskMail: "loket@" + r[5], DeskPhone: r[6], LapseDays: n.whole(r[7]), ExpireDays: n.whole(r[8]),
		}
		w.institutions = append(w.institutions, in)
		w.byCode[r[0]] = in.ID
	}
	if err == nil {
		err = n.err
	}
	return err
}

func (w *world) loadPeople() error {
	rows, err := lines("people.tsv", 3)
	for _, r := range rows {
		in := w.institution(w.byCode[r[0]])
		_, domain, _ := strings.Cut(in.DeskMail, "@")
		w.people = append(w.people, person{
			Person: tandem.Person{
				ID: tandem.NewID[tandem.Person](), Name: r[2], Mail: mailbox(r[2]) + "@" + domain, Language: tandem.Dutch,
				CreatedAt: w.clock.now.AddDate(-2, 0, 0),
			},
			Membership: tandem.Membership{InstitutionID: in.ID, Role: tandem.Role(r[1])},
		})
	}
	return err
}

// mailbox writes a name as the local part of an address.
func mailbox(name string) string {
	plain := strings.NewReplacer("ı", "i", "ş", "s", "ë", "e", "&", "en", "'", "", ".", "").Replace(strings.ToLower(name))
	return strings.Join(strings.Fields(plain), ".")
}

func (w *world) loadProgrammes() error {
	rows, err := lines("programmes.tsv", 4)
	for _, r := range rows {
		w.programmes = append(w.programmes, tandem.Programme{
			ID: tandem.NewID[tandem.Programme](), InstitutionID: w.byCode[r[0]], Name: r[1], Level: r[2], Fields: fieldsOf(r[3]),
		})
	}
	return err
}

func (w *world) loadTemplates() error {
	rows, err := lines("offerings.tsv", 16)
	var n numbers
	for i, r := range rows {
		in := w.byCode[r[0]]
		p := w.programme(in, r[1])
		lecturers := w.staff(in, tandem.Lecturer)
		w.templates = append(w.templates, template{
			Offering: tandem.Offering{
				InstitutionID: in, ProgrammeID: p.ID, LecturerID: lecturers[i%len(lecturers)].ID, Form: tandem.FormKey(r[2]),
				Title: r[3], Summary: r[4], Places: n.whole(r[5]), TeamSize: n.whole(r[6]), StudyYear: n.whole(r[7]),
				EC: n.decimal(r[8]), Fields: p.Fields, Wishes: n.wishes(r[9]), Language: tandem.Language(r[12]),
				City: w.institution(in).City, Secrecy: tandem.SecrecyLevel(r[13]), MinFTE: n.whole(r[14]), Conditions: r[15],
			},
			kind: r[10], lead: n.whole(r[11]),
		})
	}
	if err == nil {
		err = n.err
	}
	return err
}

// wishes reads outcomes with their weights: "outside_world_in:1,startupper:0.67".
func (n *numbers) wishes(s string) []tandem.Wish {
	var list []tandem.Wish
	for part := range strings.SplitSeq(s, ",") {
		outcome, weight, _ := strings.Cut(part, ":")
		list = append(list, tandem.Wish{Outcome: tandem.OutcomeKey(outcome), Weight: n.decimal(weight)})
	}
	return list
}

func (w *world) institution(id tandem.ID[tandem.Institution]) tandem.Institution {
	i := slices.IndexFunc(w.institutions, func(in tandem.Institution) bool { return in.ID == id })
	return w.institutions[max(i, 0)]
}

func (w *world) programme(in tandem.ID[tandem.Institution], name string) tandem.Programme {
	i := slices.IndexFunc(w.programmes, func(p tandem.Programme) bool { return p.InstitutionID == in && p.Name == name })
	return w.programmes[max(i, 0)]
}

func (w *world) programmeName(id tandem.ID[tandem.Programme]) string {
	i := slices.IndexFunc(w.programmes, func(p tandem.Programme) bool { return p.ID == id })
	return w.programmes[max(i, 0)].Name
}

// staff lists who has a role in an institution.
func (w *world) staff(in tandem.ID[tandem.Institution], role tandem.Role) []person {
	var list []person
	for _, p := range w.people {
		if p.Membership == (tandem.Membership{InstitutionID: in, Role: role}) {
			list = append(list, p)
		}
	}
	return list
}

func (w *world) person(id tandem.ID[tandem.Person]) person {
	i := slices.IndexFunc(w.people, func(p person) bool { return p.ID == id })
	return w.people[max(i, 0)]
}
