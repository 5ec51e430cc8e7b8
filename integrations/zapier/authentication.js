'use strict';

const { url } = require('./lib/api');

const token = async (z, fields) => {
  const response = await z.request({
    method: 'POST',
    url: url('oauth/token'),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: { client_id: process.env.CLIENT_ID, client_secret: process.env.CLIENT_SECRET, ...fields },
  });
  const { access_token, refresh_token } = response.json;
  return { access_token, refresh_token };
};

const getAccessToken = (z, bundle) =>
  token(z, {
    grant_type: 'authorization_code',
    code: bundle.inputData.code,
    redirect_uri: bundle.inputData.redirect_uri,
    ...(bundle.inputData.code_verifier ? { code_verifier: bundle.inputData.code_verifier } : {}),
  });

const refreshAccessToken = (z, bundle) =>
  token(z, { grant_type: 'refresh_token', refresh_token: bundle.authData.refresh_token });

module.exports = {
  type: 'oauth2',
  oauth2Config: {
    authorizeUrl: {
      url: '{{process.env.BASE_URL}}/zapier/oauth/authorize',
      params: {
        client_id: '{{process.env.CLIENT_ID}}',
        state: '{{bundle.inputData.state}}',
        redirect_uri: '{{bundle.inputData.redirect_uri}}',
        response_type: 'code',
      },
    },
    getAccessToken,
    refreshAccessToken,
    autoRefresh: true,
    enablePkce: true,
  },
  test: async (z) => (await z.request({ url: url('auth/test') })).json.user,
  connectionLabel: '{{email}}, {{company_name}}',
};
