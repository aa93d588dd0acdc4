package page

import (
	"slices"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
	"github.com/tandem-hbo/tandem/web/ui"
)

func has(s tandem.Staff, r tandem.Role) bool { return slices.Contains(s.Roles, r) }

// roleAction is where the form goes that gives or takes a role.
func roleAction(s tandem.Staff, r tandem.Role) string {
	if has(s, r) {
		return "/mensen/" + s.PersonID.String() + "/rollen/weg"
	}
	return "/mensen/" + s.PersonID.String() + "/rollen"
}

// sessions tells in how many browsers somebody is signed in.
func (p People) sessions(s tandem.Staff) string {
	if s.Sessions == 0 {
		return p.T(text.PeopleSignedOut)
	}
	return p.N(text.PeopleSessions, s.Sessions)
}

func (p People) roles(s tandem.Staff) []ui.Badge {
	badges := make([]ui.Badge, len(s.Roles))
	for i, r := range s.Roles {
		badges[i] = ui.Badge{Text: p.Code("role", string(r)), Icon: "user"}
	}
	return badges
}

func (p People) roleChoices() []ui.Choice {
	var list []ui.Choice
	for _, r := range tandem.Roles() {
		list = append(list, ui.Choice{Value: string(r), Text: p.Code("role", string(r)), Checked: p.Form.Role == string(r)})
	}
	return list
}
