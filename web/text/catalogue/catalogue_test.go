package catalogue_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/web/text/catalogue"
)

func read(t *testing.T) map[string]catalogue.Messages {
	t.Helper()
	all, err := catalogue.Read()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestLanguagesSayTheSameThings(t *testing.T) {
	t.Parallel()
	all := read(t)
	if got, want := slices.Sorted(maps.Keys(all)), []string{"en", "nl"}; !slices.Equal(got, want) {
		t.Fatalf("languages: got %v, want %v", got, want)
	}
	for key, nl := range all["nl"] {
		en, ok := all["en"][key]
		if !ok {
			t.Errorf("%s has no English", key)
			continue
		}
		if (nl.One == "") != (en.One == "") {
			t.Errorf("%s is plural in one language only", key)
		}
		// The singular may spell the number out, so the plural decides.
		if got, want := catalogue.Placeholders(en.Other), catalogue.Placeholders(nl.Other); !slices.Equal(got, want) {
			t.Errorf("%s: English has %v, Dutch has %v", key, got, want)
		}
	}
	for key := range all["en"] {
		if _, ok := all["nl"][key]; !ok {
			t.Errorf("%s has no Dutch", key)
		}
	}
}

func TestMessagesAreWhole(t *testing.T) {
	t.Parallel()
	odd := regexp.MustCompile(`\{[^a-z}]|\{\{|\}\}|  |\bTODO\b`)
	for lang, messages := range read(t) {
		for key, m := range messages {
			if m.Other == "" {
				t.Errorf("%s %s is empty or lacks its plural", lang, key)
			}
			if found := odd.FindString(m.One + m.Other); found != "" {
				t.Errorf("%s %s holds %q", lang, key, found)
			}
		}
	}
}

// Dutch speaks to people as "je"; "u" is for letters of agreement.
func TestDutchSaysJe(t *testing.T) {
	t.Parallel()
	u := regexp.MustCompile(`(?i)\b(u|uw)\b`)
	for key, m := range read(t)["nl"] {
		if u.MatchString(m.One + " " + m.Other) {
			t.Errorf("%s says u: %q", key, m.Other)
		}
	}
}

func TestEveryMessageIsUsed(t *testing.T) {
	t.Parallel()
	var source strings.Builder
	root := filepath.Join("..", "..", "..")
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, "_templ.go") || strings.HasPrefix(entry.Name(), "keys_") {
			return err
		}
		if ext := filepath.Ext(path); ext != ".go" && ext != ".templ" {
			return nil
		}
		raw, err := os.ReadFile(path)
		source.Write(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, word := range regexp.MustCompile(`\b[A-Z]\w+\b`).FindAllString(source.String(), -1) {
		used[word] = true
	}
	for key := range read(t)["nl"] {
		isCode := strings.Count(key, ".") > 1 // asked by group and code, not by name
		if !isCode && !used[catalogue.Constant(key)] {
			t.Errorf("nobody says %s", key)
		}
	}
}

func TestConstant(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{
		"home.title": "HomeTitle", "states.question_state.open": "StatesQuestionStateOpen", "date.month.1": "DateMonth1",
	} {
		if got := catalogue.Constant(key); got != want {
			t.Errorf("Constant(%s) = %s, want %s", key, got, want)
		}
	}
}

func TestConstantsDiffer(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for key := range read(t)["nl"] {
		name := catalogue.Constant(key)
		if other, ok := seen[name]; ok {
			t.Errorf("%s and %s are both %s", key, other, name)
		}
		seen[name] = key
	}
}
