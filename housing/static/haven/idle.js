// Before the session ends: ask. While somebody types: keep it alive, because only the server's clock counts.
// When it has ended: take the page away. A half-filled form is sent after signing out, so that nothing is saved by
// itself; the sign-in page that answers carries it, sealed, until its writer is back, and leave.js keeps it besides.

const dialog = document.getElementById('idle-warning')
const windows = new BroadcastChannel('haven-idle')
const MINUTE = 60 * 1000
const WARN_BEFORE = 2 * MINUTE
const KEEP_ALIVE_EVERY = 4 * MINUTE

let lastSeen = Date.now()
let lastKept = Date.now()
let changed = null

function post (address) {
  return fetch(address, {
    method: 'POST',
    headers: { 'X-CSRFToken': dialog.dataset.token },
    credentials: 'same-origin',
    redirect: 'manual'
  })
}

function seen () {
  lastSeen = Date.now()
  if (dialog.open) dialog.close()
}

function keep () {
  lastKept = Date.now()
  seen()
  windows.postMessage('seen')
  post(dialog.dataset.stay).catch(() => {})
}

function typed (event) {
  if (dialog.open) return
  changed = event.target.form && event.target.form.method === 'post' ? event.target.form : changed
  lastSeen = Date.now()
  if (lastSeen - lastKept > KEEP_ALIVE_EVERY) keep()
}

async function end () {
  document.documentElement.classList.add('haven-blank')
  window.clearInterval(watch)
  const waiting = []
  document.dispatchEvent(new CustomEvent('haven-ending', { detail: waiting }))
  await Promise.race([Promise.allSettled(waiting), new Promise((resolve) => window.setTimeout(resolve, 2000))])
  try {
    await post(dialog.dataset.signOut)
  } catch {
    // without a network the page still goes; the server's own clock ends the session
  }
  if (changed && changed.isConnected) {
    changed.submit()
  } else {
    window.location.replace(dialog.dataset.home)
  }
}

function look () {
  const idle = Date.now() - lastSeen
  const allowed = Number(dialog.dataset.idleMinutes) * MINUTE
  if (idle >= allowed) {
    end()
  } else if (idle >= allowed - WARN_BEFORE && !dialog.open) {
    dialog.showModal()
  }
}

const watch = window.setInterval(look, 5000)
document.addEventListener('input', typed)
document.addEventListener('visibilitychange', () => { if (!document.hidden) look() })
dialog.addEventListener('close', () => { if (Date.now() - lastSeen > 1000) keep() })
dialog.querySelector('[data-haven-stay]').addEventListener('click', keep)
windows.addEventListener('message', seen)
windows.postMessage('seen')
