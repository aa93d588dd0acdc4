package server

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"time"
)

// The cookies. None is read by script.
const (
	sessionCookie = "tandem"   // the token of a session
	signInCookie  = "aanvraag" // ties a mail code to the browser that asked
	flashCookie   = "melding"  // the code of one sentence for the next page
	langCookie    = "taal"     // the chosen language
)

// ErrBaseURL tells that an address cannot be served safely.
var ErrBaseURL = errors.New("base URL must be https, or http on localhost")

// ParseBaseURL reads the address people use: https anywhere, http only on this
// machine (docs/decisions: cookies), without path or query.
func ParseBaseURL(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || (u.Path != "" && u.Path != "/") {
		return nil, ErrBaseURL
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return nil, ErrBaseURL
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// cookieJar makes cookies. Over https they bear the __Host- prefix and Secure,
// so that no sibling domain can set them; plain http on this machine does
// without, for only some browsers send Secure cookies there.
type cookieJar struct {
	prefix string
	secure bool
}

func newCookieJar(base *url.URL) cookieJar {
	if base.Scheme == "https" {
		return cookieJar{prefix: "__Host-", secure: true}
	}
	return cookieJar{}
}

// get returns the value of a cookie, empty when there is none.
func (j cookieJar) get(r *http.Request, name string) string {
	c, err := r.Cookie(j.prefix + name)
	if err != nil {
		return ""
	}
	return c.Value
}

// set gives the browser a cookie for a time; 0 means until it closes, less than
// 0 takes the cookie away.
func (j cookieJar) set(w http.ResponseWriter, name, value string, keep time.Duration) {
	c := &http.Cookie{ //nolint:gosec // Secure wherever there is TLS; plain on localhost alone
		Name: j.prefix + name, Value: value, Path: "/",
		MaxAge: int(keep.Seconds()), Secure: j.secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
	if keep < 0 {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// drop takes a cookie away.
func (j cookieJar) drop(w http.ResponseWriter, name string) { j.set(w, name, "", -time.Second) }
