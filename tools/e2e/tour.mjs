// The pictures of docs/tour: what a newcomer sees on the way, by state.
const desk = {
  'home read': '01-home', 'ask 2 wishes': '02-ask', 'ask sent': '03-sent', 'mail Volg je vraag': '04-mail', queue: '05-queue',
  review: '06-review', 'my question open': '07-proposal', browse: '08-browse', 'question to claim': '09-claim',
  'evaluate as owner': '10-evaluate', form: '11-form', plan: '12-round',
}
const phone = ['home read', 'ask sent', 'my question open', 'question to claim', 'plan']
const dark = ['my question open']

// pictureOf names the picture of a state, if the tour has one.
export function pictureOf(state, width, theme) {
  const wanted = width > 600 ? theme === 'light' || dark.includes(state) : theme === 'light' && phone.includes(state)
  if (!wanted || !desk[state]) return ''
  return desk[state] + (width > 600 ? '' : '-phone') + (theme === 'dark' ? '-dark' : '') + '.webp'
}
