/** What Teams must know of imports, which know Teams: the imports module provides it. */
export abstract class RunningImports {
  /**
   * Lets no import into this Team begin any more. Doing it again changes nothing.
   * @returns false, and nothing is changed, while one that was asked for has not ended
   */
  abstract closeTeam(teamId: string): Promise<boolean>;
}
