import type { VNode } from 'preact';
import { Chip, type Tone } from '../../../views/components/chip.js';
import type { IconName } from '../../../views/components/icon.js';
import type { ImportStatus } from './import-types.js';

const looks: Readonly<Record<ImportStatus, { tone: Tone; icon: IconName }>> = {
  running: { tone: 'accent', icon: 'hourglass' },
  cancelling: { tone: 'attention', icon: 'hourglass' },
  completed: { tone: 'good', icon: 'circle-check' },
  cancelled: { tone: 'attention', icon: 'ban' },
};

export function ImportStatusChip({ status }: { status: ImportStatus }): VNode {
  return <Chip {...looks[status]}>{importStatus(status)}</Chip>;
}

export function importStatus(status: ImportStatus): string {
  switch (status) {
    case 'running':
      return 'Running';
    case 'cancelling':
      return 'Cancelling';
    case 'completed':
      return 'Completed';
    case 'cancelled':
      return 'Cancelled';
  }
}
