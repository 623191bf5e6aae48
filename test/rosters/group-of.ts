import { HaloConnector, HaloError, type UsersPage } from '../../src/modules/halo-connector/index.js';
import type { WholePortal } from '../support/portal.js';

type Person = UsersPage['people'][number];

/** A group in HaloPSA whose people change between two loads. */
export class ChangingGroup {
  people: readonly Person[] = [];
  /** the next load fails for good */
  fails = false;
  /** loads wait for this */
  gate: Promise<void> = Promise.resolve();

  constructor(portal: WholePortal) {
    portal.app.get(HaloConnector).usersPage = async (_to, _of, pageNo) => {
      await this.gate;
      if (this.fails) throw new HaloError('group-gone');
      const people = pageNo === 1 ? this.people : [];
      return {
        people,
        ids: people.map(({ haloId }) => haloId),
        rows: people.length,
        announced: this.people.length,
        ...{ unusable: 0, withoutClient: [], addressesOnly: 0 },
      };
    };
  }
}

/** Their address is their name's, unless it is given. */
export function person(haloId: number, name: string, more: Partial<Person> = {}): Person {
  const flags = { inactive: false, serviceAccount: false, generalUser: false, technician: false, prospect: false };
  return { haloId, name, email: `${name.toLowerCase()}@changing.example`, siteName: null, ...flags, ...more };
}
