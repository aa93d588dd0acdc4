// What lies beside the main flow: saying no, taking back, an administrator's
// pages, the pages for everybody, and all of it in English.
import * as owner from './owner.mjs'
import * as rounds from './rounds.mjs'
import * as staff from './staff.mjs'
import { Visitor } from './visitor.mjs'

const everybody = ['/', '/?voorbeeld=1', '/vraag', '/vormen', '/over', '/inloggen', '/inloggen/code', '/mijn-vragen', '/demo', '/demo/mail', '/gallery']

export async function further(way) {
  await refused(way)
  await takenBack(way)
  await rounds.plan(way, 'Hogeschool Drechtpoort')
  await looked(way)
}

async function refused(way) {
  const q = owner.story(way, 'Wie repareert onze oven deze week?', 'oven')
  const v = await Visitor.enter(way, 'owner')
  const desk = await owner.ask(v, q)
  const coordinator = await staff.be(way, 'coördinator', desk)
  await staff.decline(coordinator, q.title)
  await coordinator.leave()
  await v.follow('Volg je vraag')
  await v.sees('Dit konden we niet plaatsen', /Ondernemersklankbord/)
  await v.look('my question declined')
  await v.leave()
}

async function takenBack(way) {
  const q = owner.story(way, 'Welke koekjes verkopen we in de zomer?', 'koek')
  const v = await Visitor.enter(way, 'owner')
  await owner.ask(v, q)
  await owner.withdraw(v, q)
  await v.leave()
}

// looked visits what the flow did not pass, as each role, and again in English.
async function looked(way) {
  const guest = await Visitor.enter(way, 'guest')
  for (const path of everybody) {
    await guest.go(path)
    await guest.look(`everybody ${path}`)
  }
  await missing(guest)
  await inEnglish(guest)
  const coordinator = await staff.be(way, 'coördinator', 'Hogeschool')
  await staff.lookAround(coordinator, 'coordinator')
  for (const part of ['waiting', 'open', 'claimed', 'all']) {
    await coordinator.go(`/werkvoorraad?deel=${part}`)
    await coordinator.look(`queue ${part}`, { list: true })
  }
  await inEnglish(coordinator)
  const lecturer = await staff.be(way, 'docent', 'Hogeschool')
  await staff.lookAround(lecturer, 'lecturer')
  await inEnglish(lecturer)
  const admin = await staff.be(way, 'beheerder', 'Hogeschool Maasoever')
  await staff.lookAround(admin, 'administrator')
  await staff.invite(admin, `noor-${way.name}${process.env.RUN ?? ''}@hogeschool.example`)
  await staff.offer(admin, 'Hogeschool Maasoever')
  await staff.refigure(admin)
  await inEnglish(admin)
}

async function missing(v) {
  await v.page.goto(`${v.way.base}/bestaat-niet`)
  await v.look('not found')
  await v.page.goto(`${v.way.base}/v/bestaatniet`)
  await v.look('dead link')
}

// inEnglish visits the pages that somebody saw once more, in the other language.
async function inEnglish(v) {
  const paths = [...v.addresses].filter(p => !p.startsWith('/v/') && !p.startsWith('/bestaat-niet'))
  v.lang = 'en'
  for (const path of paths) {
    await v.go(path + (path.includes('?') ? '&' : '?') + 'taal=en')
    await v.look(`English ${path.replaceAll(/[0-9a-f-]{36}/g, 'id')}`)
  }
  await v.leave()
}
