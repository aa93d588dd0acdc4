package ui

import (
	"maps"
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// Field is one question in a form: label, help, error, then the thing to fill in. Views: Input, Area, Select.
type Field struct {
	Name string
	// ID is Name unless said otherwise; an error summary links to it.
	ID                 string
	Label, Help, Error string
	Value              string
	// Type is text unless said otherwise. Size is s, m or empty for the whole width.
	Type, Size string
	// Rows is the height of an Area; two or fewer makes it a short one.
	Rows int
	// Max is the most characters that may be typed; 0 is no limit. Browsers then stop typing, so leave room.
	Max int
	// Count stands below an Area; with {words}, {chars} or {left} in Live the script keeps it up to date.
	Count, Live             string
	Autocomplete, InputMode string
	// LabelHidden keeps the label for people who hear the page.
	LabelHidden, Required, Disabled bool
	Attrs                           templ.Attributes
}

// Option is one choice in a Select.
type Option struct {
	Value, Text string
	Selected    bool
}

func (f Field) id() string { return or(f.ID, f.Name) }

// frame is the class of the box around the field.
func (f Field) frame() string { return class("field", when(f.Error != "", "bad")) }

// described lists the ids of what explains the field.
func (f Field) described() string {
	var ids []string
	for suffix, on := range map[string]bool{"-e": f.Error != "", "-h": f.Help != "", "-n": f.Count+f.Live != ""} {
		if on {
			ids = append(ids, f.id()+suffix)
		}
	}
	return strings.Join(sorted(ids), " ")
}

// attrs gives what input, textarea and select have in common.
func (f Field) attrs() templ.Attributes {
	a := templ.Attributes{"id": f.id(), "name": f.Name}
	maps.Copy(a, f.Attrs)
	set := func(on bool, name string, value any) {
		if on {
			a[name] = value
		}
	}
	set(f.described() != "", "aria-describedby", f.described())
	set(f.Error != "", "aria-invalid", "true")
	set(f.Max > 0, "maxlength", strconv.Itoa(f.Max))
	set(f.Autocomplete != "", "autocomplete", f.Autocomplete)
	set(f.InputMode != "", "inputmode", f.InputMode)
	set(f.Required, "required", true)
	set(f.Disabled, "disabled", true)
	set(f.Live != "", "data-count", f.id()+"-n")
	return a
}

// Choices is a question with ready answers: radio buttons, or boxes to tick when Many.
type Choices struct {
	Name, ID            string
	Legend, Help, Error string
	Options             []Choice
	// Columns is s (narrow), 2 or empty for one below the other.
	Columns string
	// Cards draws a border round each answer.
	Many, Cards, LegendBig, LegendHidden bool
}

// Choice is one answer. Its Name is that of the group unless said otherwise. Count stands behind it in a facet.
type Choice struct {
	Name, Value, Text, Note, Count string
	Checked, Disabled              bool
}

func (c Choices) id() string { return or(c.ID, c.Name) }

// optionID gives the first answer the id of the question, so that an error summary leads to it.
func (c Choices) optionID(i int) string {
	if i == 0 {
		return c.id()
	}
	return c.id() + "-" + strconv.Itoa(i+1)
}

func (c Choices) described() templ.Attributes {
	var ids []string
	if c.Error != "" {
		ids = append(ids, c.id()+"-e")
	}
	if c.Help != "" {
		ids = append(ids, c.id()+"-h")
	}
	if len(ids) == 0 {
		return nil
	}
	return templ.Attributes{"aria-describedby": strings.Join(ids, " ")}
}

func (c Choices) kind() string { return or(when(c.Many, "checkbox"), "radio") }

// counting hands the script the words of a counter.
func counting(live string) templ.Attributes {
	if live == "" {
		return nil
	}
	return templ.Attributes{"data-text": live}
}

// keyed hands the script the key that presses a thing.
func keyed(key string) templ.Attributes {
	if key == "" {
		return nil
	}
	return templ.Attributes{"data-key": key}
}

// focus lets the script bring the reader to a thing that is no link or field.
func focus(on bool) templ.Attributes {
	if !on {
		return nil
	}
	return templ.Attributes{"tabindex": "-1"}
}
