/** What Teams must know of imports, which know Teams: the imports module provides it. */
export abstract class RunningImports {
  /** Whether an import into this Team was asked for and has not ended. */
  abstract ofTeam(teamId: string): Promise<boolean>;
}
