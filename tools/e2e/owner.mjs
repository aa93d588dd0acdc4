// What an owner does: ask, read mail, answer, follow, evaluate, take back.
import assert from 'node:assert/strict'
import { Visitor } from './visitor.mjs'

const words = 'We hebben een bakkerij met twee winkels in Schiedam. Elke avond gooien we brood weg, soms wel dertig broden. ' +
  'Op zaterdag zijn we juist om twee uur uitverkocht. Ik wil weten hoeveel we per dag moeten bakken. ' +
  'Kassagegevens van drie jaar heb ik wel, maar geen tijd om het uit te zoeken.'

// Each walk asks for another shop, so that walks never meet in one database.
const shops = { 'js-1280': 'Schiedam', 'nojs-375': 'Vlaardingen', 'js-375': 'Maassluis', 'nojs-1280': 'Delft' }
// RUN tells repeated runs against one server apart.
const run = process.env.RUN ? ` ${process.env.RUN}` : ''

// story is a question with who asks it.
export function story(way, title, who = 'mila') {
  const shop = shops[way.name] + run
  return {
    title: title.replace('?', ` in ${shop}?`), text: words, name: 'Mila Jansen',
    company: `Bakkerij Jansen ${shop}`, mail: `${who}-${shop.toLowerCase().replace(' ', '-')}@bakkerij-jansen.example`,
  }
}

// ask goes from the home page through the four steps and sends. Returns the desk that answers.
export async function ask(v, q) {
  await v.go('/')
  await v.look('home')
  await read(v, q)
  await v.press('Ga verder met deze vraag')
  await v.heading('Wat is je vraag?')
  assert.equal(await v.page.getByLabel('Wat speelt er?').inputValue(), q.text, 'the text came along from the home page')
  await v.fill('Je vraag in één zin', q.title)
  await v.look('ask 1 question')
  await v.press('Bewaar en ga verder')
  await wishes(v)
  await when(v)
  return await company(v, q)
}

// read types the question and sees what is read in it, and what fits.
async function read(v, q) {
  await v.fill('Jouw vraag', q.text)
  if (!v.way.script) await v.press('Lees mijn vraag')
  await v.heading('Dit past bij je vraag')
  await v.sees('Dit lezen wij erin', /^door /)
  await v.page.getByLabel('Klopt').first().check()
  if (v.way.script) await v.page.waitForLoadState('networkidle')
  await v.look('home read')
}

async function wishes(v) {
  await v.heading('Wat hoop je dat het oplevert?')
  const yes = v.page.getByLabel('Klopt')
  for (let i = 0; i < await yes.count(); i++) await yes.nth(i).check()
  await v.look('ask 2 wishes')
  await v.press('Bewaar en ga verder')
}

async function when(v) {
  await v.heading('Wanneer en hoeveel tijd?')
  await v.fill('Wanneer heb je het resultaat nodig?', '1-5-2020')
  await v.press('Bewaar en ga verder')
  await v.sees('Deze datum is al geweest. Kies een dag na vandaag.')
  await v.look('ask 3 with a date gone by')
  await v.fill('Wanneer heb je het resultaat nodig?', '')
  await v.choose('Wat gebeurt er als het later wordt?', 'Vervelend, maar het kan')
  await v.choose('Hoeveel tijd kun je per week vrijmaken?', '2 tot 4 uur')
  await v.choose('Is er geld voor kosten', 'Nee, liever niet')
  await v.choose('Wie mag je vraag lezen?', 'docenten en studenten mogen het lezen')
  for (const ready of ['Wie beslist, doet mee', 'Gegevens en mensen zijn bereikbaar', 'Als het mislukt, loopt het bedrijf gewoon door',
    'Het antwoord staat nog niet vast', 'Iemand gaat met het resultaat verder']) await v.choose('Wat is al geregeld?', ready)
  await v.look('ask 3 when')
  await v.press('Bewaar en ga verder')
}

async function company(v, q) {
  await v.heading('Over je bedrijf')
  await v.fill('Naam van je bedrijf', q.company)
  await v.fill('KvK-nummer', '1234')
  await v.page.getByLabel('Wat voor bedrijf is het?').selectOption('Bakkerij, slagerij of voedingsbedrijf')
  await v.choose('Met hoeveel mensen werken jullie?', '10 tot 49 mensen')
  await v.fill('Postcode van je bedrijf', '3111 AB')
  await v.fill('Je naam', q.name)
  await v.fill('Je e-mailadres', q.mail)
  await v.press('Stuur je vraag')
  await v.sees('Een KvK-nummer heeft acht cijfers. Controleer het, of laat het leeg.')
  assert.equal(await v.page.getByLabel('Naam van je bedrijf').inputValue(), q.company, 'what was typed is kept')
  await v.look('ask 4 with an impossible number')
  await v.fill('KvK-nummer', '')
  await v.sees(/Je hoort uiterlijk .+ van ons\./)
  await v.look('ask 4 company')
  await v.press('Stuur je vraag')
  await v.heading('Je vraag is verstuurd')
  await v.sees(/Je hoort uiterlijk .+ van ons\./, q.mail)
  await v.look('ask sent')
  const lead = await v.page.getByText(/leest je vraag\./).innerText()
  return lead.match(/Dank je wel\. (.+) leest je vraag/)[1]
}

// mail opens the newest mail with a subject in somebody's outbox.
export async function mail(v, address, subject) {
  await v.go(`/demo/mail?aan=${encodeURIComponent(address)}`)
  await v.until(async () => await v.page.getByRole('link', { name: subject }).count() > 0, `a mail ${subject}`)
  await v.look('outbox of one address')
  await v.follow(subject)
  await v.heading(subject)
}

// arrive opens a question by the link in a mail, in a browser that has never been here.
export async function arrive(way, q, subject, button) {
  const v = await Visitor.enter(way, 'owner by link')
  await mail(v, q.mail, subject)
  await v.look(`mail ${button}`)
  if (way.script) await v.page.frameLocator('iframe').getByRole('link', { name: button }).click()
  else await v.follow(button)
  await v.heading('Open je vraag')
  await v.look('mailed link')
  await v.press('Open mijn vraag')
  await v.heading(q.title)
  assert.match(new URL(v.page.url()).pathname, /^\/mijn-vraag\/[0-9a-f-]{36}$/, 'the address is clean')
  return v
}

// answer replies to the desk by the mailed link.
export async function answer(way, q, question, reply) {
  const v = await arrive(way, q, 'We willen iets weten over je vraag', 'Geef antwoord')
  await v.sees('Jouw beurt: geef antwoord', question)
  await v.look('my question asked back')
  await v.fill('Je bericht', reply)
  await v.press('Verstuur bericht')
  await v.sees('Je bericht is verstuurd. De coördinator krijgt een mail.', reply)
  await v.leave()
}

// evaluate says by the mailed link what the work brought.
export async function evaluate(way, q) {
  const v = await arrive(way, q, `Wat heeft het opgeleverd? ${q.title}`, 'Vertel wat het opleverde')
  if (!v.page.url().includes('/evaluatie/')) {
    await v.sees('Jouw beurt: wat heeft het opgeleverd?')
    await v.look('my question to rate')
    await v.follow('Vertel het')
  }
  await grade(v, 'evaluate as owner')
  await v.follow('Naar je vraag')
  await v.sees('Klaar, en bedankt')
  await v.look('my question done')
  return v
}

// grade gives every asked result a 4 and returns how many there were.
export async function grade(v, state) {
  await v.heading('Wat heeft het opgeleverd?')
  const n = await v.page.getByLabel('4, veel').count()
  assert.ok(n > 0, 'results to grade')
  await v.press('Verstuur')
  await v.heading('Er is iets niet goed ingevuld')
  await v.look(`${state}, nothing filled in`)
  await v.go(new URL(v.page.url()).pathname)
  for (let i = 0; i < n; i++) await v.page.getByLabel('4, veel').nth(i).check()
  await v.fill('Wil je er iets over zeggen?', 'Prettige samenwerking, en we gooien minder weg.')
  await v.look(state)
  await v.press('Verstuur')
  await v.sees('Dank je wel. Je antwoord telt nu mee.', 'Prettige samenwerking, en we gooien minder weg.')
  await v.look(`${state}, thanks`)
  return n
}

// withdraw takes a question back.
export async function withdraw(v, q) {
  await v.follow('Volg je vraag')
  await v.heading(q.title)
  await v.follow('Trek je vraag in')
  await v.heading('Wil je je vraag intrekken?')
  await v.look('withdraw')
  await v.choose('Waarom trek je hem in?', 'We hebben het zelf opgelost')
  await v.press('Trek mijn vraag in')
  await v.sees('Je vraag is ingetrokken.', 'Je hebt deze vraag ingetrokken')
  await v.look('my question withdrawn')
}

// comeBack signs in by a typed code in a browser that has never been here.
export async function comeBack(way, q) {
  const v = await Visitor.enter(way, 'owner by code')
  await v.go('/inloggen')
  await v.look('sign in')
  await v.fill('Je e-mailadres', q.mail)
  await v.press('Stuur me een code')
  await v.heading('Kijk in je mail')
  await v.look('sign in code')
  await v.fill('Code uit de mail', '000000')
  await v.press('Log in')
  await v.look('sign in wrong code')
  const code = await readCode(way, q)
  await v.fill('Code uit de mail', code)
  await v.press('Log in')
  await v.go('/mijn-vragen')
  await v.heading('Mijn vragen')
  await v.look('my questions', { list: true })
  await v.follow(q.title)
  await v.heading(q.title)
  await v.go('/account')
  await v.look('account of an owner')
  await v.press('Log uit')
  await v.leave()
}

async function readCode(way, q) {
  const v = await Visitor.enter(way, 'owner at the mail')
  await mail(v, q.mail, 'Je code voor Tandem')
  await v.open('Zo ziet de mail eruit als gewone tekst')
  const code = (await v.page.locator('pre').innerText()).match(/\b\d{6}\b/)[0]
  await v.leave()
  return code
}
