package planning

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tandem-hbo/tandem/internal/tandem"
)

// mostTitles is how many questions a lecturer's mail names.
const mostTitles = 25

// tell sends each lecturer one mail with all questions.
func (a *approval) tell(ctx context.Context, pairs []pair) error {
	ids := make([]tandem.ID[tandem.Question], len(pairs))
	for i, x := range pairs {
		ids[i] = a.p.facts.questions[x.q].id
	}
	names, err := a.tx.QuestionNames(ctx, ids)
	if err != nil {
		return err
	}
	title := make(map[tandem.ID[tandem.Question]]string, len(names))
	for _, n := range names {
		title[n.ID] = n.Title
	}
	lists := map[tandem.ID[tandem.Person]][]string{}
	var lecturers []tandem.ID[tandem.Person]
	for i, x := range pairs {
		o := a.p.offerings[x.o]
		if _, known := lists[o.LecturerID]; !known {
			lecturers = append(lecturers, o.LecturerID)
		}
		lists[o.LecturerID] = append(lists[o.LecturerID], "‘"+title[ids[i]]+"’: "+o.Title)
	}
	for _, id := range lecturers {
		if err := a.mail(ctx, id, lists[id]); err != nil {
			return err
		}
	}
	return nil
}

func (a *approval) mail(ctx context.Context, id tandem.ID[tandem.Person], list []string) error {
	lecturer, err := a.tx.Person(ctx, id)
	if err != nil {
		return fmt.Errorf("find lecturer %s: %w", id, err)
	}
	count := strconv.Itoa(len(list))
	slices.Sort(list)
	if len(list) > mostTitles {
		list = append(list[:mostTitles], "…")
	}
	return a.tx.QueueMail(ctx, tandem.Mail{
		Kind: tandem.MailPlanned, Recipient: lecturer.Mail, Language: lecturer.Language, Data: map[string]string{
			"name": lecturer.Name, "count": count, "note": strings.Join(list, "\n"), "date": a.until.Format(time.DateOnly),
			"institution": a.institution(), "path": "/vragen",
		},
	})
}

func (a *approval) institution() string {
	for i := range a.p.offerings {
		if a.p.offerings[i].Institution != "" {
			return a.p.offerings[i].Institution
		}
	}
	return ""
}
