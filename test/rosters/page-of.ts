import type { UsersPage } from '../../src/modules/halo-connector/index.js';

/** A page as the connector hands it on. Each person has an address of their own, but every tenth has that of the person before. */
export function pageOf(first: number, rows: number, announced: number): UsersPage {
  const people = Array.from({ length: rows }, (_, i) => {
    const haloId = first + i;
    const email = `${haloId % 10 === 5 ? haloId - 1 : haloId}@new.example`;
    const flags = { inactive: false, serviceAccount: false, generalUser: false, technician: false, prospect: false };
    return { haloId, name: `Person ${haloId % 97} ${haloId}`, email, siteName: null, ...flags };
  });
  return {
    people,
    ids: people.map(({ haloId }) => haloId),
    rows,
    announced,
    unusable: 0,
    withoutClient: [],
    addressesOnly: 0,
  };
}
