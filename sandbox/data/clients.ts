import type { ClientSpec } from '../types.js';

/** Every kind of dirt in turn. */
export const EVERY_DIRT = 'Muddy Waters Plumbing';
/** A client and its older copy: after an import of the first, everyone in the second has an account already. */
export const TWIN = 'Northwind Traders';
export const TWIN_OLD = 'Northwind Traders (old)';
/** A client without users. */
export const NOBODY = 'Tumbleweed Holdings';
export const BIGGEST = 'Gigantic Turnip Collective';
export const SECOND_BIGGEST = 'Moonbase Bakery';
/** The client that is created on request. */
export const BIG = 'Colossus of Nodes';

/** The clients of the sandbox's tenant. None of these companies exists. Append new ones at the end, so that existing ids do not change. */
export const USUAL_CLIENTS: readonly ClientSpec[] = [
  { name: 'Acme Anvils & Sons', people: 48 },
  { name: TWIN, people: 60, dirt: 'none' },
  { name: TWIN_OLD, people: 60, dirt: 'none', sameAddressesAs: TWIN },
  { name: EVERY_DIRT, people: 90, dirt: 'every' },
  { name: NOBODY, people: 0 },
  { name: SECOND_BIGGEST, people: 1310 },
  { name: BIGGEST, people: 2500 },
  { name: 'Three Wise Consultants', people: 3 },
  { name: 'Narwhal Tusk Polishing', people: 5 },
  { name: 'Bäckerei Wölkchen GmbH', people: 17, generalUserName: 'Allgemeiner Benutzer' },
  { name: 'Société du Fromage Volant', people: 33 },
  { name: '<Angle> & "Brackets" Ltd', people: 12 },
  { name: "O'Possum Legal; DROP TABLE", people: 9 },
  { name: 'Перо и Чернила', people: 26 },
  { name: '三日月商店', people: 41 },
  { name: 'مصنع الغيوم', people: 22 },
  { name: 'Sub-Basement Film Studios', people: 75 },
  { name: 'Sub-basement Film Studios', people: 7 },
  { name: 'Closed Since 1999 Video Rental', people: 14, inactive: true },
  { name: 'Bankrupt Balloon Works', people: 30, inactive: true },
  { name: 'Cardboard Castle Insurance', people: 640 },
  { name: 'Dandelion Freight', people: 410 },
  { name: 'Echo Valley Hearing Aids', people: 56 },
  { name: 'Fogbound Ferries', people: 180 },
  { name: 'Glass Umbrella Museum', people: 24 },
  { name: 'Hedgehog Airways', people: 320 },
  { name: 'Invisible Ink Press', people: 19 },
  { name: 'Jellyfish Fitness', people: 36 },
  { name: 'Kettle & Comet Observatory', people: 28 },
  { name: 'Left Sock Recovery Service', people: 11 },
  { name: 'Marzipan Steelworks', people: 250 },
  { name: 'Nine Lives Veterinary Clinic', people: 66 },
  { name: 'Octopus Eight-Hand Removals', people: 88 },
  { name: 'Paper Boat Shipyard', people: 105 },
  { name: 'Quiet Trumpet Orchestra', people: 99 },
  { name: 'Rubber Duck Debugging School', people: 101 },
  { name: 'Snail Mail Express', people: 200 },
  { name: 'Teapot Hospital Trust', people: 870 },
  { name: 'Upside Down Cartography', people: 15 },
  { name: 'Velvet Hammer Recruiting', people: 52 },
  { name: 'Windmill Giants Security', people: 130 },
  {
    name: 'A Company Whose Name Goes On For So Long That No Column Of Any Table Was Ever Made To Hold All Of It Without Complaint, Incorporated',
    people: 6,
  },
];
