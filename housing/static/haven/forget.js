// What was revealed is taken out of the page again after its time, and at once when the page is left.
// The server revealed it for this one answer only; nothing is stored here.

function forget (element) {
  element.textContent = element.dataset.havenForgotten || 'Hidden again'
}

for (const element of document.querySelectorAll('[data-haven-forget-after]')) {
  window.setTimeout(() => forget(element), Number(element.dataset.havenForgetAfter) * 1000)
  window.addEventListener('pagehide', () => forget(element))
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) forget(element)
  })
}
