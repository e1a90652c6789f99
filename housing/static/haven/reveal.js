// Questions under a radio button show while it is picked. GOV.UK's own script puts aria-expanded on the radio, which
// ARIA does not allow there. Without this file every question shows, and the server ignores those not led to.

for (const group of document.querySelectorAll('[data-haven-reveals]')) {
  const radios = [...group.querySelectorAll('input[type=radio]')].filter((radio) => radio.dataset.havenReveal)
  const show = () => {
    for (const radio of radios) {
      const part = document.getElementById(radio.dataset.havenReveal)
      part.classList.toggle('govuk-radios__conditional--hidden', !radio.checked)
    }
  }
  group.addEventListener('change', show)
  window.addEventListener('pageshow', show)
  show()
}
