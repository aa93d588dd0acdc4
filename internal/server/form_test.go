package server

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// typed is a form with a field of each sort that pages have, and one that no
// form may set.
type typed struct {
	Title  string    `form:"title"`
	Places int       `form:"places"`
	Hours  float64   `form:"hours"`
	Day    time.Time `form:"day"`
	Picks  []string  `form:"pick"`
	Sure   bool      `form:"sure"`
	Secret string
}

// TestDecoderStandsAnyInput: odd values end as an Invalid error, never as a
// panic, a fault of ours, a field that has no tag or a text that cannot be stored.
func TestDecoderStandsAnyInput(t *testing.T) {
	t.Parallel()
	s := &Server{forms: newFormDecoder()}
	names := rapid.OneOf(
		rapid.SampledFrom([]string{"title", "places", "hours", "day", "pick", "sure", "Secret", "secret", "pick[9]", "pick[99999999]", "title.x", "day[0].y", "", "[", "]", "pick["}),
		rapid.String())
	values := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
		"", "1", "-1", "1e309", "NaN", "2026-02-30", "2026-11-23", "0000-00-00", "on", "a\x00b", "\xff\xfe", "a\r\nb", "\u202e", strings.Repeat("9", 400),
	}))
	rapid.Check(t, func(t *rapid.T) {
		form := url.Values(rapid.MapOfN(names, rapid.SliceOfN(values, 0, 4), 0, 12).Draw(t, "form"))
		var got typed
		err := s.decodeValues(form, &got)
		if err != nil && !errors.Is(err, tandem.Invalid) {
			t.Fatalf("got %v, want Invalid or nothing", err)
		}
		if got.Secret != "" {
			t.Fatalf("a field without a tag was set to %q", got.Secret)
		}
		for _, text := range append(got.Picks, got.Title) {
			odd := strings.ContainsFunc(text, func(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' })
			if odd || !utf8.ValidString(text) {
				t.Fatalf("text %q cannot be stored", text)
			}
		}
	})
}

func TestDecoderNamesTheFieldsItCannotRead(t *testing.T) {
	t.Parallel()
	s := &Server{forms: newFormDecoder()}
	tests := map[string]struct {
		form url.Values
		want string // field=code of the one fault
	}{
		"number":            {url.Values{"places": {"twee"}}, "places=unreadable"},
		"day":               {url.Values{"day": {"2026-02-30"}}, "day=unreadable"},
		"control character": {url.Values{"title": {"a\x00b"}}, "title=control_characters"},
		"not UTF-8":         {url.Values{"title": {"a\xff"}}, "title=control_characters"},
		"all well":          {url.Values{"title": {"Brood\r\nbakken"}, "day": {""}, "places": {"2"}}, ""},
	}
	for name, tt := range tests {
		got := typed{}
		err := s.decodeValues(tt.form, &got)
		var found []string
		if fault, ok := errors.AsType[*tandem.Error](err); ok {
			for _, f := range fault.Fields {
				found = append(found, f.Field+"="+f.Code)
			}
		}
		if strings.Join(found, " ") != tt.want {
			t.Errorf("%s: got %v (%v), want %q", name, found, err, tt.want)
		}
	}
}

func TestTooManyFieldsAreRefused(t *testing.T) {
	t.Parallel()
	s := &Server{forms: newFormDecoder()}
	form := url.Values{"pick": make([]string, maxFields+1)}
	if err := s.decodeValues(form, &typed{}); !errors.Is(err, tandem.Invalid) {
		t.Errorf("got %v, want Invalid", err)
	}
}
