'use strict';

const field = (key, label, more = {}) => ({ key, label, type: 'string', required: false, ...more });

const phone = field('phone', 'Phone', { helpText: 'With country code: +14155551234.' });
const who = [
  field('contact_id', 'Contact', {
    type: 'integer',
    dynamic: 'list_contacts.id.label',
    helpText: 'The contact, or else its phone below.',
  }),
  phone,
];
const details = [
  field('first_name', 'First Name'),
  field('last_name', 'Last Name'),
  field('email', 'E-mail'),
  field('tags', 'Tags', { list: true, dynamic: 'list_tags.id.label' }),
  field('pipeline_stage', 'Stage', { dynamic: 'list_stages.id.label' }),
];

module.exports = { field, phone, who, details };
