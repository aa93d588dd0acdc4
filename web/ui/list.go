package ui

import "github.com/a-h/templ"

func (l List) walk() templ.Attributes {
	if !l.Keys {
		return nil
	}
	return templ.Attributes{"data-rows": true}
}

// kind is the class of a message in a thread.
func (m Message) kind() string {
	switch m.Kind {
	case "mine", "internal", "event":
		return m.Kind
	default:
		return "in"
	}
}
