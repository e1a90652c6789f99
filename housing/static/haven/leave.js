// What was typed is kept when a page is left or put out of sight without being saved: on the server, for its writer
// alone. Nothing is stored in the browser, nothing is sent where nothing was changed, and whoever presses "Cancel"
// means it. What ends something or takes it away must be meant when it is sent: that is kept by its button alone.
// Without this file the button "Save and come back later" does the same.

const LONGEST_THAT_OUTLIVES = 60000 // a request that outlives its page may carry 64 kB
const leavable = [...document.querySelectorAll('form[data-haven-leaving]')]
const forms = leavable.filter((form) => !form.querySelector('.govuk-button--warning')).map((form) => ({
  form,
  // a form that was sent and came back is unsaved as it stands
  kept: 'havenUnsaved' in form.dataset ? null : typedIn(form),
  over: false
}))

function typedIn (form) {
  const fields = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') fields.append(name, value)
  }
  return fields.toString()
}

function keep (each) {
  if (each.over || !each.form.isConnected) return null
  const typed = typedIn(each.form)
  if (typed === each.kept) return null
  each.kept = typed
  const body = new URLSearchParams(typed)
  body.append('haven-by-itself', 'yes')
  return fetch(each.form.dataset.havenLeaving, {
    method: 'POST',
    body,
    credentials: 'same-origin',
    redirect: 'manual',
    keepalive: typed.length < LONGEST_THAT_OUTLIVES
  }).catch(() => { each.kept = null })
}

function keepAll () {
  return forms.map(keep)
}

for (const each of forms) {
  each.form.addEventListener('submit', () => { each.over = true })
  for (const link of each.form.querySelectorAll('[data-haven-cancel]')) {
    link.addEventListener('click', () => { each.over = true })
  }
}
// by a link, or by a small form such as "Sign out": before the page that comes next is asked for
document.addEventListener('click', (event) => { if (event.target.closest('a[href]')) keepAll() })
document.addEventListener('submit', (event) => { if (!leavable.includes(event.target)) keepAll() })
document.addEventListener('visibilitychange', () => { if (document.hidden) keepAll() })
window.addEventListener('pagehide', keepAll)
// before the session ends by itself: idle.js waits for these
document.addEventListener('haven-ending', (event) => event.detail.push(...keepAll()))
