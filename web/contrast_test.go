package web_test

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// themed resolves a token to its colour in the light (1) or dark (2) theme.
func themed(t *testing.T, tokens map[string]string, name string, theme int) [3]float64 {
	t.Helper()
	value := tokens[name]
	if m := regexp.MustCompile(`^light-dark\((.+?),((?:var\([^)]*\)|#\w+))\)$`).FindStringSubmatch(value); m != nil {
		value = m[theme]
	}
	if m := regexp.MustCompile(`^var\(--([a-z0-9-]+)\)$`).FindStringSubmatch(value); m != nil {
		return themed(t, tokens, m[1], theme)
	}
	if len(value) == 4 { // #fff
		value = fmt.Sprintf("#%c%[1]c%c%[2]c%c%[3]c", value[1], value[2], value[3])
	}
	n, err := strconv.ParseUint(value[1:], 16, 32)
	if err != nil {
		t.Fatalf("token %s is %q: %v", name, value, err)
	}
	return [3]float64{float64(n >> 16 & 255), float64(n >> 8 & 255), float64(n & 255)}
}

// luminance is WCAG's relative luminance.
func luminance(c [3]float64) float64 {
	sum := 0.0
	for i, share := range []float64{.2126, .7152, .0722} {
		v := c[i] / 255
		if v <= .04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+.055)/1.055, 2.4)
		}
		sum += share * v
	}
	return sum
}

func contrast(a, b [3]float64) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

// The pairs that text, edges and pictures are drawn in, in both themes: a house style must keep them too.
func TestTokensKeepTheirContrast(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("static/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	tokens := map[string]string{}
	for _, m := range regexp.MustCompile(`--([a-z0-9-]+):([^;}]+)`).FindAllStringSubmatch(string(raw), -1) {
		if _, ok := tokens[m[1]]; !ok { // the first is the plain one; forced colours come later
			tokens[m[1]] = m[2]
		}
	}
	grounds := []string{"ground", "surface", "sunk"}
	for _, pair := range []struct {
		front   string
		grounds []string
		least   float64
	}{
		{"text", grounds, 7}, {"text-soft", grounds, 4.5}, {"shared", grounds, 4.5}, {"danger", append(grounds, "danger-soft"), 4.5},
		{"ok", []string{"surface", "ok-soft"}, 4.5}, {"warn", []string{"surface", "warn-soft"}, 4.5}, {"text", []string{"mark-bg", "warn-soft"}, 7},
		{"company-text", append(grounds, "company-soft"), 4.5}, {"edu-text", append(grounds, "edu-soft"), 4.5}, {"shared-text", []string{"shared-soft", "surface"}, 4.5},
		{"text-soft", []string{"company-soft", "shared-soft", "warn-soft"}, 4.5}, {"button-text", []string{"button-bg", "button-bg-hover"}, 4.5},
		{"line-strong", grounds, 3}, {"focus", grounds, 3}, {"company", []string{"bar-track", "surface"}, 3}, {"edu", []string{"bar-track", "surface"}, 3},
	} {
		for _, ground := range pair.grounds {
			for theme, name := range map[int]string{1: "light", 2: "dark"} {
				if got := contrast(themed(t, tokens, pair.front, theme), themed(t, tokens, ground, theme)); got < pair.least {
					t.Errorf("%s: %s on %s is %.2f, want %.1f", name, pair.front, ground, got, pair.least)
				}
			}
		}
	}
}
