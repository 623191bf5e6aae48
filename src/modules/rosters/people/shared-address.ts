/** A person of a list, among all of that list with the same address. */
export interface Sharing {
  readonly haloId: number;
  /** the address is this person's; the others have a red X */
  readonly keeps: boolean;
  readonly ticked: boolean;
}

export interface NewKeeper {
  readonly haloId: number;
  /** the tick goes with the address: who kept it before has a red X now */
  readonly ticked: boolean;
}

/**
 * The admin chooses which of them keeps the address. HaloPSA's lowest id keeps it until then, which may be the wrong person.
 * @returns undefined when there is nothing to change: the person keeps it already, or does not share it
 */
export function keeperOf(sharing: readonly Sharing[], chosen: number): NewKeeper | undefined {
  const before = sharing.find(({ keeps }) => keeps);
  if (!before || before.haloId === chosen) return undefined;
  if (!sharing.some(({ haloId }) => haloId === chosen)) return undefined;
  return { haloId: chosen, ticked: before.ticked };
}
