package articulation_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tandem-hbo/tandem/internal/articulation"
	"github.com/tandem-hbo/tandem/internal/sample"
	"github.com/tandem-hbo/tandem/internal/tandem"
)

func newReader(tb testing.TB) *articulation.Reader {
	tb.Helper()
	r, err := articulation.New()
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func suggested(r tandem.Reading) []tandem.OutcomeKey {
	var keys []tandem.OutcomeKey
	for _, o := range r.Outcomes {
		if o.Suggested {
			keys = append(keys, o.Key)
		}
	}
	return keys
}

func TestReadOutcomes(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	tests := []struct {
		name, text string
		want       tandem.OutcomeKey
	}{
		{"Dutch process", "Onze planning en voorraad kosten te veel, het magazijn moet efficiënter.", "improving_business"},
		{"English process", "Our planning and inventory cost too much, the warehouse must become more efficient.", "improving_business"},
		{"new product", "Wij willen een nieuw product ontwikkelen en een prototype bouwen.", "innovation_power"},
		{"fresh view", "Wij zitten vast en zoeken een frisse blik en nieuwe ideeën van jongeren.", "fresh_view"},
		{"starter", "Ik wil een eigen bedrijf beginnen, een start-up, en zoek een incubator.", "startupper"},
		{"time and knowledge", "Wij hebben geen tijd en de kennis niet in huis, wie zoekt dit voor ons uit?", "capacity_time_knowledge"},
		{"region", "Als winkeliersvereniging willen wij met de gemeente en alle ondernemers in de regio de binnenstad versterken.", "regional_economy"},
		{"guest lecture", "Ik geef graag een gastcollege en studenten zijn welkom voor een rondleiding.", "outside_world_in"},
		{"vague", "We willen iets met data maar hebben geen idee waar te beginnen.", "demand_articulation"},
		{"talent", "Wij zoeken jong talent: de vacatures blijven open en we willen toekomstige medewerkers leren kennen.", "talent_scouting"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := suggested(r.Read(articulation.Text{Body: tt.text})); !slices.Contains(got, tt.want) {
				t.Errorf("suggested %v, want %s among them", got, tt.want)
			}
		})
	}
}

func TestReadLanguage(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	tests := map[string]string{
		"Wij hebben een bakkerij en zoeken hulp bij de planning van het personeel.":                                                                  "nl",
		"We have a bakery and are looking for help with the planning of our staff.":                                                                  "en",
		"Wij zijn een start-up en we zoeken iemand met kennis van energie. We need someone with a legal background who can help us with the market.": "mixed",
		"": "nl",
	}
	for text, want := range tests {
		if got := r.Read(articulation.Text{Body: text}).Language; got != want {
			t.Errorf("language of %q = %s, want %s", text, got, want)
		}
	}
}

func TestReadFacts(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	tests := []struct {
		name, text string
		want       tandem.Facts
	}{
		{"nothing", "Hoe krijgen wij onze winkel voller?", tandem.Facts{}},
		{"weeks", "Het moet binnen zes weken klaar zijn.", tandem.Facts{Horizon: &tandem.Horizon{Days: 42, Evidence: tandem.Fragment{Start: 9, End: 25, Text: "binnen zes weken"}}}},
		{"months", "We need it within 3 months.", tandem.Facts{Horizon: &tandem.Horizon{Days: 90, Evidence: tandem.Fragment{Start: 11, End: 26, Text: "within 3 months"}}}},
		{"several firms", "Samen met twee andere bedrijven zoeken wij het uit.", tandem.Facts{Companies: 3}},
		{"many firms", "Namens 12 bedrijven vragen wij dit.", tandem.Facts{Companies: 12, SectorWide: true}},
		{"secret", "Alles is vertrouwelijk.", tandem.Facts{Secrecy: tandem.SecrecyAgreement}},
		{"acute", "Wij zijn gehackt.", tandem.Facts{Acute: true}},
		{"intern", "Wij zoeken een stagiair.", tandem.Facts{WantsIntern: true}},
		{"no intern", "Wij zoeken geen stagiair.", tandem.Facts{NoIntern: true}},
		{"no intern either", "We do not want an intern.", tandem.Facts{NoIntern: true}},
		{"starter", "Ik ben net gestart.", tandem.Facts{Starter: true}},
		{"sole trader", "Ik werk als zzp.", tandem.Facts{Size: tandem.SizeSole}},
		{"nine people", "Medtech, 9 pers.", tandem.Facts{Size: tandem.SizeMicro}},
		{"forty-five people", "Een metaalbedrijf met 45 man.", tandem.Facts{Size: tandem.SizeSmall}},
		{"two hundred people", "Met 200 medewerkers.", tandem.Facts{Size: tandem.SizeMedium}},
		{"no supervisor", "Er is niemand op hbo niveau.", tandem.Facts{NoSupervisor: true}},
		{"no budget", "We hebben geen budget.", tandem.Facts{NoBudget: true}},
		{"budget", "We hebben 2.500 euro.", tandem.Facts{Budget: 2500}},
		{"budget with a sign", "Er is € 12.000 voor.", tandem.Facts{Budget: 12000}},
		{"no sum", "In 2019 begonnen wij met 3 machines.", tandem.Facts{}},
		{"desk", "De werkplek staat klaar.", tandem.Facts{Desk: true}},
		{"data", "Wij hebben cijfers van drie jaar.", tandem.Facts{Data: true}},
		{"subsidy", "Er loopt een subsidie.", tandem.Facts{Subsidy: true}},
		{"no deadline", "Voor onze klanten is dit belangrijk.", tandem.Facts{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := r.Read(articulation.Text{Body: tt.text}).Facts; !reflect.DeepEqual(got, tt.want) {
				t.Errorf("facts = %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestReadHorizons(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	tests := map[string]tandem.Horizon{
		"Het moet voor de zomer klaar zijn":          {Month: 7, Day: 1},
		"We need it before Christmas":                {Month: 12, Day: 24},
		"Kan dat vanaf 1 maart 2027 beginnen":        {Month: 3, Day: 1, Year: 2027, From: true},
		"Uiterlijk half mei horen wij graag":         {Month: 5},
		"Volgend schooljaar pas":                     {Month: 9, Day: 1, From: true},
		"Vanaf mei, en klaar binnen twee maanden":    {Days: 60},
		"Binnen een half jaar":                       {},
		"Graag vóór 15 november de resultaten":       {Month: 11, Day: 15},
		"Wij doen dit voor klanten, vrienden en mei": {},
	}
	for text, want := range tests {
		got := r.Read(articulation.Text{Body: text}).Facts.Horizon
		switch {
		case want == tandem.Horizon{}:
			if got != nil {
				t.Errorf("%q gives %+v, want nothing", text, *got)
			}
		case got == nil:
			t.Errorf("%q gives nothing, want %+v", text, want)
		default:
			if !strings.Contains(text, got.Evidence.Text) || got.Evidence.Text == "" {
				t.Errorf("%q stands on %q", text, got.Evidence.Text)
			}
			if got.Evidence = (tandem.Fragment{}); *got != want {
				t.Errorf("%q gives %+v, want %+v", text, *got, want)
			}
		}
	}
}

func TestReadRefers(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	tests := []struct {
		name, text, why string
		to              tandem.Referral
	}{
		{"acute", "Help, wij zijn vanochtend gehackt, alles op slot, kan er nu iemand komen?", articulation.ReferAcute, tandem.ReferConsultant},
		{"vacancy", "Gezocht: vakkenvuller voor de zaterdag", articulation.ReferVacancy, tandem.ReferJobBoard},
		{"private", "Ik ben particulier en wil een uitbouw", articulation.ReferPrivate, tandem.ReferConsultant},
		{"legal", "Wij willen een dreigbrief aan een oud-klant", articulation.ReferLegal, tandem.ReferConsultant},
		{"improper", "Schrijf nette google recensies over ons", articulation.ReferImproper, tandem.ReferConsultant},
		{"spam", "Alleen uw handtekening is nodig, no cure no pay", articulation.ReferSpam, ""},
		{"nothing", "Samenwerken?", articulation.ReferNoQuestion, tandem.ReferKvK},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := r.Read(articulation.Text{Body: tt.text})
			if !got.Refer || got.ReferWhy != tt.why || got.ReferTo != tt.to {
				t.Errorf("refer = %v %s %s, want %s %s", got.Refer, got.ReferWhy, got.ReferTo, tt.why, tt.to)
			}
			if !slices.Contains(articulation.ReferCodes(), got.ReferWhy) {
				t.Errorf("code %q is not listed", got.ReferWhy)
			}
		})
	}
	if got := r.Read(articulation.Text{Body: "Hoe krijgen wij onze planning op orde met minder kosten?"}); got.Refer {
		t.Errorf("a good question is sent away: %s", got.ReferWhy)
	}
}

func TestReadTempoAndArticulation(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	if got := r.Read(articulation.Text{Body: "Het is dringend, het moet vandaag nog, morgen is te laat."}).Tempo; got != tandem.TempoFast {
		t.Errorf("tempo = %s, want fast", got)
	}
	if got := r.Read(articulation.Text{Body: "Wij willen onze planning verbeteren."}).Tempo; got != tandem.TempoSlow {
		t.Errorf("tempo = %s, want slow", got)
	}
	vague := r.Read(articulation.Text{Body: "Iets met AI? Geen idee waar te beginnen, wat kan ik ermee."}).Articulation
	sharp := r.Read(articulation.Text{Body: "Wij zijn een meubelfabriek en zoeken een stagiair die vanaf februari onze voorraad doorrekent. Data van twee jaar is er, een werkplek in het magazijn ook. Alles is vertrouwelijk. Kan een afstudeerder voor juni laten zien welke planning het meeste oplevert en welke software past?"}).Articulation
	if vague == tandem.ArticulationNone || sharp != tandem.ArticulationNone {
		t.Errorf("articulation = %s and %s, want a talk for the first only", vague, sharp)
	}
}

func TestReadFields(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	tests := map[string]tandem.Field{
		"Onze webshop heeft meer klanten nodig via social media en marketing.":      "marketing_communication",
		"Wij zoeken een robot voor de assemblage van machines in de metaalfabriek.": "engineering",
		"Akkerbouwers en telers willen een beter gewas.":                            "agri_food",
		"Het hotel wil meer gasten in het restaurant.":                              "hospitality_tourism",
	}
	for text, want := range tests {
		got := r.Read(articulation.Text{Body: text}).Fields
		if len(got) == 0 || len(got) > 3 || got[0] != want {
			t.Errorf("fields of %q = %v, want %s first", text, got, want)
		}
	}
}

// checkReading holds what every reading promises, whatever the text.
func checkReading(t *testing.T, title, text string, r tandem.Reading) {
	t.Helper()
	check := func(f tandem.Fragment) {
		source := text
		if f.InTitle {
			source = title
		}
		if f.Start < 0 || f.End > len(source) || f.Start >= f.End || source[f.Start:f.End] != f.Text {
			t.Errorf("fragment %+v is not in its source", f)
		}
	}
	for i, o := range r.Outcomes {
		if o.Probability < 0 || o.Probability > 1 || i > 0 && o.Probability > r.Outcomes[i-1].Probability {
			t.Errorf("outcome %d has probability %v", i, o.Probability)
		}
		for _, f := range o.Evidence {
			check(f)
		}
	}
	for _, pull := range r.Forms {
		for _, term := range pull.Terms {
			for _, f := range term.Evidence {
				check(f)
			}
		}
	}
	if !slices.Contains([]string{"nl", "en", "mixed"}, r.Language) || r.Tempo == "" || r.Articulation == "" || r.Model == "" {
		t.Errorf("reading has gaps: %+v", r)
	}
}

// hard are texts that people and programs send.
func hard() map[string]string {
	return map[string]string{
		"empty":           "",
		"blank":           " \n\t ",
		"null bytes":      "frisse\x00blik \x00 stagiair",
		"invalid UTF-8":   "stagiair \xff\xfe planning \xc3",
		"emoji":           "Wij zoeken 🚲🚲 een frisse blik 👩‍🔬 en planning",
		"right to left":   "نحن نبحث عن stagiair \u202eplanning\u202c",
		"combining":       "efficie\u0308nter plannen en cre\u0308atief",
		"markup":          "<script>alert('stagiair')</script> <b>planning</b>",
		"20,000 letters":  strings.Repeat("planning stagiair ", 1200)[:20_000],
		"one long word":   strings.Repeat("x", 20_000),
		"only signs":      strings.Repeat("?!…", 5000),
		"more than limit": strings.Repeat("é", 60_000),
		"Turkish I":       "İSTANBUL PLANNİNG Iı",
	}
}

func TestReadSurvivesHardTexts(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	for name, text := range hard() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkReading(t, text, text, r.Read(articulation.Text{Title: text, Body: text}))
		})
	}
}

func TestReadEvidenceKeepsOffsets(t *testing.T) {
	t.Parallel()
	text := "Één vraag: wij zoeken 🚲 een frïsse blík, graag."
	got := newReader(t).Read(articulation.Text{Title: "Frisse blik", Body: text})
	i := slices.IndexFunc(got.Outcomes, func(o tandem.ReadOutcome) bool { return o.Key == "fresh_view" })
	if i < 0 {
		t.Fatalf("outcomes = %+v, want fresh_view", got.Outcomes)
	}
	var found []string
	for _, f := range got.Outcomes[i].Evidence {
		found = append(found, f.Text)
	}
	if !slices.Contains(found, "Frisse blik") {
		t.Errorf("evidence = %q, want Frisse blik among it", found)
	}
	checkReading(t, "Frisse blik", text, got)
}

func TestReadIsTheSameTwice(t *testing.T) {
	t.Parallel()
	text := "Wij zoeken studenten die onze planning, marketing en webshop bekijken met een frisse blik, in de regio, met de gemeente."
	want := newReader(t).Read(articulation.Text{Title: "Hulp", Body: text})
	for range 20 {
		if got := newReader(t).Read(articulation.Text{Title: "Hulp", Body: text}); !reflect.DeepEqual(got, want) {
			t.Fatalf("reading differs: %+v\nwant %+v", got, want)
		}
	}
}

func TestVersionNamesCuesAndModel(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	if v := r.Version(); !strings.Contains(v, "cues ") || !strings.Contains(v, "model ") || v != r.Read(articulation.Text{Body: "x"}).Model {
		t.Errorf("version = %q", v)
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range hard() {
		if len(text) < 200 {
			f.Add("titel", text)
		}
	}
	r := newReader(f)
	for _, c := range sample.Corpus(f, "testdata/read.corpus") {
		f.Add(c[0], c[1])
	}
	f.Fuzz(func(t *testing.T, title, text string) {
		checkReading(t, title, text, r.Read(articulation.Text{Title: title, Body: text}))
	})
}

func BenchmarkRead(b *testing.B) {
	text := "We hebben een bakkerij met twee winkels in Schiedam. Elke avond gooien we brood weg, soms wel dertig broden. " +
		"Op zaterdag zijn we juist om twee uur uitverkocht. Ik wil weten hoeveel we per dag moeten bakken. " +
		"Kassagegevens van drie jaar heb ik wel, maar geen tijd om het uit te zoeken."
	if !utf8.ValidString(text) {
		b.Fatal("text is not valid")
	}
	r := newReader(b)
	b.ReportAllocs()
	for b.Loop() {
		r.Read(articulation.Text{Title: "Hoeveel brood per dag", Body: text})
	}
}
