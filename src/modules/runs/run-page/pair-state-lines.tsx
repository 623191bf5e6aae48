import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from '../../../views/components/icon.js';
import { Sentence } from '../../../views/components/name.js';
import { count, people } from '../../../views/components/number.js';
import { SumLine } from '../../../views/components/sum-line.js';
import { haloFault } from '../../../views/words/halo-faults.js';
import { doubtWords, stoppedWords } from './run-words.js';
import type { ShownPair } from './shown-run.js';

function Line({ icon, tone = 'neutral', children }: { icon: IconName; tone?: string; children: ComponentChildren }) {
  return (
    <span class={`verdict-line ${tone}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  );
}

/** Where a pair is, in words. */
export function PairStateLines({ pair }: { pair: ShownPair }): VNode {
  const { state, sum, teamName } = pair;
  switch (state.state) {
    case 'preparing':
      return <Line icon="hourglass">Is being prepared</Line>;
    case 'loading':
      return (
        <Line icon="hourglass">
          Loading: {count(state.received)}
          {state.announced !== null && ` of ${count(Math.max(state.announced, state.received))}`} people
        </Line>
      );
    case 'checking':
      return <Line icon="hourglass">Is being checked</Line>;
    case 'not-loaded':
      return <Line icon="circle-x">Not loaded: {haloFault(state.fault).what}</Line>;
    case 'no-one':
      return <Line icon="circle-minus">No one to import. Tick people in the list, or skip it.</Line>;
    case 'ready':
      return <Ready {...state} />;
    case 'confirmed':
      return <Line icon="check">Confirmed, waits for its turn</Line>;
    case 'importing':
    case 'imported':
      return sum ? <SumLine small sum={sum} /> : <Line icon="hourglass">Importing</Line>;
    case 'skipped':
      return <Line icon="circle-minus">Skipped</Line>;
    case 'left-over':
      return <Line icon="circle-minus">Not imported: the run was cancelled</Line>;
    case 'stopped':
      return (
        <Line icon="circle-x">
          <Sentence>{stoppedWords(state.why, teamName)}</Sentence>
        </Line>
      );
  }
}

function Ready({ toImport, doubts, again }: Extract<ShownPair['state'], { state: 'ready' }>): VNode {
  return (
    <div>
      {again && <Line icon="triangle-alert">Changed after it was confirmed. Confirm it again.</Line>}
      {doubts.map((doubt) => (
        <Line key={doubt} icon="triangle-alert">
          {doubtWords(doubt)}
        </Line>
      ))}
      <Line icon={doubts.length > 0 ? 'users' : 'circle-check'}>
        {people(toImport)} to import{doubts.length === 0 && ', no doubts'}
      </Line>
    </div>
  );
}
