package ui

import (
	"maps"

	"github.com/a-h/templ"
)

func (b Button) class() string {
	return class("button", b.Kind, when(b.Big, "big"))
}

// attrs gives the attributes that a button may have; a link has no type, a disabled link no address to go to.
func (b Button) attrs() templ.Attributes {
	a := templ.Attributes{}
	maps.Copy(a, b.Attrs)
	set := func(on bool, name string, value any) {
		if on {
			a[name] = value
		}
	}
	set(b.Key != "", "data-key", b.Key)
	set(b.Busy, "aria-busy", "true")
	if b.Href != "" {
		set(b.Disabled, "aria-disabled", "true")
		return a
	}
	a["type"] = or(b.Type, when(b.Opens+b.Drawer == "", "submit"))
	set(a["type"] == "", "type", "button")
	set(b.Name != "", "name", b.Name)
	set(b.Name != "", "value", b.Value)
	set(b.Disabled, "disabled", true)
	set(b.Opens != "", "command", "show-modal")
	set(b.Opens != "", "commandfor", b.Opens)
	set(b.Drawer != "", "popovertarget", b.Drawer)
	return a
}

// naming makes a drawing an image with a name, or hides it when it has none.
func naming(label string) templ.Attributes {
	if label == "" {
		return templ.Attributes{"aria-hidden": "true"}
	}
	return templ.Attributes{"role": "img", "aria-label": label}
}
