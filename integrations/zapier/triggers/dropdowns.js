'use strict';

const { get } = require('../lib/api');

// A hidden trigger: the choices of a field in the editor.
const dropdown = (key, noun, path, sample) => ({
  key,
  noun,
  display: { label: `List of ${noun}s`, description: `The choices of a ${noun} field.`, hidden: true },
  operation: { perform: (z) => get(z, `dropdowns/${path}`), sample },
});

module.exports = [
  dropdown('list_tags', 'Tag', 'tags', { id: 'hot-lead', label: 'hot-lead' }),
  dropdown('list_stages', 'Stage', 'stages', { id: 'new_lead', label: 'new_lead' }),
  dropdown('list_contacts', 'Contact', 'contacts', {
    id: 101,
    label: 'Jane Doe (+14155551234)',
    phone: '+14155551234',
  }),
  dropdown('list_phone_numbers', 'Number', 'phone-numbers', {
    id: 1,
    label: 'Main line',
    phone_number: '+15559876543',
  }),
  dropdown('list_sequences', 'Sequence', 'sequences', {
    id: 5,
    label: '7-Day Follow Up',
    name: '7-Day Follow Up',
  }),
];
