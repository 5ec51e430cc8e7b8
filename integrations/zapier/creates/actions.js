'use strict';

const { given, post } = require('../lib/api');
const { details, field, phone, who } = require('../lib/fields');
const contact = require('../contact.json');

const action = ({ key, path, noun = 'Contact', label, description, inputFields, sample = contact }) => ({
  key,
  noun,
  display: { label, description },
  operation: {
    inputFields,
    perform: async (z, bundle) => (await post(z, `actions/${path}`, given(bundle.inputData))).data,
    sample,
  },
});

module.exports = [
  action({
    key: 'send_sms',
    path: 'send-sms',
    noun: 'Text',
    label: 'Send a Text',
    description: 'Sends one text. You state that the person agreed to be texted by you.',
    inputFields: [
      field('to', 'To', { required: true, helpText: 'With country code: +14155551234.' }),
      field('message', 'Message', { type: 'text', required: true }),
      field('from_phone_number_id', 'From', { type: 'integer', dynamic: 'list_phone_numbers.id.label' }),
    ],
    sample: { message_id: 'abc123', to: '+14155551234', from: '+15559876543', segments: 1, status: 'sent' },
  }),
  action({
    key: 'create_contact',
    path: 'create-contact',
    label: 'Create or Update a Contact',
    description: 'Makes a contact, or fills in the one that has this phone.',
    inputFields: [{ ...phone, required: true }, ...details, field('source', 'Source', { default: 'zapier' })],
  }),
  action({
    key: 'update_contact',
    path: 'update-contact',
    label: 'Update a Contact',
    description: 'Changes what is given of a contact, and nothing else.',
    inputFields: [...who, ...details],
  }),
  action({
    key: 'add_tag',
    path: 'add-tag',
    label: 'Add a Tag',
    description: 'Adds a tag to a contact.',
    inputFields: [...who, field('tag', 'Tag', { required: true, dynamic: 'list_tags.id.label' })],
  }),
  action({
    key: 'remove_tag',
    path: 'remove-tag',
    label: 'Remove a Tag',
    description: 'Removes a tag from a contact.',
    inputFields: [...who, field('tag', 'Tag', { required: true, dynamic: 'list_tags.id.label' })],
  }),
  action({
    key: 'update_stage',
    path: 'update-stage',
    label: 'Move to a Stage',
    description: 'Moves a contact to a stage of the pipeline.',
    inputFields: [...who, field('stage', 'Stage', { required: true, dynamic: 'list_stages.id.label' })],
  }),
  action({
    key: 'set_dnd',
    path: 'set-dnd',
    label: 'Set Do Not Disturb',
    description: 'Sets or lifts do-not-disturb for a contact.',
    inputFields: [...who, field('dnd_sms', 'Do Not Disturb', { type: 'boolean', default: 'true' })],
  }),
  action({
    key: 'enroll_sequence',
    path: 'enroll-sequence',
    noun: 'Enrollment',
    label: 'Enroll in a Sequence',
    description: 'Puts a contact on its way through a sequence.',
    inputFields: [
      ...who,
      field('sequence_id', 'Sequence', {
        type: 'integer',
        required: true,
        dynamic: 'list_sequences.id.label',
      }),
    ],
    sample: {
      enrollment_id: 10,
      contact_id: 101,
      sequence_id: 5,
      sequence_name: '7-Day Follow Up',
      next_send_at: '2026-04-16T18:00:00.000Z',
    },
  }),
];
