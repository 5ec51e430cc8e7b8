'use strict';

// Against a running Sendwell: BASE_URL, CLIENT_ID, CLIENT_SECRET, and a CODE that somebody granted for
// REDIRECT_URI. tests/connect/test_zapier_app.py starts one and runs this.

const assert = require('node:assert/strict');
const { before, describe, it } = require('node:test');
const zapier = require('zapier-platform-core');

const App = require('..');

const appTester = zapier.createAppTester(App);
const { CODE, REDIRECT_URI } = process.env;
const PHONE = '+14155550142';
const { oauth2Config, test: whoAmI } = App.authentication;
let authData;
let jane;

const run = (perform, inputData = {}, more = {}) => appTester(perform, { authData, inputData, ...more });
const create = (key, inputData) => run(App.creates[key].operation.perform, inputData);

describe('the app', () => {
  before(async () => {
    authData = await appTester(oauth2Config.getAccessToken, {
      inputData: { code: CODE, redirect_uri: REDIRECT_URI },
    });
    jane = await create('create_contact', { phone: PHONE, first_name: 'Jane', tags: ['zapier'] });
  });

  it('asks at the authorize page', async () => {
    const asked = await appTester(oauth2Config.authorizeUrl, {
      inputData: { state: '4444', redirect_uri: REDIRECT_URI },
    });
    assert.match(asked, /\/zapier\/oauth\/authorize\?client_id=.+&state=4444&redirect_uri=.+&response_type=code/);
  });

  it('holds tokens', () => {
    assert.match(authData.access_token, /^eyJ/);
    assert.match(authData.refresh_token, /^rtk_/);
  });

  it('renews them', async () => {
    const newer = await appTester(oauth2Config.refreshAccessToken, { authData });
    assert.notEqual(newer.refresh_token, authData.refresh_token);
    authData = newer;
  });

  it('knows whom it acts for', async () => {
    const user = await run(whoAmI);
    assert.match(user.email, /@/);
    assert.ok(user.company_name);
  });

  it('asks for renewal when a token does not open', async () => {
    await assert.rejects(appTester(whoAmI, { authData: { access_token: 'eyJx.y.z' } }), /renewed|RefreshAuth/);
  });

  for (const trigger of Object.values(App.triggers).filter((one) => one.operation.type === 'hook')) {
    it(`subscribes to ${trigger.key}, shows a sample, passes on what it is told, and unsubscribes`, async () => {
      const { operation } = trigger;
      const more = { targetUrl: `https://hooks.zapier.example/${trigger.key}` };
      const subscribeData = await run(operation.performSubscribe, {}, more);
      assert.ok(subscribeData.id);
      const [sample] = await run(operation.performList);
      assert.deepEqual(Object.keys(sample).sort(), Object.keys(operation.sample).sort());
      const [told] = await run(operation.perform, {}, { cleanedRequest: operation.sample });
      assert.deepEqual(told, operation.sample);
      await run(operation.performUnsubscribe, {}, { subscribeData });
      await run(operation.performUnsubscribe, {}, { subscribeData });
    });
  }

  for (const trigger of Object.values(App.triggers).filter((one) => one.display.hidden)) {
    it(`offers the choices of ${trigger.key}`, async () => {
      const choices = await run(trigger.operation.perform);
      assert.ok(Array.isArray(choices));
      for (const choice of choices) assert.ok(choice.id && choice.label, JSON.stringify(choice));
    });
  }

  it('makes a contact once', async () => {
    const again = await create('create_contact', { phone: PHONE, last_name: 'Doe', email: '' });
    assert.deepEqual([again.id, again.first_name, again.last_name], [jane.id, 'Jane', 'Doe']);
    assert.deepEqual([again.source, again.pipeline_stage], ['zapier', 'new_lead']);
  });

  it('changes it', async () => {
    const changed = await create('update_contact', { contact_id: jane.id, email: 'jane@example.com' });
    assert.equal(changed.email, 'jane@example.com');
    assert.ok((await create('add_tag', { phone: PHONE, tag: 'hot-lead' })).tags.includes('hot-lead'));
    assert.ok(!(await create('remove_tag', { phone: PHONE, tag: 'hot-lead' })).tags.includes('hot-lead'));
    const [, stage] = await run(App.triggers.list_stages.operation.perform);
    assert.equal((await create('update_stage', { phone: PHONE, stage: stage.id })).pipeline_stage, stage.id);
    assert.equal((await create('set_dnd', { phone: PHONE, dnd_sms: true })).dnd_sms, true);
    assert.equal((await create('set_dnd', { phone: PHONE, dnd_sms: false })).dnd_sms, false);
  });

  it('finds it', async () => {
    const { perform } = App.searches.find_contact.operation;
    assert.deepEqual((await run(perform, { phone: PHONE })).map((one) => one.id), [jane.id]);
    assert.deepEqual((await run(perform, { email: 'jane@example.com' })).map((one) => one.id), [jane.id]);
    assert.deepEqual(await run(perform, { email: 'nobody@example.com' }), []);
    await assert.rejects(run(perform), /phone or email is required/);
  });

  it('puts it into a sequence', async () => {
    const [sequence] = await run(App.triggers.list_sequences.operation.perform);
    const enrolled = await create('enroll_sequence', { phone: PHONE, sequence_id: sequence.id });
    assert.deepEqual([enrolled.contact_id, enrolled.sequence_name], [jane.id, sequence.name]);
    await assert.rejects(
      create('enroll_sequence', { phone: PHONE, sequence_id: sequence.id }),
      /already enrolled/,
    );
  });

  it('sends a text, and says why when it cannot', async () => {
    const [number] = await run(App.triggers.list_phone_numbers.operation.perform);
    const input = { to: PHONE, message: 'Hi {first_name}', from_phone_number_id: number.id };
    const sent = await create('send_sms', input);
    assert.deepEqual([sent.to, sent.status, sent.segments], [PHONE, 'sent', 1]);
    await assert.rejects(create('send_sms', { to: 'nobody', message: 'Hi' }), /Invalid phone number/);
  });
});
