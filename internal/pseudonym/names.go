package pseudonym

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// names are what to take out, as sequences of folded words, longest first.
type names struct {
	list []wanted
}

// wanted is one sequence of words and its stand-in.
type wanted struct {
	words []string
	word  string
}

// leastPart is the fewest letters of a word that counts on its own, and
// leastFirst that of one of somebody's name.
const (
	leastPart  = 3
	leastFirst = 2
)

// namesOf lists all that must go.
func namesOf(k Known) names {
	var n names
	for _, whole := range k.Companies {
		words := folded(whole)
		n.add(name, words)
		words = withoutForm(words)
		n.add(name, words)
		n.add(name, words[leading(words, general):])
		n.addParts(words, general, leastPart)
	}
	for _, whole := range k.People {
		words := folded(whole)
		n.add(name, words)
		n.add(name, words[min(1, len(words)):])
		n.addParts(words, particle, leastFirst)
	}
	for _, whole := range k.Others {
		n.add(something, folded(whole))
		letters := strings.IndexFunc(whole, unicode.IsLetter)
		if letters > 0 {
			n.add(something, folded(whole[:letters]+" "+whole[letters:]))
		}
	}
	slices.SortStableFunc(n.list, func(a, b wanted) int { return len(b.words) - len(a.words) })
	return n
}

// withoutForm is a company's name without its legal form, as people say it.
func withoutForm(words []string) []string {
	for len(words) > 1 {
		last := words[len(words)-1]
		if len(last) > 1 && !slices.Contains([]string{"bv", "nv", "vof", "cv", "ltd", "llc", "inc", "gmbh"}, last) {
			break
		}
		words = words[:len(words)-1]
	}
	return words
}

// leading is how many words come before what is special: small words of a family
// name stay with it.
func leading(words []string, common func(string) bool) int {
	n := 0
	for n < len(words) && common(words[n]) && !particle(words[n]) {
		n++
	}
	return n
}

// add adds a name of some words; small words alone are none.
func (n *names) add(stand string, words []string) {
	if len(words) == 0 || len(words) == 1 && particle(words[0]) {
		return
	}
	n.list = append(n.list, wanted{words, stand})
	if len(words) > 1 { // as in the name of a site
		n.list = append(n.list, wanted{[]string{strings.Join(words, "")}, stand})
	}
}

// addParts adds each word on its own, but for common and short ones.
func (n *names) addParts(words []string, common func(string) bool, least int) {
	for _, w := range words {
		if !common(w) && utf8.RuneCountInString(w) >= least && strings.IndexFunc(w, unicode.IsLetter) >= 0 {
			n.list = append(n.list, wanted{[]string{w}, name})
		}
	}
}

// word is a word of a text: where it stands and how it reads folded.
type word struct {
	start, end int
	folded     string
}

// wordsOf lists the words of a text: letters, digits and the marks on them.
func wordsOf(text string) []word {
	var list []word
	start := -1
	flush := func(end int) {
		if start >= 0 {
			list = append(list, word{start, end, fold(text[start:end])})
			start = -1
		}
	}
	for i, c := range text {
		switch {
		case unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.IsMark(c):
			if start < 0 {
				start = i
			}
		default:
			flush(i)
		}
	}
	flush(len(text))
	return list
}

func folded(text string) []string {
	var list []string
	for _, w := range wordsOf(text) {
		if w.folded != "" {
			list = append(list, w.folded)
		}
	}
	return list
}

// fold is a word without capitals and accents.
func fold(w string) string {
	plain := strings.Map(func(c rune) rune {
		if unicode.IsMark(c) {
			return -1
		}
		return unicode.ToLower(c)
	}, norm.NFKD.String(w))
	return strings.NewReplacer("ß", "ss", "ø", "o", "ł", "l", "æ", "ae", "œ", "oe").Replace(plain)
}

// hide takes all names out of a text.
func (n *names) hide(text string) string {
	if len(n.list) == 0 {
		return text
	}
	words := wordsOf(text)
	var out strings.Builder
	from := 0
	for i := 0; i < len(words); {
		found, ok := n.at(text, words[i:])
		if !ok {
			i++
			continue
		}
		out.WriteString(text[from:words[i].start])
		out.WriteString(found.word)
		i += len(found.words)
		from = words[i-1].end
	}
	out.WriteString(text[from:])
	return out.String()
}

// at finds the longest name that the words begin with.
func (n *names) at(text string, words []word) (wanted, bool) {
	for _, w := range n.list {
		if begins(text, words, w.words) {
			return w, true
		}
	}
	return wanted{}, false
}

// begins reports whether words of the text, with little between them, are those
// of a name. The last may have a genitive's s.
func begins(text string, words []word, name []string) bool {
	if len(words) < len(name) {
		return false
	}
	for i, want := range name {
		got := words[i].folded
		last := i == len(name)-1
		if got != want && (!last || len(want) < leastPart || got != want+"s") {
			return false
		}
		if i > 0 && !near(text[words[i-1].end:words[i].start]) {
			return false
		}
	}
	return true
}

// near reports whether what stands between two words can stand within a name.
func near(between string) bool {
	return len(between) <= 4 && !strings.ContainsAny(between, "\n;:?!")
}

// particle reports whether a word is the small word of a family name, which
// stands in any text.
func particle(w string) bool {
	return slices.Contains([]string{
		"van", "von", "de", "den", "der", "des", "het", "ter", "ten", "tot", "aan", "bij", "uit", "voor", "onder", "over",
		"te", "la", "le", "el", "al", "di", "da", "du", "in", "op", "st", "en", "is", "dos", "del", "della", "las", "los", "the", "and",
		"mevrouw", "meneer", "dhr", "mevr", "drs", "ing", "mrs",
	}, w)
}

// general reports whether a word of a company's name is one of any text: taking
// it out would take out what the question is about, and it names nobody.
func general(w string) bool {
	if particle(w) {
		return true
	}
	return slices.Contains(strings.Fields(generalWords), w)
}

// generalWords are words of company names that name nobody.
const generalWords = `
	bv nv vof cv co zn zoon zonen en of ltd llc inc gmbh groep group holding nederland holland europe international
	stichting vereniging cooperatie bedrijf bedrijven onderneming firma maatschap praktijk bureau studio atelier
	huis winkel shop store market markt centrum center centre service services diensten dienst team werk werken
	advies adviseurs consultancy consulting partners solutions oplossingen management beheer projecten project
	bakkerij banketbakkerij slagerij kaas groente groenten fruit vis restaurant cafe bar lunchroom hotel camping
	catering brouwerij bier koffie thee wijn horeca eten food foods brood
	bouw bouwbedrijf aannemer aannemersbedrijf timmerbedrijf timmerwerk schilders schildersbedrijf schilder
	installatie installaties installatiebedrijf installatietechniek techniek technische elektro elektrotechniek
	loodgieter metaal metaalbewerking machines machinebouw machinefabriek fabriek industrie hout houtbewerking
	meubel meubels interieur interieurbouw keukens keuken glas tuin tuinen tuincentrum hovenier hoveniers
	hoveniersbedrijf groen kwekerij kwekerijen boerderij melkveehouderij akkerbouw landbouw agro dieren
	garage auto autos autobedrijf fiets fietsen rijwielen fietsenwinkel transport vervoer logistiek opslag koeriers
	kapper kapsalon salon schoonheidssalon beauty zorg thuiszorg fysiotherapie fysio tandarts apotheek gezondheid
	sport sportschool fitness muziek theater kunst museum cultuur foto fotografie film video media communicatie
	reclame marketing design ontwerp web webshop online internet digital digitaal software data ict computer
	computers techno tech energie zonne zonnepanelen solar duurzaam duurzame recycling milieu water
	makelaar makelaars makelaardij vastgoed wonen woning accountants accountant administratie administratiekantoor
	kantoor kantoren financieel financiele verzekeringen notaris advocaten juridisch juridische
	school opleiding opleidingen training trainingen coaching coach kinderopvang onderwijs reizen reisbureau
	boeken boekhandel boekwinkel drukkerij print textiel kleding mode schoenen juwelier bloemen bloemist speelgoed
	het een onze mijn jouw nieuwe oude grote kleine beste noord zuid oost west
`
