// Walks all roles through the flow of one question, as people would: with and
// without script, on a phone and on a desk. Finds things by what they are called.
//   BASE_URL=http://127.0.0.1:8080 CHROMIUM=/usr/bin/chromium node journey.mjs [js-1280 …]
// TANDEM_E2E_SHOTS is a folder for the pictures of the tour, TANDEM_E2E_EVERY
// one for a picture of every state, light and dark.
import assert from 'node:assert/strict'
import { chromium } from 'playwright-core'
import * as owner from './owner.mjs'
import { further } from './further.mjs'
import * as staff from './staff.mjs'
import { Visitor } from './visitor.mjs'

const base = process.env.BASE_URL ?? 'http://127.0.0.1:8080'
const walks = { 'js-1280': [true, 1280], 'nojs-375': [false, 375], 'js-375': [true, 375], 'nojs-1280': [false, 1280] }

// mainFlow is one question from asking to what it brought.
async function mainFlow(way) {
  const q = owner.story(way, 'Hoeveel brood bakken we per dag?')
  const asker = await Visitor.enter(way, 'owner')
  const desk = await owner.ask(asker, q)
  await (await owner.arrive(way, q, /^We hebben je vraag/, 'Volg je vraag')).leave()

  const coordinator = await staff.be(way, 'coördinator', desk)
  await staff.askBack(coordinator, q.title, 'Hoeveel soorten brood verkopen jullie?')
  await owner.answer(way, q, 'Hoeveel soorten brood verkopen jullie?', 'Twaalf soorten, en in december twintig.')
  const name = await staff.approve(coordinator, q.title, 'Mooie vraag. Ik ken een klas die dit graag uitzoekt.', 'Twaalf soorten, en in december twintig.')

  await asker.follow('Volg je vraag')
  await asker.sees('Je vraag staat open', 'Mooie vraag. Ik ken een klas die dit graag uitzoekt.')
  await asker.look('my question open')
  await work(way, q, asker, name)
  await owner.comeBack(way, q)
  await coordinator.leave()
}

// work goes from claim to evaluation.
async function work(way, q, asker, name) {
  const lecturer = await staff.be(way, 'docent', name)
  await staff.browse(lecturer, q.title)
  await staff.claim(lecturer, 'Wij beginnen graag met een meting in de winkel.')
  await staff.release(lecturer)
  await staff.browse(lecturer, q.title)
  await staff.claim(lecturer, 'Toch wel: we vonden een uur in het rooster.')
  await asker.page.reload()
  await asker.sees('Een docent wil met je aan de slag')
  await asker.look('my question claimed')
  await staff.start(lecturer)
  await asker.page.reload()
  await asker.sees('Jullie zijn aan de slag')
  await asker.look('my question at work')
  await staff.finish(lecturer)
  await brought(way, q, lecturer)
  await lecturer.leave()
  await asker.leave()
}

// brought has both sides grade, and sees the figure of the form rise by that.
async function brought(way, q, lecturer) {
  const n = await staff.evaluate(lecturer, q.title)
  const form = new URL(lecturer.page.url()).pathname
  await lecturer.look('form')
  const before = await staff.graded(lecturer, form)
  const v = await owner.evaluate(way, q)
  await v.leave()
  const after = await staff.graded(lecturer, form)
  assert.ok(before >= n, `the lecturer's ${n} grades count (${before})`)
  assert.ok(after > before, `the owner's grades count (${before} to ${after})`)
}

// walk is one way through everything.
async function walk(name, browser) {
  const [script, width] = walks[name]
  const way = {
    name, base, browser, script, width, faults: [], seen: new Set(), weights: {},
    shots: script && process.env.TANDEM_E2E_SHOTS, every: script && process.env.TANDEM_E2E_EVERY,
  }
  const began = Date.now()
  for (const flow of [mainFlow, further]) {
    await flow(way).catch(e => way.faults.push(`${name} ${flow.name}: ${e.stack.split('\n').filter(l => !l.includes('node_modules')).slice(0, 6).join('\n')}`))
  }
  console.log(`${name}: ${way.seen.size} states in ${Math.round((Date.now() - began) / 1000)} s, ${way.faults.length} faults`)
  if (script) console.log(`  bytes compressed: ${Object.entries(way.weights).map(([p, n]) => `${p} ${n}`).join(', ')}`)
  return way.faults
}

const chosen = process.argv.slice(2).length ? process.argv.slice(2) : Object.keys(walks)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
const faults = []
// Two at a time: most of a walk is waiting for the browser.
const lane = async () => { while (chosen.length) faults.push(...await walk(chosen.shift(), browser)) }
await Promise.all([lane(), lane()])
await browser.close()
for (const f of faults) console.error(`FAULT ${f}`)
process.exitCode = faults.length ? 1 : 0
