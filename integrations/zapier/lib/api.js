'use strict';

// The address of your Sendwell, without a slash at its end. Set it with `zapier-platform env:set`.
const baseUrl = () => (process.env.BASE_URL || '').replace(/\/+$/, '');
const url = (path) => `${baseUrl()}/zapier/${path}`;

const includeToken = (request, z, bundle) => {
  if (bundle.authData && bundle.authData.access_token && !request.headers.Authorization) {
    request.headers.Authorization = `Bearer ${bundle.authData.access_token}`;
  }
  return request;
};

// Sendwell says what is wrong in `error`; people should read that and no status code.
const refuse = (response, z) => {
  if (response.status < 400 || response.request.skipThrowForStatus) return response;
  if (response.status === 401 && response.request.headers.Authorization) {
    throw new z.errors.RefreshAuthError('The connection to Sendwell has to be renewed.');
  }
  const said = response.json || {};
  const text = said.error_description || said.error || `Sendwell answered ${response.status}.`;
  if (response.status === 429) {
    throw new z.errors.ThrottledError(text, Number(response.getHeader('retry-after')) || 60);
  }
  throw new z.errors.Error(text, said.error_code || said.error, response.status);
};

const get = async (z, path, params = {}) => (await z.request({ url: url(path), params })).json;
const post = async (z, path, body) => (await z.request({ method: 'POST', url: url(path), body })).json;

// Fields that were left empty say nothing, rather than "make it empty".
const given = (inputData) =>
  Object.fromEntries(Object.entries(inputData).filter(([, value]) => value !== '' && value != null));

module.exports = { baseUrl, url, includeToken, refuse, get, post, given };
