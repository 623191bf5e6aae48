import { coversCustomers, coversLists } from './applications.js';
import type { ApiRequest, ApiSetting } from './api-request.js';
import { configurationAnswer, isConfiguration } from './configuration.js';
import { clientListing, clientRow, listing, siteListing, siteRow } from './customers.js';
import { distributionLists } from './data/lists.js';
import type { DistributionListRow } from './data/rows.js';
import { listAnswer, type Listing } from './paging.js';
import type { Grant } from './tokens.js';
import { json, netError, text, type Answer } from './wire.js';

/** The answer of everything below /api that needs a token. */
export function apiAnswer(request: ApiRequest, setting: ApiSetting): Answer {
  const grant = authorised(request.headers.authorization, setting);
  if ('status' in grant) return grant;
  if (request.call === 'other')
    return notFound(`No HTTP resource was found that matches the request URI '${request.path}'.`);
  if (request.method !== 'GET')
    return json(405, { Message: `The requested resource does not support http method '${request.method}'.` });
  const ofLists = request.call === 'list' || request.call === 'lists';
  if (grant.application.sees === 'forbidden') return forbidden();
  if (isConfiguration(request.call)) return configurationAnswer(request, setting);
  if (ofLists && !coversLists(grant.scopes)) {
    return setting.listsRefusal === 403
      ? forbidden()
      : refusedToken(401, 'Authorization has been denied for this request.');
  }
  if (!ofLists && !coversCustomers(grant.scopes)) return forbidden();
  return ofLists ? listsAnswer(request, setting, blind(grant)) : customersAnswer(request, setting, blind(grant));
}

function forbidden(): Answer {
  return netError(403, 'System.UnauthorizedAccessException', 'You do not have permission to access this resource.');
}

/** The application that the token was issued to, or a 401. A token without a scope is treated like a missing one. */
function authorised(authorization: string | undefined, setting: ApiSetting): Grant | Answer {
  const token = /^bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  const grant = token === undefined ? 'invalid' : setting.tokens.check(token);
  if (grant === 'expired') return refusedToken(setting.expiredTokenStatus, 'The access token expired');
  if (grant === 'invalid' || grant.scopes.length === 0)
    return refusedToken(401, 'Authorization has been denied for this request.');
  return grant;
}

/** The answer to a rejected token. */
export function refusedToken(status: 401 | 400, message: string): Answer {
  return json(
    status,
    { Message: message },
    status === 401 ? { 'www-authenticate': 'Bearer error="invalid_token"' } : {},
  );
}

function customersAnswer({ call, id, query, fault }: ApiRequest, setting: ApiSetting, blindAgent: boolean): Answer {
  const { world, users, pageCap } = setting;
  const ignored = fault?.fault === 'filters-ignored';
  const list = <Row>(listing: Listing<Row>) =>
    listAnswer(blindAgent ? { ...listing, total: 0 } : listing, query, pageCap, fault);
  const one = (key: string, row: object | undefined) => detail(key, id, blindAgent ? undefined : row, setting.details);
  switch (call) {
    case 'clients':
      return list(clientListing(world, query, setting.clientSearch === 'works', ignored));
    case 'sites':
      return list(siteListing(world, query, ignored));
    case 'users':
      return list(users.listing(query, ignored));
    case 'client': {
      const client = world.client(id);
      return one('clients', client && clientRow(client));
    }
    case 'site':
      return one('sites', siteRow(world, id));
    default:
      return one('users', world.user(id));
  }
}

/** Lists of an optional module that a tenant may lack. */
function listsAnswer({ call, id, query, fault }: ApiRequest, setting: ApiSetting, blindAgent: boolean): Answer {
  if (setting.distributionLists === 'off') return notFound('The requested resource is not available.');
  if (setting.distributionLists === 'forbidden') return text(403, 'This module is not enabled.');
  const rows = blindAgent ? [] : distributionLists(setting.world);
  if (call === 'list') {
    const row = rows.find((candidate) => candidate.id === id);
    return detail('distribution_lists', id, row, setting.details);
  }
  const answer = listAnswer(listing('distribution_lists', rows, phantomList), query, setting.pageCap, fault);
  if (setting.distributionListsEnvelope === 'object' || answer.status !== 200) return answer;
  return json(200, (JSON.parse(answer.body) as { distribution_lists: unknown }).distribution_lists);
}

const phantomList = (row: DistributionListRow, place: number) => ({ ...row, id: 500_000_000 + place });

function detail(key: string, id: number, row: object | undefined, details: 'bare' | 'wrapped'): Answer {
  if (!row) return notFound(`No record was found with the id ${id}.`);
  return json(200, details === 'bare' ? row : { record_count: 1, [key]: [row] });
}

function notFound(message: string): Answer {
  return json(404, { Message: message });
}

function blind(grant: Grant): boolean {
  return grant.application.sees === 'nothing';
}
