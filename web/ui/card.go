package ui

import "github.com/a-h/templ"

// attrs makes a card with a heading a region of its own.
func (c Card) attrs() templ.Attributes {
	a := templ.Attributes{}
	if c.ID != "" {
		a["id"] = c.ID
	}
	if c.Labelled != "" {
		a["role"], a["aria-labelledby"] = "group", c.Labelled
	}
	return a
}

func checkIcon(kind string) string {
	switch kind {
	case "yes":
		return "circle-check"
	case "no":
		return "circle-x"
	default:
		return "triangle-alert"
	}
}

func verdictIcon(tone string) string {
	if tone == "fits" {
		return "circle-check"
	}
	return "triangle-alert"
}
