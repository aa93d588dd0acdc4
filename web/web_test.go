package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/web"
)

// get asks for a file; zipped says that the browser takes gzip.
func get(t *testing.T, path string, zipped bool) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if zipped {
		r.Header.Set("Accept-Encoding", "gzip, br")
	}
	w := httptest.NewRecorder()
	web.Files().ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) []byte {
	t.Helper()
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestAssetAddressHoldsAHash(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"app.css", "app.js", "htmx.js", "icons.svg", "logo.svg", "gallery.css", "source-sans-3-latin-wght-normal.woff2"} {
		ext := filepath.Ext(name)
		want := regexp.MustCompile(`^/assets/` + regexp.QuoteMeta(strings.TrimSuffix(name, ext)) + `\.[0-9a-f]{8}` + regexp.QuoteMeta(ext) + `$`)
		if got := web.Asset(name); !want.MatchString(got) {
			t.Errorf("Asset(%s) = %s, want %s", name, got, want)
		}
	}
}

func TestFilesAreKeptForEver(t *testing.T) {
	t.Parallel()
	r := get(t, web.Asset("app.css"), true)
	for header, want := range map[string]string{
		"Cache-Control": "public, max-age=31536000, immutable", "Content-Encoding": "gzip", "Vary": "Accept-Encoding",
		"Content-Type": "text/css; charset=utf-8", "X-Content-Type-Options": "nosniff",
	} {
		if got := r.Header.Get(header); got != want {
			t.Errorf("%s: got %q, want %q", header, got, want)
		}
	}
	unzipped, err := gzip.NewReader(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(unzipped)
	if err != nil {
		t.Fatal(err)
	}
	if want := body(t, get(t, web.Asset("app.css"), false)); !bytes.Equal(got, want) {
		t.Error("zipped and plain style sheets differ")
	}
}

func TestOtherFilesAreNotFound(t *testing.T) {
	t.Parallel()
	for _, path := range []string{web.Asset("no-such.css"), "/assets/", "/assets/app.css", "/assets/../embed.go"} {
		if got := get(t, path, false).StatusCode; got != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got)
		}
	}
}

func TestFontIsNotZippedAgain(t *testing.T) {
	t.Parallel()
	r := get(t, web.Asset("source-sans-3-latin-wght-normal.woff2"), true)
	if got := r.Header.Get("Content-Encoding"); got != "" {
		t.Errorf("got %q, want the file as it is", got)
	}
	if got, want := r.Header.Get("Content-Type"), "font/woff2"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestBudgets(t *testing.T) {
	t.Parallel()
	for name, most := range map[string]struct{ raw, zipped int }{
		"app.css": {40_000, 9_000}, "app.js": {3_000, 1_500}, "icons.svg": {20_000, 5_000},
	} {
		if got := len(body(t, get(t, web.Asset(name), false))); got > most.raw {
			t.Errorf("%s is %d bytes, want at most %d", name, got, most.raw)
		}
		if got := len(body(t, get(t, web.Asset(name), true))); got > most.zipped {
			t.Errorf("%s is %d bytes zipped, want at most %d", name, got, most.zipped)
		}
	}
}

func TestStyleSheetIsWhole(t *testing.T) {
	t.Parallel()
	css := string(body(t, get(t, web.Asset("app.css"), false)))
	if open, shut := strings.Count(css, "{"), strings.Count(css, "}"); open != shut {
		t.Errorf("%d braces open, %d shut", open, shut)
	}
	if strings.Contains(css, "/*") || strings.Contains(css, "\n") {
		t.Error("comments or line ends are left")
	}
	if !strings.Contains(css, web.Asset("source-sans-3-latin-wght-normal.woff2")) {
		t.Error("the font's address is not in it")
	}
	defined := map[string]bool{}
	for _, m := range regexp.MustCompile(`(--[a-z0-9-]+):`).FindAllStringSubmatch(css, -1) {
		defined[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`var\((--[a-z0-9-]+)`).FindAllStringSubmatch(css, -1) {
		if !defined[m[1]] {
			t.Errorf("%s is used and not defined", m[1])
		}
	}
}

// Pages ask for files and icons by name; a name nobody knows would show as a hole.
func TestPagesAskForWhatExists(t *testing.T) {
	t.Parallel()
	asset := regexp.MustCompile(`web\.Asset\("([^"]+)"\)`)
	icon := regexp.MustCompile(`(?:\bIcon(?:Named)?\(|\bIcon: |\bAfter: |WhyIcon: )"([^"]+)"`)
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_templ.go") {
			return err
		}
		if ext := filepath.Ext(path); ext != ".go" && ext != ".templ" {
			return nil
		}
		source, err := os.ReadFile(path)
		for _, m := range asset.FindAllSubmatch(source, -1) {
			if url := web.Asset(string(m[1])); strings.Contains(url, "/missing/") && filepath.Base(path) != "embed.go" {
				t.Errorf("%s asks for %s, which does not exist", path, m[1])
			}
		}
		for _, m := range icon.FindAllSubmatch(source, -1) {
			if !web.HasIcon(string(m[1])) {
				t.Errorf("%s asks for icon %s, which does not exist", path, m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
