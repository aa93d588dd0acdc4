package tandem

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// News is something to tell one person about a place for a question.
type News struct {
	Name     string // of the reader
	Mail     string
	Language Language
	// ToOwner tells that the reader asked the question: the mail carries its link.
	ToOwner     bool
	QuestionID  ID[Question]
	Title       string
	Offering    string
	Institution string
}

// mostNews is how many questions a mail names.
const mostNews = 25

// MailsOf makes one mail of a kind for each reader of a list, in the order of the
// list, with its own facts and, before those, the ones of data: all questions by
// name, or of a single one its title and offering. Many lead to a page of questions.
func MailsOf(kind MailKind, list []News, data map[string]string) []Mail {
	by := map[string][]News{}
	var readers []string
	for _, n := range list {
		who := strings.ToLower(n.Mail)
		if _, known := by[who]; !known {
			readers = append(readers, who)
		}
		by[who] = append(by[who], n)
	}
	mails := make([]Mail, len(readers))
	for i, who := range readers {
		mails[i] = mailOf(kind, by[who], data)
	}
	return mails
}

func mailOf(kind MailKind, list []News, data map[string]string) Mail {
	n := list[0]
	m := Mail{Kind: kind, Recipient: n.Mail, Language: n.Language, Data: map[string]string{
		"name": n.Name, "institution": n.Institution, "count": strconv.Itoa(len(list)),
	}}
	defer maps.Copy(m.Data, data)
	if len(list) > 1 {
		m.Data["path"], m.Data["note"] = "/vragen", names(list)
		if n.ToOwner {
			m.Data["path"] = "/mijn-vragen"
		}
		return m
	}
	m.Data["title"], m.Data["offering"] = n.Title, n.Offering
	if n.ToOwner {
		m.QuestionID = n.QuestionID
	} else {
		m.Data["path"] = "/vragen/" + n.QuestionID.String()
	}
	return m
}

// names lists questions with their offerings, one on a line.
func names(list []News) string {
	lines := make([]string, len(list))
	for i, n := range list {
		lines[i] = "‘" + n.Title + "’: " + n.Offering
	}
	slices.Sort(lines)
	if len(lines) > mostNews {
		lines = append(lines[:mostNews], "…")
	}
	return strings.Join(lines, "\n")
}
