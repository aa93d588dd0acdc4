// What must hold on every page, whatever it is about.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
// Only these rules look at colours: all that can differ in the dark.
const colourRules = ['color-contrast', 'link-in-text-block']
const ownCookies = ['tandem', 'aanvraag', 'melding', 'taal']
// Signs of a sentence that was not made well: a hole, a missing key, Go's words for nothing.
const leftovers = /\{[a-z_]+\}|%!|<nil>|undefined|\[object|\bNaN\b|0001-01-01|1 januari 1 |map\[/

export const listPageLimit = 20_000

// barriers lists what axe finds wrong, one line each.
export async function barriers(page, dark) {
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' })
  if (!(await page.evaluate('typeof axe'))?.startsWith('obj')) await page.evaluate(axe)
  const only = dark ? { type: 'rule', values: colourRules } : { type: 'tag', values: tags }
  const { violations } = await page.evaluate(o => axe.run(document, { runOnly: o, resultTypes: ['violations'], iframes: false }), only)
  return violations.map(v => `axe ${v.id} (${dark ? 'dark' : 'light'}): ${v.help}: ` +
    v.nodes.slice(0, 3).map(n => `${n.target.join(' ')} ${n.failureSummary.split('\n').slice(1, 3).join(' ').trim()}`).join(' | '))
}

// plainFaults lists what is wrong with a page for anybody who looks at it.
export async function plainFaults(page, lang) {
  const seen = await page.evaluate(() => ({
    lang: document.documentElement.lang, title: document.title, h1: document.querySelectorAll('h1').length,
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    width: innerWidth, text: document.body.innerText,
    wide: [...document.querySelectorAll('main *')].find(e => e.getBoundingClientRect().right > innerWidth + 1 &&
      e.checkVisibility?.({ visibilityProperty: true }))?.outerHTML.slice(0, 120),
  }))
  const faults = []
  if (seen.lang !== lang) faults.push(`lang is ${seen.lang}, not ${lang}`)
  if (!seen.title.includes('Tandem')) faults.push(`title is ${seen.title}`)
  if (seen.h1 !== 1) faults.push(`${seen.h1} first headings`)
  if (seen.over > 0) faults.push(`${seen.over} px too wide at ${seen.width}: ${seen.wide}`)
  const left = seen.text.match(leftovers)
  if (left) faults.push(`text with "${seen.text.slice(Math.max(0, left.index - 40), left.index + 40).replaceAll('\n', ' ')}"`)
  return faults
}

// strangeCookies lists cookies that are not ours, or that script could read.
export async function strangeCookies(context) {
  return (await context.cookies()).filter(c => !ownCookies.includes(c.name) || !c.httpOnly || c.sameSite !== 'Lax').map(c => `cookie ${c.name}`)
}
