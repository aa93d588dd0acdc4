// Package web holds the static files: it joins the style sheet, draws the icon sprite, and gives every
// file an address that changes with its content, so that browsers may keep it for ever.
package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed static
var static embed.FS

// Prefix is where the files are served: mount Files there.
const Prefix = "/assets/"

// asset is one file as it goes out.
type asset struct {
	url          string
	mediaType    string
	body, zipped []byte // zipped is nil where compressing gains nothing
}

// assets are built once, at first use: by name ("app.css") and by address.
var assets = sync.OnceValue(mustBuild)

type shelf struct {
	byName, byURL map[string]asset
}

// mustBuild panics when a file in the binary cannot be read; a test builds them.
func mustBuild() shelf {
	s, err := build()
	if err != nil {
		panic(err)
	}
	return s
}

// Asset is the address of a static file: Asset("app.css") is "/assets/app.1a2b3c4d.css".
// A name that does not exist gives an address that answers 404; a test looks for such names.
func Asset(name string) string {
	if a, ok := assets().byName[name]; ok {
		return a.url
	}
	return Prefix + "missing/" + name
}

// Files serves the static files, for ever fresh, since a changed file has another address.
func Files() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, ok := assets().byURL[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", a.mediaType)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("X-Content-Type-Options", "nosniff")
		body := a.body
		if a.zipped != nil {
			h.Set("Vary", "Accept-Encoding")
			if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
				h.Set("Content-Encoding", "gzip")
				body = a.zipped
			}
		}
		h.Set("Content-Length", fmt.Sprint(len(body)))
		if r.Method != http.MethodHead {
			_, _ = w.Write(body) // the reader went away: nobody left to tell
		}
	})
}

// build makes every asset. Fonts come first, because the style sheet names their addresses.
func build() (shelf, error) {
	s := shelf{byName: map[string]asset{}, byURL: map[string]asset{}}
	for _, dir := range []string{"font", "img", "js"} {
		if err := s.addDir(dir); err != nil {
			return s, err
		}
	}
	sprite, err := drawSprite()
	if err != nil {
		return s, err
	}
	s.add("icons.svg", sprite)
	sheet, err := joinStyles(styles())
	if err != nil {
		return s, err
	}
	for name, a := range s.byName {
		sheet = bytes.ReplaceAll(sheet, []byte(`"font/`+name+`"`), []byte(`"`+a.url+`"`))
	}
	s.add("app.css", sheet)
	gallery, err := joinStyles([]string{"gallery"})
	if err != nil {
		return s, err
	}
	s.add("gallery.css", gallery)
	return s, nil
}

func (s shelf) addDir(dir string) error {
	entries, err := fs.ReadDir(static, "static/"+dir)
	if err != nil {
		return fmt.Errorf("list %s: %w", dir, err)
	}
	for _, entry := range entries {
		body, err := static.ReadFile("static/" + dir + "/" + entry.Name())
		if err != nil {
			return fmt.Errorf("read %s: %w", entry.Name(), err)
		}
		s.add(entry.Name(), body)
	}
	return nil
}

func (s shelf) add(name string, body []byte) {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	a := asset{
		url:       Prefix + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext,
		mediaType: mediaType(ext),
		body:      body,
		zipped:    zip(body),
	}
	s.byName[name], s.byURL[a.url] = a, a
}

func mediaType(ext string) string {
	if ext == ".woff2" { // not in every machine's table
		return "font/woff2"
	}
	return mime.TypeByExtension(ext)
}

// zip returns the compressed body, or nil when that saves less than a tenth.
func zip(body []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil
	}
	if _, err := w.Write(body); err != nil || w.Close() != nil || b.Len() > len(body)*9/10 {
		return nil
	}
	return b.Bytes()
}
