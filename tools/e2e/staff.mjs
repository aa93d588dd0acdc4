// What people of an institution do: judge, claim, carry out, look after the catalogue.
import assert from 'node:assert/strict'
import { grade } from './owner.mjs'
import { Visitor } from './visitor.mjs'

// be signs in as somebody of the demo with one click.
export async function be(way, role, where) {
  const v = await Visitor.enter(way, role)
  await v.go('/demo')
  await v.look('demo people')
  const person = v.page.getByRole('listitem').filter({ hasText: where })
  await v.press(new RegExp(`: ${role}$`), person)
  await v.sees('Je bent ingelogd.')
  return v
}

// find walks through the queue to a question.
export async function find(v, title) {
  await v.go('/werkvoorraad')
  await v.heading('Werkvoorraad')
  await v.look('queue', { list: true })
  for (let n = 0; n < 30; n++) {
    const row = v.page.getByRole('link', { name: title, exact: true })
    if (await row.count()) return await row.first().click()
    await v.follow(/Volgende/)
  }
}

// judged opens a question from the queue, when it has been scored.
export async function judged(v, title) {
  await find(v, title)
  await v.until(() => v.has(/^Voorstel 1 |Beste voorstel|Samen \d+ van 100/), 'proposals')
  await v.heading(title)
}

export async function askBack(v, title, question) {
  await judged(v, title)
  await v.look('review')
  await v.press(/^Vraag iets/)
  await v.heading('Er is iets niet goed ingevuld')
  await v.look('review with a fault')
  await v.fill(/^Zin aan /, question)
  await v.press(/^Vraag iets/)
  await v.sees('Je vraag is verstuurd. Het antwoord komt bij deze vraag te staan.', question)
  await v.look('review asked back')
}

// approve agrees to the proposal that is ticked and returns who teaches it, and in which form.
export async function approve(v, title, sentence, reply) {
  await v.go('/werkvoorraad')
  await find(v, title)
  await v.sees(reply)
  const ticked = v.page.getByRole('checkbox', { name: /^Kies voorstel/, checked: true })
  assert.ok(await ticked.count() > 0, 'a proposal is ticked')
  const card = v.page.getByRole('listitem').filter({ has: ticked.first() }).first()
  const lecturer = (await card.innerText()).match(/Docent: ([^.\n]+?)\.?(\n|$)/)[1]
  await v.fill(/^Zin aan /, sentence)
  await v.press(/^Keur goed/)
  await v.sees('Goedgekeurd. De ondernemer en de docent krijgen bericht.')
  await v.look('review approved')
  return lecturer
}

// decline says no, with the reason and where to go instead.
export async function decline(v, title) {
  await judged(v, title)
  await v.fill(/^Zin aan /, 'Een adviseur kan dit deze week nog voor je doen.')
  await v.open('Wijs af en verwijs')
  await v.look('review declining')
  await v.choose('Wat is de reden?', 'Het moet eerder klaar zijn dan een opdracht kan duren')
  await v.choose('Waar kan de ondernemer wel terecht?', 'Ondernemersklankbord')
  await v.press('Wijs af en verstuur')
  await v.sees('Afgewezen. De ondernemer krijgt de reden en waar het wel kan.')
  await v.look('review declined')
}

// browse searches and filters until it finds a question.
export async function browse(v, title) {
  await v.go('/vragen')
  await v.heading('Open vragen')
  await v.look('browse', { list: true })
  await v.fill('Zoek in vragen', 'zzzyx')
  await v.press('Zoek')
  await v.look('browse nothing found')
  await v.fill('Zoek in vragen', title)
  await v.press('Zoek')
  assert.match(v.page.url(), /[?&]q=/, 'the search is in the address')
  await v.page.getByRole('link', { name: title, exact: true }).waitFor()
  await filter(v)
  await v.page.getByRole('link', { name: title, exact: true }).waitFor()
  await v.look('browse filtered', { list: true })
  await v.follow(title)
  await v.heading(title)
}

async function filter(v) {
  const show = v.page.getByRole('button', { name: /^Filters \(/ })
  if (await show.isVisible()) await show.click()
  if (v.way.width < 600) await v.look('browse filters open')
  await v.page.getByRole('checkbox', { name: 'Alleen nieuwe vragen' }).check()
  await v.press('Toon vragen')
  assert.match(v.page.url(), /nieuw=1/, 'the filter is in the address')
}

export async function claim(v, note) {
  await v.look('question to claim')
  await v.fill('Wat wil je het bedrijf zeggen?', note)
  await v.press('Pak op en houd een plek vast')
  await v.sees('Gelukt. Je houdt een plek vast en het bedrijf krijgt bericht.')
  await v.heading('Maak afspraken en start')
  await v.look('work to start')
}

export async function release(v) {
  await v.fill('Waarom niet?', 'Ons rooster past toch niet.')
  await v.press('Geef terug')
  await v.sees('Teruggegeven. De vraag staat weer open en het bedrijf krijgt bericht.')
  await v.look('work given back')
}

export async function start(v) {
  await v.fill('Laatste dag', '2000-01-01')
  await v.press('Start de opdracht')
  await v.heading('Er is iets niet goed ingevuld')
  await v.look('work to start with a fault')
  await v.go(new URL(v.page.url()).pathname.replace(/\/start$/, ''))
  await v.fill('Wat gaan jullie doen?', 'Een klas meet vier weken wat er overblijft en voorspelt hoeveel brood per dag nodig is.')
  await v.choose('Van wie is wat studenten maken?', 'Studenten houden hun rechten')
  await v.press('Start de opdracht')
  await v.sees('Gestart. Beide kanten krijgen de afspraken per mail.')
  await v.heading('Wat jullie afspraken')
  await v.look('work running')
}

export async function finish(v) {
  await v.fill('Wat krijgt het bedrijf, en wie gaat ermee verder?', 'Een rekenblad met een voorspelling per dag. De filiaalleider werkt ermee.')
  await v.press('Rond af')
  await v.sees('Afgerond. We vragen beide kanten wat het opleverde.')
  await v.look('work finished')
  await v.go('/opdrachten')
  await v.heading('Mijn opdrachten')
  await v.look('works', { list: true })
}

// evaluate says what the work brought the education, and returns to the form's page.
export async function evaluate(v, title) {
  await v.go('/opdrachten')
  await v.follow(title)
  await v.follow('Vertel het')
  const n = await grade(v, 'evaluate as lecturer')
  await v.follow('Bekijk wat deze vorm oplevert')
  return n
}

// graded reads from a form's page how often it was graded.
export async function graded(v, form) {
  await v.go(form)
  await v.heading('Wat levert het op?')
  const said = await v.page.getByText(/keer in totaal|nog niets gemeten/).first().innerText()
  return Number(said.match(/(\d[\d.]*) keer in totaal/)?.[1].replace('.', '') ?? 0)
}

// lookAround visits every page of the menu.
export async function lookAround(v, state) {
  const menu = v.page.getByRole('navigation', { name: 'Hoofdmenu' })
  const paths = await menu.getByRole('link').evaluateAll(list => list.map(a => a.getAttribute('href')))
  for (const path of paths) {
    await v.go(path)
    await v.look(`${state} ${path}`, { list: true })
  }
}

// invite asks a colleague to join.
export async function invite(v, mail) {
  await v.go('/mensen')
  await v.heading('Mensen')
  await v.fill('Naam', 'Noor Peeters')
  await v.fill('E-mailadres', mail)
  await v.choose('Rol', 'docent')
  await v.press('Stuur de uitnodiging')
  await v.sees('De uitnodiging is onderweg.', mail)
  await v.look('people invited')
}

// saveFigures saves a version. Each other walk may have saved one in between: then the page says so, and the
// same again will do.
async function saveFigures(v) {
  await v.press('Bewaar als nieuwe versie')
  for (let others = 3; others > 0 && await v.has(/heeft intussen een nieuwere versie bewaard/); others--) {
    await v.press('Bewaar als nieuwe versie')
  }
}

// refigure changes a figure of a form and sees it in the history and on the form's page.
export async function refigure(v) {
  const summary = `Ondernemers en studenten helpen elkaar verder in gesprekken, ${v.way.name}.`
  await v.go('/beheer/cijfers')
  await v.follow(/In gesprek met een mentor$/)
  await v.look('figures to edit')
  await v.fill('Samenvatting (Nederlands)', summary)
  await saveFigures(v)
  await v.heading('Er is iets niet goed ingevuld')
  await v.look('figures with a fault')
  await v.fill('Waarom pas je dit aan?', `Beter gezegd, ${v.way.name}`)
  await saveFigures(v)
  await v.sees('De nieuwe versie is bewaard.')
  await v.go('/beheer/cijfers')
  await v.sees(`Beter gezegd, ${v.way.name}`)
  await v.look('figures')
  await v.follow(/^Versie /)
  await v.look('figures of one version')
  await v.go('/vormen/mentor_pool')
  await v.sees(summary)
}

// offer changes what an institution offers.
export async function offer(v, where) {
  await v.go('/aanbod/nieuw')
  await v.heading('Nieuw aanbod')
  await v.press('Bewaar')
  await v.heading('Er is iets niet goed ingevuld')
  await v.look('offering with faults')
  await v.go('/aanbod')
  await v.follow(/./, v.page.getByRole('row').filter({ hasText: where }))
  await v.look('offering')
  await v.follow('Pas aan')
  await v.heading('Aanbod aanpassen')
  await v.look('offering to edit')
  await v.fill('Voorwaarden', 'Het bedrijf komt één keer op bezoek.')
  await v.press('Bewaar')
  await v.sees('Het aanbod is bewaard.', 'Het bedrijf komt één keer op bezoek.')
}
