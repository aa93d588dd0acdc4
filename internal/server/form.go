package server

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/go-chi/chi/v5"
	"github.com/go-playground/form/v4"

	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/text"
)

// maxFields bounds the number of values in one form; ours have fewer than 60.
const maxFields = 400

// maxItems bounds a list within a form.
const maxItems = 100

func newFormDecoder() *form.Decoder {
	d := form.NewDecoder()
	d.SetMode(form.ModeExplicit) // only fields with a `form` tag: no mass assignment
	d.SetMaxArraySize(maxItems)
	d.RegisterCustomTypeFunc(decodeDay, time.Time{})
	return d
}

// decodeDay reads the value of <input type="date">; empty is the zero day.
func decodeDay(values []string) (any, error) {
	if values[0] == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.DateOnly, values[0])
}

// id reads an id from the path; a malformed one names nothing: NotFound.
func id[K any](r *http.Request, name string) (tandem.ID[K], error) {
	return tandem.ParseID[K](chi.URLParam(r, name))
}

// decode reads a posted form into the fields of into that have a `form` tag.
// Characters that no text holds are left out, and named in an Invalid error
// with what could not be read; into is filled as far as possible even then, so
// that the page can show what was typed.
func (s *Server) decode(r *http.Request, into any) error {
	if err := r.ParseForm(); err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return fmt.Errorf("read form: %w", err)
		}
		return tandem.FailWith(tandem.Invalid, "form_unreadable", err)
	}
	return s.decodeValues(r.PostForm, into)
}

// decodeQuery is decode for the query of an address. What cannot be read is left
// at its zero value: an odd link still shows the page.
func (s *Server) decodeQuery(r *http.Request, into any) {
	_ = s.decodeValues(r.URL.Query(), into) // unreadable filters count as absent
}

func (s *Server) decodeValues(values url.Values, into any) error {
	clean, faults, err := cleaned(values)
	if err != nil {
		return err
	}
	var unread form.DecodeErrors
	if err := s.forms.Decode(into, clean); errors.As(err, &unread) {
		for field := range unread {
			faults = append(faults, tandem.FieldError{Field: field, Code: "unreadable"})
		}
	} else if err != nil {
		return fmt.Errorf("decode form: %w", err)
	}
	return tandem.FailFields(faults)
}

// cleaned returns the values as text that can be stored: valid UTF-8, lines
// ended by \n, no control characters. Values that held any are reported; fields
// whose name no form of ours can have are left out.
func cleaned(values url.Values) (url.Values, []tandem.FieldError, error) {
	clean, total := url.Values{}, 0
	var faults []tandem.FieldError
	for field, list := range values {
		if total += len(list); total > maxFields {
			return nil, nil, tandem.Fail(tandem.Invalid, "form_unreadable")
		}
		if !paired(field) {
			continue
		}
		for _, value := range list {
			value = strings.ReplaceAll(value, "\r\n", "\n")
			good := cleanText(value)
			if good != value {
				faults = append(faults, tandem.FieldError{Field: field, Code: "control_characters"})
			}
			clean.Add(field, good)
		}
	}
	return clean, faults, nil
}

// paired reports whether every bracket in the name of a field has its other
// half; the decoder panics on one that has not.
func paired(field string) bool {
	inside := false
	for _, c := range field {
		switch {
		case c == '[' && inside, c == ']' && !inside:
			return false
		case c == '[' || c == ']':
			inside = c == '['
		}
	}
	return !inside
}

func cleanText(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "")
	}
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) && c != '\n' && c != '\t' {
			return -1
		}
		return c
	}, s)
}

// faults gives for each field the sentence that tells what is wrong with it.
// Templates look their field up: f["title"].
type faults map[string]string

// faultsOf returns the sentences of an Invalid error, empty for any other.
func faultsOf(p text.Printer, err error) faults {
	list := faults{}
	var known *tandem.Error
	if !errors.As(err, &known) {
		return list
	}
	for _, f := range known.Fields {
		if _, told := list[f.Field]; !told {
			list[f.Field] = p.Code("field_error", f.Code, "limit", f.Limit)
		}
	}
	return list
}
