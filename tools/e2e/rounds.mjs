// How a coordinator plans a round: make a plan, move a question, compare, send and take back.
import * as staff from './staff.mjs'

const planned = 'Wie gaat waarheen'

// plan walks through all of it for the next round of a school. Another walk may
// plan the same school: what it sends in between is waited for.
export async function plan(way, school) {
  const v = await staff.be(way, 'coördinator', school)
  await v.go('/rondes')
  await v.heading('Rondes')
  await v.look('rounds', { list: true })
  await v.follow(/^Ronde /)
  await v.heading(/^Ronde /)
  const round = new URL(v.page.url()).pathname
  await v.look('round')
  await make(v)
  await move(v)
  await tryOut(v)
  await v.go(`${round}/plannen`)
  await v.heading('Plannen')
  await v.look('plans', { list: true })
  await v.follow('Vergelijk twee plannen')
  await v.heading('Wie merkt het')
  await v.look('plans compared')
  await send(v, round)
  await v.leave()
}

// make has a plan made, at first with a rule that no plan can have.
async function make(v) {
  await v.open('Meer regels')
  await v.fill('Haast telt zwaarder', '99')
  await v.press(/^(Maak een plan|Reken opnieuw)$/)
  await v.heading('Er is iets niet goed ingevuld')
  await v.look('round with a fault')
  await v.open('Meer regels')
  await v.fill('Haast telt zwaarder', '20')
  await v.press(/^(Maak een plan|Reken opnieuw)$/)
  await ready(v)
  await v.sees('Bewezen best.')
  await v.look('plan')
}

// ready waits for a plan that takes longer than a blink.
async function ready(v) {
  await v.until(() => v.has(planned), 'a plan')
}

async function move(v) {
  await v.follow(/^Verplaats/)
  await v.heading(/^Verplaats/)
  await v.look('moving a question')
  await v.page.getByRole('radio', { disabled: false }).first().check()
  if (!v.way.script) await v.press('Bereken wat er verandert')
  await v.sees(/krijgt dan een plek/)
  await v.look('moving a question, with its cost')
  await v.press('Verplaats en maak een nieuw plan')
  await ready(v)
  await v.sees('met de hand verplaatst')
}

async function tryOut(v) {
  await v.open('Een andere drempel')
  await v.fill('Punten meer tijd van bedrijven', '0')
  await v.press(/^Bereken.*drempel/)
  await v.sees(/maar niet 0/)
  await v.fill('Punten meer tijd van bedrijven', '10')
  await v.press(/^Bereken.*drempel/)
  await v.sees(/krijgt dan een plek/)
  await v.look('plan with a what-if')
}

// send sends the proposals of a fresh plan, and takes them back.
async function send(v, round) {
  for (let others = 20; others > 0; others--) {
    await v.go(round)
    if (await v.page.getByRole('button', { name: /^Stuur \d+ / }).count()) {
      await v.press('Reken opnieuw')
      await ready(v)
      await v.press(/^Stuur \d+ /)
      if (await v.has('De voorstellen zijn onderweg.')) break
    }
    await new Promise(done => setTimeout(done, 500))
  }
  await v.sees(/We houden de plekken vast tot en met/)
  await v.look('plan sent')
  await v.press('Draai terug')
  await v.sees('Teruggedraaid. De plekken zijn weer vrij.')
  await v.look('plan taken back')
}
