import type { ComponentChildren, VNode } from 'preact';
import type { ConnectionFault } from '../../../facts/index.js';
import { isolated, Name, Sentence } from '../../../views/components/name.js';
import type { TimelineEntry } from '../../../views/components/timeline.js';
import { count, people } from '../../../views/components/number.js';
import { haloFault } from '../../../views/words/halo-faults.js';
import { seenInTest } from '../../../views/words/rows-seen.js';
import type { ConnectionEvent, ConnectionLogEntry } from './connection-event.js';

export function logLine({ id, at, by, team, event }: ConnectionLogEntry): TimelineEntry {
  const { what, ...look } = sentence(event);
  const where = team && (
    <>
      {' '}
      for{' '}
      <a href={`/teams/${team.id}`}>
        <Name>{team.name}</Name>
      </a>
    </>
  );
  return {
    key: id,
    at,
    by,
    what: (
      <>
        {what}
        {where}
      </>
    ),
    ...look,
  };
}

type Line = Pick<TimelineEntry, 'icon' | 'tone' | 'detail'> & { readonly what: ComponentChildren };

function sentence(event: ConnectionEvent): Line {
  switch (event.kind) {
    case 'stored': {
      const detail = (
        <>
          {event.fingerprint !== null && (
            <>
              Fingerprint of the secret: <code>{event.fingerprint}</code>.{' '}
            </>
          )}
          <SecretSent hosts={event.sentTo} />
        </>
      );
      return {
        icon: 'key-round',
        tone: 'good',
        what: (
          <>
            Credentials for <Name>{event.host}</Name> stored
          </>
        ),
        detail,
      };
    }
    case 'removed':
      return { icon: 'unplug', tone: 'neutral', what: 'Credentials removed' };
    case 'tested':
      return { icon: 'circle-check', tone: 'good', what: 'Connection tested', detail: `${seenInTest(event)}.` };
    case 'test-failed':
      return refused('Connection test failed', event.reason, event.sentTo);
    case 'groups-loaded':
      return {
        icon: 'layers',
        tone: 'neutral',
        what: `${count(event.groups)} ${event.groups === 1 ? 'group' : 'groups'} loaded`,
      };
    case 'groups-not-loaded':
      return refused('Groups not loaded', event.reason, event.sentTo);
    case 'sites-loaded':
      return {
        icon: 'layers',
        tone: 'neutral',
        what: (
          <>
            {count(event.sites)} {event.sites === 1 ? 'site' : 'sites'} of “<Name>{event.group}</Name>” loaded
          </>
        ),
      };
    case 'sites-not-loaded':
      return refused(
        <>
          Sites of “<Name>{event.group}</Name>” not loaded
        </>,
        event.reason,
        event.sentTo,
      );
    case 'users-loaded':
      return {
        icon: 'users',
        tone: 'neutral',
        what: (
          <>
            {people(event.received)} of “<Name>{event.group}</Name>” loaded
          </>
        ),
        detail: fewer(event),
      };
    case 'users-not-loaded':
      return refused(
        <>
          People of “<Name>{event.group}</Name>” not loaded
        </>,
        event.reason,
      );
  }
}

function refused(what: ComponentChildren, reason: ConnectionFault, sentTo: readonly string[] = []): Line {
  const detail = (
    <>
      {haloFault(reason).what}
      {sentTo.length > 0 && ' '}
      <SecretSent hosts={sentTo} />
    </>
  );
  return { icon: 'circle-x', tone: 'bad', what, detail };
}

function SecretSent({ hosts }: { hosts: readonly string[] }): VNode | null {
  return hosts.length === 0 ? null : (
    <Sentence>{`The Client Secret was sent to ${hosts.map(isolated).join(' and ')}.`}</Sentence>
  );
}

function fewer({ announced, received }: { announced: number | null; received: number }): string | undefined {
  return announced !== null && received < announced ? `HaloPSA had announced ${count(announced)}.` : undefined;
}
