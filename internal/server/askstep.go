package server

import (
	"net/http"
	"strconv"

	"github.com/tandem-hbo/tandem/internal/intake"
	"github.com/tandem-hbo/tandem/internal/tandem"
	"github.com/tandem-hbo/tandem/web/page"
)

func (s *Server) textStep() step {
	in := &tandem.TextAnswers{}
	return step{
		number: 1,
		decode: func(r *http.Request) error { return s.decode(r, in) },
		save: func(r *http.Request, id tandem.ID[tandem.Question]) (tandem.Question, error) {
			return s.Intake.SaveText(r.Context(), s.actor(r), id, *in)
		},
		fill: func(q tandem.Question, _ tandem.Sealed) { in.Title, in.Text = q.Title, q.Text },
		page: func(base page.Ask, _ tandem.Question) pager { return page.AskText{Ask: base, In: *in} },
	}
}

func (s *Server) wishStep() step {
	in := &tandem.WishAnswers{}
	return step{
		number: 2,
		decode: func(r *http.Request) error { return s.decode(r, in) },
		save: func(r *http.Request, id tandem.ID[tandem.Question]) (tandem.Question, error) {
			return s.Intake.SaveWishes(r.Context(), s.actor(r), id, *in)
		},
		fill: func(q tandem.Question, _ tandem.Sealed) { *in = wishesOf(q) },
		page: func(base page.Ask, q tandem.Question) pager {
			return page.AskWishes{Ask: base, In: *in, Reading: q.Reading}
		},
	}
}

// wishesOf is the second step as it was saved: what we read and nobody took was
// dropped.
func wishesOf(q tandem.Question) tandem.WishAnswers {
	in := tandem.WishAnswers{Read: map[string]string{}}
	if len(q.Wishes) == 0 {
		return in
	}
	for _, o := range q.Reading.Outcomes {
		if o.Suggested {
			in.Read[string(o.Key)] = "no"
		}
	}
	for _, w := range q.Wishes {
		if in.Read[string(w.Outcome)] != "" {
			in.Read[string(w.Outcome)] = "yes"
		} else {
			in.Pick = append(in.Pick, string(w.Outcome))
		}
	}
	if len(q.Wishes) > 1 && q.Wishes[0].Weight > q.Wishes[1].Weight {
		in.Top = string(q.Wishes[0].Outcome)
	}
	return in
}

func (s *Server) whenStep() step {
	in := &tandem.WhenAnswers{}
	return step{
		number: 3,
		decode: func(r *http.Request) error { return s.decode(r, in) },
		save: func(r *http.Request, id tandem.ID[tandem.Question]) (tandem.Question, error) {
			return s.Intake.SaveWhen(r.Context(), s.actor(r), id, *in)
		},
		fill: func(q tandem.Question, _ tandem.Sealed) { *in = whenOf(q) },
		page: func(base page.Ask, _ tandem.Question) pager { return page.AskWhen{Ask: base, In: *in} },
	}
}

// whenOf is the third step as it was saved.
func whenOf(q tandem.Question) tandem.WhenAnswers {
	in := tandem.WhenAnswers{
		Delay: string(q.Delay), Secrecy: string(q.Secrecy), Budget: "no", Companies: strconv.Itoa(q.Companies),
		Hours: strconv.FormatFloat(q.HoursPerWeek, 'f', -1, 64),
	}
	if q.WantedDate != nil {
		in.Date = q.WantedDate.Format("2-1-2006")
	}
	if q.Budget {
		in.Budget = "yes"
	}
	if q.HoursPerWeek == 0 {
		q.Readiness = intake.Usual(q)
	}
	for _, check := range q.Readiness.Checks() {
		if *check.On {
			in.Ready = append(in.Ready, check.Code)
		}
	}
	return in
}

func (s *Server) companyStep() step {
	in := &tandem.CompanyAnswers{}
	return step{
		number: 4,
		decode: func(r *http.Request) error { return s.decode(r, in) },
		save: func(r *http.Request, id tandem.ID[tandem.Question]) (tandem.Question, error) {
			return s.Intake.Submit(r.Context(), s.actor(r), id, *in)
		},
		fill: func(q tandem.Question, sealed tandem.Sealed) { *in = companyOf(q, sealed) },
		page: func(base page.Ask, _ tandem.Question) pager {
			return page.AskCompany{Ask: base, In: *in, Promise: base.Weekday(s.Intake.Promise())}
		},
	}
}

// companyOf is the fourth step as it was saved.
func companyOf(q tandem.Question, sealed tandem.Sealed) tandem.CompanyAnswers {
	size := string(q.Size)
	if q.Size == tandem.SizeUnknown {
		size = ""
	}
	return tandem.CompanyAnswers{
		Company: sealed.CompanyName, Hide: sealed.HideName, KvK: sealed.KvK, Sector: q.Sector, Size: size,
		Postcode: sealed.Postcode, Name: sealed.ContactName, Mail: sealed.ContactMail, Phone: sealed.ContactPhone,
		Confidential: sealed.Confidential, Learn: q.Learn,
	}
}
