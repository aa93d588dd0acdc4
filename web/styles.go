package web

import (
	"bytes"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

// styles lists the parts of app.css in order: the order is the cascade.
func styles() []string {
	return []string{
		"tokens", "base", "shell", "button", "field", "chip", "bars", "timeline", "clock", "trail", "capacity",
		"badge", "card", "nav-parts", "overlay", "table", "list", "talk", "state", "chart",
	}
}

// joinStyles puts the parts after one another, without comments and line ends.
func joinStyles(names []string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("@layer reset,tokens,base,components,utilities;")
	within := false // whether the part before this one is a layer of components
	for _, name := range names {
		part, err := static.ReadFile("static/css/" + name + ".css")
		if err != nil {
			return nil, fmt.Errorf("read style %s: %w", name, err)
		}
		part = squeeze(part)
		rules, more := bytes.CutPrefix(part, []byte("@layer components{"))
		if within && more { // neighbours share one layer
			b.Truncate(b.Len() - len("}"))
			part = rules
		}
		within = more
		b.Write(part)
	}
	return b.Bytes(), nil
}

// squeeze drops comments, the white space that carries no meaning in our style sheets, and the sign for "within
// this" where a nested rule means it anyway.
func squeeze(css []byte) []byte {
	css = regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAll(css, nil)
	css = regexp.MustCompile(`\s+`).ReplaceAll(css, []byte(" "))
	css = regexp.MustCompile(` ?([{};>]) ?|(,) `).ReplaceAll(css, []byte("$1$2"))
	css = regexp.MustCompile(`([{};,])& `).ReplaceAll(css, []byte("$1"))
	return bytes.ReplaceAll(css, []byte(";}"), []byte("}"))
}

// drawSprite makes one file of all icons: <symbol id="i-check">, from the Lucide files.
func drawSprite() ([]byte, error) {
	names, err := fs.Glob(static, "static/icons/*.svg")
	if err != nil {
		return nil, fmt.Errorf("list icons: %w", err)
	}
	inner := regexp.MustCompile(`(?s)<svg[^>]*>(.*)</svg>`)
	space := regexp.MustCompile(`\s+`)
	var b bytes.Buffer
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg">`)
	for _, name := range names {
		raw, err := static.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read icon: %w", err)
		}
		found := inner.FindSubmatch(raw)
		if found == nil {
			return nil, fmt.Errorf("icon %s holds no svg element", name)
		}
		drawing := strings.NewReplacer("> <", "><", " />", "/>").Replace(space.ReplaceAllString(string(found[1]), " "))
		id := strings.TrimSuffix(strings.TrimPrefix(name, "static/icons/"), ".svg")
		fmt.Fprintf(&b, `<symbol id="i-%s" viewBox="0 0 24 24">%s</symbol>`, id, strings.TrimSpace(drawing))
	}
	b.WriteString("</svg>")
	return b.Bytes(), nil
}

// HasIcon tells whether the sprite holds an icon of this name; for tests that look for strange names.
func HasIcon(name string) bool {
	return bytes.Contains(assets().byName["icons.svg"].body, []byte(`id="i-`+name+`"`))
}
