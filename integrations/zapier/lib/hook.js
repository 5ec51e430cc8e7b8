'use strict';

const { createHash } = require('node:crypto');
const { get, post, url } = require('./api');
const samples = require('../samples.json');

// Zapier wants an id; where an event has none of its own, one that is the same for the same content.
const withId = (payload) => ({
  id: payload.message_id || createHash('sha256').update(JSON.stringify(payload)).digest('hex').slice(0, 24),
  ...payload,
});

const subscribe = async (z, bundle, event) =>
  (await post(z, 'subscribe', { event, target_url: bundle.targetUrl })).data;

// 404: it is gone already, which is what was wanted.
const unsubscribe = async (z, bundle) => {
  const response = await z.request({
    method: 'DELETE',
    url: url(`subscribe/${bundle.subscribeData.id}`),
    skipThrowForStatus: true,
  });
  if (response.status >= 400 && response.status !== 404) throw new z.errors.Error(response.json.error);
  return { id: bundle.subscribeData.id };
};

// A trigger that Sendwell tells of by itself: a REST hook.
module.exports = ({ event, noun, label, description }) => ({
  key: event,
  noun,
  display: { label, description },
  operation: {
    type: 'hook',
    perform: (z, bundle) => [withId(bundle.cleanedRequest)],
    performList: async (z) => (await get(z, `sample/${event}`)).map(withId),
    performSubscribe: (z, bundle) => subscribe(z, bundle, event),
    performUnsubscribe: unsubscribe,
    sample: withId(samples[event]),
  },
});
