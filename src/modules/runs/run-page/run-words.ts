import { isolated } from '../../../shared/text/index.js';
import type { PairDoubt, WhyStopped } from '../run-types.js';

/** Why an admin must look at a pair before it is imported. */
export function doubtWords(doubt: PairDoubt): string {
  switch (doubt) {
    case 'other-domains':
      return 'No one has an address at a domain of the Team';
    case 'group-went-elsewhere':
      return 'The group last went into another Team';
    case 'team-had-another-group':
      return 'The Team’s imports came from another group';
    case 'fewer':
      return 'HaloPSA sent fewer people than it announced';
    case 'unsure':
      return 'The list may be incomplete';
    case 'unmatched':
      return 'The Team was chosen neither by name nor by an earlier import';
    case 'shares-team':
      return 'Another group of this run goes into the same Team';
  }
}

/** Why a pair ended without an import, and what to do. */
export function stoppedWords(why: WhyStopped, teamName: string): string {
  switch (why) {
    case 'no-one-left':
      return 'Everyone ticked has got an account meanwhile, so no one was left to import.';
    case 'name-taken':
      return `Another Team is called ${isolated(teamName)} now. Import the group into it by itself.`;
    case 'bad-name':
      return 'A Team cannot have this name. Start again with another one.';
    case 'team-closed':
      return 'The Team was archived. Reopen it, then import the group by itself.';
    case 'no-credentials':
      return 'HaloPSA is not connected any more. Connect it, then start again.';
  }
}
