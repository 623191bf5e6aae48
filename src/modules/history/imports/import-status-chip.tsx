import type { VNode } from 'preact';
import { Chip, type Tone } from '../../../views/components/chip.js';
import type { IconName } from '../../../views/components/icon.js';
import { importStatus, type ImportStatus } from '../../../views/words.js';

const looks: Readonly<Record<ImportStatus, { tone: Tone; icon: IconName }>> = {
  running: { tone: 'accent', icon: 'hourglass' },
  cancelling: { tone: 'attention', icon: 'hourglass' },
  completed: { tone: 'good', icon: 'circle-check' },
  cancelled: { tone: 'attention', icon: 'ban' },
};

export function ImportStatusChip({ status }: { status: ImportStatus }): VNode {
  return <Chip {...looks[status]}>{importStatus(status)}</Chip>;
}
