(() => {
  const d = document, all = (q, f, in_ = d) => in_.querySelectorAll(q).forEach(f)

  // A form goes out once.
  d.addEventListener('submit', e => {
    const f = e.target, b = e.submitter
    if (e.defaultPrevented || f.method === 'dialog' || b?.formTarget) return
    if (f.dataset.sent) return e.preventDefault()
    f.dataset.sent = 1
    b?.setAttribute('aria-busy', true)
  })
  addEventListener('pageshow', e => {
    if (!e.persisted) return
    all('[data-sent]', f => delete f.dataset.sent)
    all('[aria-busy=true]', b => b.removeAttribute('aria-busy'))
  })

  // data-key presses; j, k walk a list. Can be off.
  const off = () => localStorage.keys === 'off'
  const rows = () => [...d.querySelectorAll('[data-rows] .item__title a')]
  d.addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.repeat || off() || d.querySelector('dialog[open]')) return
    if (e.target.closest('textarea,select,[contenteditable],input:not([type=radio],[type=checkbox])')) return
    const el = d.querySelector(`[data-key="${CSS.escape(e.key)}"]`)
    if (el) {
      e.preventDefault()
      el.focus()
      if (!el.matches('input,textarea,select')) el.click()
      return
    }
    const r = rows(), step = { j: 1, k: -1 }[e.key]
    if (!step || !r.length) return
    e.preventDefault()
    const at = r.indexOf(d.activeElement)
    r[Math.max(0, Math.min(r.length - 1, at < 0 ? 0 : at + step))].focus()
  })

  // Browsers without invoker commands.
  const old = !('commandForElement' in HTMLButtonElement.prototype)
  d.addEventListener('click', e => {
    const t = e.target.closest('[data-keys],[commandfor]')
    if (!t) return
    if (t.hasAttribute('data-keys')) {
      localStorage.keys = off() ? 'on' : 'off'
      t.setAttribute('aria-pressed', !off())
    } else if (old) {
      const x = d.getElementById(t.getAttribute('commandfor'))
      t.getAttribute('command') === 'close' ? x?.close() : x?.showModal()
    }
  })

  // Open details stay open in a new part.
  const seen = {}
  d.addEventListener('toggle', e => seen[e.target.id] = e.target.open, true)
  d.addEventListener('htmx:afterSwap', () => all('details[id]', x => x.id in seen && (x.open = seen[x.id])))

  // data-count names a line; its data-text says {words}, {chars} or {left}.
  const count = f => {
    const line = d.getElementById(f.dataset.count), chars = [...f.value].length
    if (!line) return
    const n = { words: (f.value.match(/\S+/g) || []).length, chars, left: f.maxLength - chars }
    line.textContent = line.dataset.text.replace(/{(\w+)}/, (_, k) => n[k])
  }
  d.addEventListener('input', e => e.target.dataset.count && count(e.target))

  const start = in_ => {
    all('[data-count]', count, in_)
    in_.querySelector('.errors[tabindex]')?.focus()
    all('[data-keys]', b => { b.hidden = false; b.setAttribute('aria-pressed', !off()) }, in_)
  }
  d.addEventListener('htmx:load', e => e.detail.elt !== d.body && start(e.detail.elt))
  start(d)
})()
