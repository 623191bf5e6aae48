/** One of the people in a list who share an address. */
interface Sharing {
  readonly haloId: number;
  /** this person has the address; the others have a red X */
  readonly keeps: boolean;
  readonly ticked: boolean;
}

interface NewKeeper {
  readonly haloId: number;
  /** the tick moves with the address: the previous keeper now has a red X */
  readonly ticked: boolean;
}

/**
 * The admin chooses who keeps a shared address. Until then it is the lowest HaloPSA id, which may be the wrong person.
 * @returns undefined when nothing changes: the person already keeps the address, or does not share it
 */
export function keeperOf(sharing: readonly Sharing[], chosen: number): NewKeeper | undefined {
  const before = sharing.find(({ keeps }) => keeps);
  if (!before || before.haloId === chosen) return undefined;
  if (!sharing.some(({ haloId }) => haloId === chosen)) return undefined;
  return { haloId: chosen, ticked: before.ticked };
}
