// "Hide this page": the button, or Shift three times, in every open window of Haven at once.
// Without this file the button is a plain form that ends the session and leads to the same page.

const form = document.querySelector('[data-haven-hide]')
const status = document.querySelector('[data-haven-hide-status]')
const windows = new BroadcastChannel('haven-hide')
const FORGET_AFTER = 5000

let presses = 0
let shiftAlone = false
let timer = 0

function goNeutral () {
  document.documentElement.classList.add('haven-blank')
  document.title = 'Screen breaks'
  window.location.replace(form.dataset.neutral)
}

function hide () {
  document.documentElement.classList.add('haven-blank')
  windows.postMessage('hide')
  // keepalive: the request outlives this page, so the session ends even though we do not wait for it
  fetch(form.action, { method: 'POST', body: new FormData(form), keepalive: true, redirect: 'manual' }).catch(() => {})
  goNeutral()
}

function forgetPresses () {
  presses = 0
  status.textContent = ''
}

function pressed () {
  window.clearTimeout(timer)
  presses += 1
  if (presses === 3) {
    hide()
    return
  }
  const left = 3 - presses
  status.textContent = `Shift, press ${left} more ${left === 1 ? 'time' : 'times'} to hide this page.`
  timer = window.setTimeout(forgetPresses, FORGET_AFTER)
}

if (form) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    hide()
  })
  // Shift counts when it is pressed and let go by itself; Shift with a letter is a capital
  document.addEventListener('keydown', (event) => {
    shiftAlone = event.key === 'Shift'
    if (!shiftAlone) forgetPresses()
  })
  document.addEventListener('keyup', (event) => {
    if (event.key === 'Shift' && shiftAlone) pressed()
  })
  windows.addEventListener('message', goNeutral)
}
