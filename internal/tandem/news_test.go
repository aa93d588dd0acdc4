package tandem_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

func TestMailsOfWriteToEachReaderOnce(t *testing.T) {
	t.Parallel()
	news := func(mail, title string, owner bool) tandem.News {
		return tandem.News{
			Name: "Sanne", Mail: mail, Language: tandem.English, ToOwner: owner, QuestionID: tandem.NewID[tandem.Question](),
			Title: title, Offering: "Data", Institution: "Maasoever",
		}
	}
	lonely := news("joris@maasoever.example", "Deeg", false)
	asked := news("marloes@vandorst.example", "Meel", true)
	mails := tandem.MailsOf(tandem.MailKept, []tandem.News{
		news("Sanne@maasoever.example", "Gist", false), lonely, news("sanne@maasoever.example", "Brood", false), asked,
		news("piet@oven.example", "Oven", true), news("piet@oven.example", "Vuur", true),
	}, map[string]string{"date": "2026-12-07"})
	if len(mails) != 4 {
		t.Fatalf("%d mails, want one for each of 4 readers", len(mails))
	}
	for i, want := range []map[string]string{
		{"count": "2", "note": "‘Brood’: Data\n‘Gist’: Data", "path": "/vragen", "title": ""},
		{"count": "1", "note": "", "path": "/vragen/" + lonely.QuestionID.String(), "title": "Deeg", "offering": "Data"},
		{"count": "1", "note": "", "path": "", "title": "Meel"},
		{"count": "2", "note": "‘Oven’: Data\n‘Vuur’: Data", "path": "/mijn-vragen"},
	} {
		for name, value := range want {
			if got := mails[i].Data[name]; got != value {
				t.Errorf("mail %d: got %s %q, want %q", i, name, got, value)
			}
		}
		if m := mails[i]; m.Kind != tandem.MailKept || m.Language != tandem.English || m.Data["date"] != "2026-12-07" || m.Data["name"] != "Sanne" {
			t.Errorf("got %+v", m)
		}
	}
	if mails[2].QuestionID != asked.QuestionID || !mails[0].QuestionID.IsZero() || !mails[3].QuestionID.IsZero() {
		t.Error("only who asked one question gets its link")
	}
}

func TestMailsOfNameSoMany(t *testing.T) {
	t.Parallel()
	list := make([]tandem.News, 40)
	for i := range list {
		list[i] = tandem.News{Mail: "sanne@maasoever.example", Title: fmt.Sprintf("Vraag %02d", i)}
	}
	m := tandem.MailsOf(tandem.MailPlanned, list, nil)[0]
	if lines := strings.Split(m.Data["note"], "\n"); len(lines) != 26 || lines[25] != "…" || m.Data["count"] != "40" {
		t.Errorf("got %q of %s", m.Data["note"], m.Data["count"])
	}
}
