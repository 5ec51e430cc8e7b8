'use strict';

const { get, given } = require('../lib/api');
const { field, phone } = require('../lib/fields');

module.exports = {
  key: 'find_contact',
  noun: 'Contact',
  display: { label: 'Find a Contact', description: 'Finds a contact by phone or e-mail address.' },
  operation: {
    inputFields: [phone, field('email', 'E-mail')],
    perform: async (z, bundle) => (await get(z, 'search/contact', given(bundle.inputData))).data,
    sample: require('../contact.json'),
  },
};
