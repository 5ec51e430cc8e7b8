'use strict';

const authentication = require('./authentication');
const { includeToken, refuse } = require('./lib/api');

const byKey = (rows) => Object.fromEntries(rows.map((row) => [row.key, row]));

module.exports = {
  version: require('./package.json').version,
  platformVersion: require('zapier-platform-core').version,
  authentication,
  flags: { cleanInputData: false },
  beforeRequest: [includeToken],
  afterResponse: [refuse],
  triggers: byKey([...require('./triggers/events'), ...require('./triggers/dropdowns')]),
  creates: byKey(require('./creates/actions')),
  searches: byKey([require('./searches/contact')]),
};
