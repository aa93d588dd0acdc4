// Somebody with a browser: finds things as people do, by what they are called,
// and has every page that matters checked.
import { mkdirSync, writeFileSync } from 'node:fs'
import { barriers, listPageLimit, plainFaults, strangeCookies } from './checks.mjs'
import { pictureOf } from './tour.mjs'

const patience = Number(process.env.PATIENCE || 30_000)

export class Visitor {
  // way is how this run walks: { base, browser, script, width, faults, seen, shots, every }.
  constructor(way, who) {
    Object.assign(this, { way, who, addresses: new Set(), lang: 'nl' })
  }

  static async enter(way, who) {
    const v = new Visitor(way, who)
    v.context = await way.browser.newContext({
      viewport: { width: way.width, height: way.width < 600 ? 812 : 900 }, javaScriptEnabled: way.script,
      locale: 'nl-NL', colorScheme: 'light', reducedMotion: 'reduce',
    })
    v.context.setDefaultTimeout(patience)
    v.page = await v.context.newPage()
    v.watch()
    return v
  }

  // watch notes what should never happen while somebody walks.
  watch() {
    const own = new URL(this.way.base).origin
    this.page.on('console', m => m.type() === 'error' && !/status of 4\d\d/.test(m.text()) && this.fault(`console: ${m.text()}`))
    this.page.on('pageerror', e => this.fault(`script: ${e.message}`))
    this.page.on('request', r => {
      if (!r.url().startsWith('data:') && new URL(r.url()).origin !== own) this.fault(`request to ${r.url()}`)
    })
    this.page.on('response', r => r.status() >= 500 && this.fault(`${r.status()} at ${r.url()}`))
  }

  fault(what) {
    this.way.faults.push(`${this.way.name} ${this.who} ${this.at()}: ${what}`)
  }

  at() {
    return this.page.url().replace(this.way.base, '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…').replace(/\/v\/.*/, '/v/…')
  }

  async go(path) {
    const response = await this.page.goto(new URL(path, this.way.base).href)
    if (response.status() >= 400) this.fault(`${response.status()} at ${path}`)
    return response
  }

  // Pressing. Each waits for the page that follows.
  async press(name, where = this.page) {
    await where.getByRole('button', { name }).first().click()
    await this.page.waitForLoadState()
  }

  async follow(name, where = this.page) {
    await where.getByRole('link', { name }).first().click()
    await this.page.waitForLoadState()
  }

  async open(name) {
    const box = this.page.locator('details', { has: this.page.locator('summary', { hasText: name }) }).first()
    if (!(await box.evaluate(d => d.open))) await box.locator('summary').first().click()
  }

  async fill(label, value, where = this.page) {
    await where.getByLabel(label).first().fill(value)
  }

  // choose ticks an answer of a question.
  async choose(question, answer) {
    await this.page.getByRole('group', { name: question }).first().getByLabel(answer).first().check()
  }

  // sees waits until people can read something on the page.
  async sees(...what) {
    for (const text of what) {
      const found = this.page.getByText(text).filter({ visible: true }).first()
      await found.waitFor().catch(() => { throw new Error(`${this.who} does not see ${text} at ${this.at()}`) })
    }
  }

  async heading(name) {
    await this.page.getByRole('heading', { name }).first().waitFor()
      .catch(() => { throw new Error(`${this.who} sees no heading ${name} at ${this.at()}`) })
  }

  async has(what) {
    return await this.page.getByText(what).filter({ visible: true }).count() > 0
  }

  // until looks again until something in the background has happened.
  async until(there, what) {
    for (const end = Date.now() + 4 * patience; Date.now() < end;) {
      if (await there()) return
      await new Promise(done => setTimeout(done, 300))
      await this.page.reload()
    }
    throw new Error(`${this.who} waited in vain for ${what} at ${this.at()}`)
  }

  // look has the page checked, once for each state, and pictured.
  async look(state, { list = false } = {}) {
    const { way, page } = this
    this.addresses.add(new URL(page.url()).pathname + new URL(page.url()).search)
    if (way.seen.has(state)) return
    way.seen.add(state)
    const found = [...await this.wide(), ...await strangeCookies(this.context)]
    if (list) found.push(...await this.weight())
    if (way.script) {
      found.push(...await barriers(page, false))
      await this.picture(state, 'light')
      found.push(...await barriers(page, true))
      await this.picture(state, 'dark')
      await page.emulateMedia({ colorScheme: 'light' })
    }
    for (const f of found) this.fault(`[${state}] ${f}`)
  }

  // wide checks at the width of this walk, and on the narrowest phone.
  async wide() {
    const found = await plainFaults(this.page, this.lang)
    if (this.way.width > 600) return found
    const size = this.page.viewportSize()
    await this.page.setViewportSize({ ...size, width: 320 })
    found.push(...(await plainFaults(this.page, this.lang)).filter(f => f.includes('too wide')))
    await this.page.setViewportSize(size)
    return found
  }

  // weight asks for the page once more and counts the bytes on the wire.
  async weight() {
    const response = await this.page.reload()
    const { responseBodySize } = await response.request().sizes()
    this.way.weights[this.at()] = responseBodySize
    return responseBodySize > listPageLimit ? [`weighs ${responseBodySize} bytes compressed`] : []
  }

  async picture(state, theme) {
    const { way, page } = this
    if (way.every) {
      mkdirSync(way.every, { recursive: true })
      await page.screenshot({ path: `${way.every}/${way.width}-${theme}-${state.replaceAll(/[^a-z0-9]+/gi, '-')}.png`, fullPage: true })
    }
    const name = way.shots && pictureOf(state, way.width, theme)
    if (!name) return
    await page.evaluate(() => scrollTo(0, 0))
    await page.evaluate(() => document.activeElement?.blur())
    const chrome = await this.context.newCDPSession(page)
    const { data } = await chrome.send('Page.captureScreenshot', { format: 'webp', quality: 82 })
    writeFileSync(`${way.shots}/${name}`, Buffer.from(data, 'base64'))
    await chrome.detach()
  }

  async leave() {
    await this.context.close()
  }
}
