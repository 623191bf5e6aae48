import { mix, shuffled } from './random.js';
import type { NameKind } from './traits.js';
import { SCRIPTS, type Script, type Spelling } from './words.js';

export interface Name {
  readonly first: string;
  readonly last: string;
  readonly full: string;
  /** The part before the @, unique within a client. */
  readonly local: string;
}

/** Pairs of a first and a last name, accessible in any order. */
class Pool {
  readonly size: number;

  constructor(private readonly scripts: readonly Script[]) {
    this.size = scripts.reduce((sum, script) => sum + pairs(script), 0);
  }

  at(place: number): { script: Script; first: Spelling; last: Spelling } {
    let rest = place;
    for (const script of this.scripts) {
      const first = script.first[Math.floor(rest / script.last.length)];
      const last = script.last[rest % script.last.length];
      if (first && last) return { script, first, last };
      rest -= pairs(script);
    }
    throw new RangeError(`no pair of names at ${place}`);
  }
}

const latin = new Pool(SCRIPTS.slice(0, 1));
const others = new Pool(SCRIPTS.slice(1));

/**
 * The name of person `index` of a client; every fourth is not in Latin letters. Each pair of names is used once before any is repeated,
 * then with a number in the address.
 */
export function nameOf(seed: number, clientId: number, index: number): Name {
  const other = index % 4 === 3;
  const pool = other ? others : latin;
  const turn = other ? Math.floor(index / 4) : index - Math.floor((index + 1) / 4);
  const { script, first, last } = pool.at(shuffled(turn % pool.size, pool.size, mix(seed, clientId, 11)));
  const full = script.familyFirst ? `${last[0]}${first[0]}` : `${first[0]} ${last[0]}`;
  const round = 1 + Math.floor(turn / pool.size);
  return { first: first[0], last: last[0], full, local: `${first[1]}.${last[1]}${round === 1 ? '' : round}` };
}

function pairs(script: Script): number {
  return script.first.length * script.last.length;
}

/** The name as it appears in the row, with its defects. */
export function written(name: Name, kind: NameKind): { name: string; firstname?: string; surname?: string } {
  switch (kind) {
    case 'both':
      return parts(name.first, name.last, name.full);
    case 'name-only':
      return { name: name.full };
    case 'first-only':
      return { name: name.first, firstname: name.first, surname: '' };
    case 'control':
      return parts(`${name.first}\u0007`, `\t${name.last}\r\n`);
    case 'nul':
      return parts(`${name.first}\u0000`, name.last);
    case 'surrogate':
      return parts(name.first, `${name.last}\ud83d`);
    case 'direction':
      return parts(`\u202e${name.first}`, `\u200b${name.last}\ufeff`);
    case 'long':
      return parts(name.first, Array.from({ length: 400 }, () => name.last).join('-'));
    case 'emoji':
      return parts(`${name.first} 👩🏽‍🚀`, `${name.last} 🥐`);
    case 'decomposed':
      return parts(`${name.first.normalize('NFD')}e\u0301`, name.last.normalize('NFD'));
    case 'markup':
      return parts(`<b>${name.first}</b>`, `"${name.last}" & <script>alert(1)</script>`);
  }
}

function parts(firstname: string, surname: string, name = `${firstname} ${surname}`) {
  return { name, firstname, surname };
}
