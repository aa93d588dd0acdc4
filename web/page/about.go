package page

import "github.com/tandem-hbo/tandem/web/ui"

// privacy lists what happens with what people tell us, in the order of how much it matters to them.
func (p About) privacy() []ui.Check {
	var lines []ui.Check
	for _, line := range []struct{ code, icon string }{
		{"why", "circle-check"}, {"who", "lock"}, {"cookies", "eye-off"}, {"log", "history"}, {"learn", "check"}, {"rights", "undo-2"},
	} {
		lines = append(lines, ui.Check{Icon: line.icon, Text: p.Code("about_privacy", line.code)})
	}
	return lines
}
