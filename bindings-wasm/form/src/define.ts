import { BaremeForm as Mine } from './element.js';

// A page may load the form twice, in two versions: the first stays, and the second leaves it alone.
if (customElements.get('bareme-form') === undefined) customElements.define('bareme-form', Mine);

export const BaremeForm = customElements.get('bareme-form') as typeof Mine;
