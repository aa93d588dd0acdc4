package server

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"github.com/tandem-hbo/tandem/web"
)

// To add a page: a line in routes below (Dutch paths, as people read them,
// changes by POST); a handler func (s *Server) x(w, r) error in a file named
// after its subject; a struct with a Page method in web/page. A handler
//
//   - parses ids with id[tandem.Question](r, "id") and a form with
//     s.decode(r, &form), where every field has a `form:"name"` tag;
//   - calls one method of a service in s.Services with s.actor(r);
//   - answers with s.render(w, r, status, page.X{Shell: s.shell(r), …}.Page())
//     or, after a change, s.redirect(w, r, "/path", "flash_code");
//   - on an error of kind Invalid renders the same page with 422, the form as
//     typed and faultsOf(s.printer(r), err); returns every other error as it is.
//
// Sentences: flashes in a [flash] table of the family's message files (a
// [flash_tone] entry makes one warn or danger), of conflicts in [problem_say],
// of fields in [field_error]. A draft needs s.session(w, r) to hang on to.

// routes lists every address of the site.
func (s *Server) routes() http.Handler {
	m := chi.NewRouter()
	m.Use(s.logged, s.recovered, s.clientIP, s.limited, s.secured, s.sameOrigin, middleware.GetHead)
	m.NotFound(s.known(s.handle(s.notFound)).ServeHTTP)
	m.MethodNotAllowed(s.known(s.handle(s.notFound)).ServeHTTP)

	m.Get("/healthz", s.handle(s.healthz))
	m.Get("/readyz", s.handle(s.readyz))
	m.Get(web.Prefix+"*", web.Files().ServeHTTP)

	m.Group(func(m chi.Router) {
		m.Use(middleware.Compress(compressLevel), s.known)

		m.Get("/over", s.handle(s.about))
		m.Get("/vormen", s.handle(s.formsPage))
		m.Get("/vormen/{key}", s.handle(s.formPage))
		m.Get("/aanbod", s.handle(s.offeringsPage))
		m.Get("/aanbod/{id}", s.handle(s.offeringPage))
		m.With(s.signedIn).Get("/aanbod/nieuw", s.handle(s.newOfferingPage))
		m.With(s.signedIn).Post("/aanbod/nieuw", s.handle(s.addOffering))
		m.With(s.signedIn).Get("/aanbod/{id}/pas-aan", s.handle(s.editOfferingPage))
		m.With(s.signedIn).Post("/aanbod/{id}/pas-aan", s.handle(s.editOffering))
		m.With(s.signedIn).Post("/aanbod/{id}/sluit", s.handle(s.closeOffering))
		m.With(s.signedIn).Post("/aanbod/{id}/open", s.handle(s.reopenOffering))

		m.Route("/beheer", func(m chi.Router) {
			m.Use(s.signedIn)
			m.Get("/", s.handle(s.adminPage))
			m.Group(s.teachingRoutes)
			m.Get("/cijfers", s.handle(s.taxonomyPage))
			m.Get("/cijfers/versies/{version}", s.handle(s.taxonomyVersionPage))
			m.Get("/cijfers/vormen/{key}", s.handle(s.taxonomyEditPage))
			m.Post("/cijfers/vormen/{key}", s.handle(s.editTaxonomy))
			m.Get("/cijfers/resultaten/{key}", s.handle(s.taxonomyEditPage))
			m.Post("/cijfers/resultaten/{key}", s.handle(s.editTaxonomy))
		})

		m.Get("/inloggen", s.handle(s.signInPage))
		m.With(s.paced(signInsPerMinute)).Post("/inloggen", s.handle(s.askCode))
		m.Get("/inloggen/code", s.handle(s.codePage))
		m.With(s.paced(codesPerMinute)).Post("/inloggen/code", s.handle(s.signIn))
		m.Post("/uitloggen", s.handle(s.signOut))
		m.Get("/begin", s.handle(s.start))
		m.With(s.signedIn).Get("/account", s.handle(s.accountPage))

		m.With(s.signedIn).Get("/werkvoorraad", s.handle(s.queue))
		m.With(s.signedIn).Get("/werkvoorraad/{id}", s.handle(s.reviewPage))
		m.With(s.signedIn).Post("/werkvoorraad/{id}/goedkeuren", s.handle(s.approve))
		m.With(s.signedIn).Post("/werkvoorraad/{id}/terugvragen", s.handle(s.askBack))
		m.With(s.signedIn).Post("/werkvoorraad/{id}/afwijzen", s.handle(s.decline))
		m.With(s.signedIn).Post("/werkvoorraad/{id}/lezing", s.handle(s.correct))

		m.Group(s.roundRoutes)
		m.Group(s.workRoutes)
		m.Group(s.ledgerRoutes)
		m.Get("/evaluatie/{id}", s.handle(s.evaluatePage))
		m.Post("/evaluatie/{id}", s.handle(s.evaluate))

		m.With(s.paced(linksPerMinute)).Get("/v/{token}", s.handle(s.linkPage))
		m.With(s.paced(linksPerMinute)).Post("/v/{token}", s.handle(s.useLink))

		m.Group(s.ownerRoutes)
		m.Group(s.peopleRoutes)
		if s.cfg.Demo {
			m.Group(s.demoRoutes)
		}
	})
	return m
}

// workRoutes lead from an approved question to finished work.
func (s *Server) workRoutes(m chi.Router) {
	m.Use(s.signedIn)
	m.Get("/vragen", s.handle(s.browse))
	m.Get("/vragen/{id}", s.handle(s.briefPage))
	m.Post("/vragen/{id}/oppakken", s.handle(s.claim))
	m.Get("/opdrachten", s.handle(s.workList))
	m.Get("/opdrachten/{id}", s.handle(s.workPage))
	m.Post("/opdrachten/{id}/terug", s.handle(s.releaseClaim))
	m.Post("/opdrachten/{id}/start", s.handle(s.startWork))
	m.Post("/opdrachten/{id}/klaar", s.handle(s.finishWork))
	m.Post("/opdrachten/{id}/stop", s.handle(s.stopWork))
}

// ownerRoutes are for who asks: no account, the browser's session will do.
func (s *Server) ownerRoutes(m chi.Router) {
	m.Get("/", s.handle(s.home))
	m.With(s.paced(readingsPerMinute)).Post("/lees", s.handle(s.read))
	m.Get("/vraag", s.handle(s.askPage))
	m.With(s.paced(draftsPerMinute)).Post("/vraag", s.handle(s.askStart))
	m.With(s.paced(draftsPerMinute)).Post("/vraag/later", s.handle(s.askLater))
	m.Get("/vraag/{id}/stap/{step}", s.handle(s.askStep))
	m.Post("/vraag/{id}/stap/{step}", s.handle(s.saveStep))
	m.Get("/vraag/{id}/verstuurd", s.handle(s.askSent))
	m.Get("/mijn-vragen", s.handle(s.myQuestions))
	m.Get("/mijn-vraag/{id}", s.handle(s.myQuestion))
	m.Post("/mijn-vraag/{id}/bericht", s.handle(s.answer))
	m.Post("/mijn-vraag/{id}/leren", s.handle(s.allowLearning))
	m.Get("/mijn-vraag/{id}/intrekken", s.handle(s.withdrawPage))
	m.Post("/mijn-vraag/{id}/intrekken", s.handle(s.withdraw))
	m.Post("/mijn-vraag/{id}/link", s.handle(s.sendLink))
	m.Get("/mijn-vraag/{id}/links", s.handle(s.revokePage))
	m.Post("/mijn-vraag/{id}/links", s.handle(s.revokeLinks))
}

// peopleRoutes are an institution's people and mail, for its administrators.
func (s *Server) peopleRoutes(m chi.Router) {
	m.Use(s.signedIn)
	m.Get("/mensen", s.handle(s.peoplePage))
	m.Post("/mensen/uitnodigingen", s.handle(s.invite))
	m.Post("/mensen/uitnodigingen/{id}/intrekken", s.handle(s.withdrawInvitation))
	m.Post("/mensen/{id}/rollen", s.handle(s.addRole))
	m.Post("/mensen/{id}/rollen/weg", s.handle(s.removeRole))
	m.Post("/mensen/{id}/uitloggen", s.handle(s.endSessions))
	m.Get("/post", s.handle(s.mailsPage))
	m.Post("/post/{id}/opnieuw", s.handle(s.retryMail))
}

// teachingRoutes set the facts of an institution, its programmes and periods.
func (s *Server) teachingRoutes(m chi.Router) {
	m.Get("/hogeschool", s.handle(s.institutionPage))
	m.Post("/hogeschool", s.handle(s.editInstitution))
	m.Get("/hogeschool/nieuw", s.handle(s.newInstitutionPage))
	m.Post("/hogeschool/nieuw", s.handle(s.addInstitution))
	m.Get("/opleidingen", s.handle(s.programmesPage))
	m.Get("/opleidingen/nieuw", s.handle(s.newProgrammePage))
	m.Post("/opleidingen/nieuw", s.handle(s.addProgramme))
	m.Get("/opleidingen/{id}", s.handle(s.editProgrammePage))
	m.Post("/opleidingen/{id}", s.handle(s.editProgramme))
	m.Get("/periodes", s.handle(s.periodsPage))
	m.Get("/periodes/nieuw", s.handle(s.newPeriodPage))
	m.Post("/periodes/nieuw", s.handle(s.addPeriod))
	m.Get("/periodes/{id}", s.handle(s.editPeriodPage))
	m.Post("/periodes/{id}", s.handle(s.editPeriod))
	m.Get("/periodes/{id}/ruimte", s.handle(s.roomPage))
	m.Post("/periodes/{id}/ruimte", s.handle(s.saveRoom))
}

// demoRoutes exist in demo mode alone.
func (s *Server) demoRoutes(m chi.Router) {
	m.Get("/demo", s.handle(s.demoPage))
	m.Post("/demo/{id}", s.handle(s.demoSignIn))
	m.Get("/demo/mail", s.handle(s.outboxPage))
	m.Get("/demo/mail/{id}", s.handle(s.outboxMail))
	m.Get("/demo/mail/{id}/body", s.handle(s.outboxBody))
	m.Get("/gallery", s.handle(s.gallery))
}

// Limits a minute for each client address. Schools share addresses, so they
// leave room for a room of people; the limits per mail address are tighter.
const (
	signInsPerMinute = 20
	codesPerMinute   = 30
	linksPerMinute   = 60
	compressLevel    = 5

	readingsPerMinute = 600
	draftsPerMinute   = 120
)
