// Package mail draws Tandem's mails: a letter made from a stored mail and the
// secrets of this one sending, as HTML for most readers and as plain text for
// the rest. Both say the same.
package mail

import "strings"

// Letter is a mail as its reader sees it.
type Letter struct {
	Lang        string
	Subject     string
	Preheader   string // what a list of mails shows behind the subject
	Institution string
	Title       string
	Hello       string
	Blocks      []Block
	Button      Link
	// Below explains the button.
	Below []Block
	Sign  []string
	Why   string // why the reader got this
}

// Link is a button of a letter.
type Link struct{ Text, Address string }

// Block is one part of a letter. Kind is text, promise, quote, code, list,
// facts or small.
type Block struct {
	Kind  string
	Text  string
	Note  string
	Items []string
	Facts []Fact
}

// Fact is a name and its value.
type Fact struct{ Name, Value string }

// Plain writes the letter as text, 78 characters wide.
func (l Letter) Plain() string {
	var b strings.Builder
	part := func(s string) {
		if s != "" {
			b.WriteString(wrap(s, 78) + "\n\n")
		}
	}
	part(l.Title)
	part(l.Hello)
	for _, block := range l.Blocks {
		part(block.plain())
	}
	if l.Button.Address != "" {
		part(l.Button.Text + ":\n" + l.Button.Address)
	}
	for _, block := range l.Below {
		part(block.plain())
	}
	part(strings.Join(l.Sign, "\n"))
	b.WriteString("-- \n" + wrap(l.Why, 78) + "\n")
	return b.String()
}

func (b Block) plain() string {
	lines := []string{b.Text, b.Note}
	if b.Kind == "quote" {
		lines = []string{"> " + strings.ReplaceAll(b.Text, "\n", "\n> ")}
	}
	for _, item := range b.Items {
		lines = append(lines, "* "+item)
	}
	for _, f := range b.Facts {
		lines = append(lines, f.Name+": "+f.Value)
	}
	var full []string
	for _, line := range lines {
		if line != "" {
			full = append(full, line)
		}
	}
	return strings.Join(full, "\n")
}

// wrap breaks lines at spaces. A word longer than a line, such as an address,
// stays whole.
func wrap(s string, width int) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = wrapLine(line, width)
	}
	return strings.Join(lines, "\n")
}

func wrapLine(line string, width int) string {
	var b strings.Builder
	used := 0
	for i, word := range strings.Fields(line) {
		n := len([]rune(word))
		switch {
		case i == 0:
		case used+1+n > width:
			b.WriteString("\n")
			used = 0
		default:
			b.WriteString(" ")
			used++
		}
		b.WriteString(word)
		used += n
	}
	return b.String()
}
