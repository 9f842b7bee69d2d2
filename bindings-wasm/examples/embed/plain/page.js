// What the page does with what the form tells it. Nothing is sent: the page alone decides.
const form = document.querySelector('bareme-form');
const next = document.querySelector('#suite');

form.addEventListener('bareme-answer', () => {
  next.hidden = true;
});
form.addEventListener('bareme-result', ({ detail }) => {
  next.hidden = !detail.complet;
});
