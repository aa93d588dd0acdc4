package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// visitor is a browser without script: it keeps cookies, fills forms as they
// stand on the page and sends them. When the server goes away in the middle of a
// request, it does what people do: the same once more.
type visitor struct {
	client  *http.Client
	base    string
	address string // the client address it claims to come from, by a trusted proxy
}

func newVisitor(t *testing.T, base string) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	// No kept connections: a killed server must not poison the next request.
	transport := &http.Transport{DisableKeepAlives: true}
	return &visitor{base: base, client: &http.Client{Jar: jar, Transport: transport, Timeout: 20 * time.Second}}
}

// sheet is a page with the address it was found at.
type sheet struct {
	*goquery.Document
	status int
	at     *url.URL
}

func (v *visitor) get(ctx context.Context, path string) (*sheet, error) {
	return v.send(ctx, http.MethodGet, v.base+path, nil)
}

// errLimited ends patience with a server that stays away.
var errLimited = errors.New("the server stayed away")

// send repeats a request until the server answers it.
func (v *visitor) send(ctx context.Context, method, address string, body url.Values) (*sheet, error) {
	tick := time.NewTicker(15 * time.Millisecond)
	defer tick.Stop()
	for {
		s, err := v.once(ctx, method, address, body)
		if err == nil {
			return s, nil
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("%w: %w", errLimited, err)
		case <-tick.C:
		}
	}
}

func (v *visitor) once(ctx context.Context, method, address string, body url.Values) (*sheet, error) {
	request, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(body.Encode()))
	if err != nil {
		return nil, err
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if v.address != "" {
		request.Header.Set("X-Forwarded-For", v.address)
	}
	response, err := v.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode >= http.StatusInternalServerError {
		_, _ = io.Copy(io.Discard, response.Body)
		return nil, fmt.Errorf("answered %s", response.Status)
	}
	document, err := goquery.NewDocumentFromReader(response.Body)
	if err != nil {
		return nil, err
	}
	return &sheet{Document: document, status: response.StatusCode, at: response.Request.URL}, nil
}

// submit sends the form of the page that has a field or button of the given
// name, with the values it came with and others on top.
func (v *visitor) submit(ctx context.Context, s *sheet, field string, with url.Values) (*sheet, error) {
	form := s.Find("main form").FilterFunction(func(_ int, f *goquery.Selection) bool {
		return f.Find(fmt.Sprintf("[name=%q]", field)).Length() > 0
	}).First()
	if form.Length() == 0 {
		return nil, fmt.Errorf("no form with %q at %s (%d)", field, s.at, s.status)
	}
	values := filled(form)
	maps.Copy(values, with)
	action, _ := form.Attr("action")
	target, err := s.at.Parse(action)
	if err != nil {
		return nil, err
	}
	return v.send(ctx, http.MethodPost, target.String(), values)
}

// filled reads the values that a form would send untouched.
func filled(form *goquery.Selection) url.Values {
	values := url.Values{}
	form.Find("input[name], textarea[name], select[name]").Each(func(_ int, e *goquery.Selection) {
		name, _ := e.Attr("name")
		kind, _ := e.Attr("type")
		_, checked := e.Attr("checked")
		switch {
		case kind == "submit" || (kind == "checkbox" || kind == "radio") && !checked:
			return
		case e.Is("select"):
			value, ok := e.Find("option[selected]").Attr("value")
			if !ok {
				value = e.Find("option").First().AttrOr("value", "")
			}
			values.Set(name, value)
		case e.Is("textarea"):
			values.Set(name, e.Text())
		default:
			values.Add(name, e.AttrOr("value", ""))
		}
	})
	return values
}
