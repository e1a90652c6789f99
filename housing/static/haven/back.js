// A browser keeps whole pages for its Back button, even those marked no-store and even after signing out.
// When such a page comes back, ask the server again: it knows who is signed in now.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) {
    document.documentElement.classList.add('haven-blank')
    window.location.reload()
  }
})
