import type { VNode } from 'preact';
import { Chip } from '../../../views/components/chip.js';
import { LookAlikes } from '../../../views/components/look-alikes.js';
import { Name } from '../../../views/components/name.js';
import { count } from '../../../views/components/number.js';
import { personName } from '../../../views/words/reasons.js';
import { MOST_LOOK_ALIKES, type LookAlike, type UnusualPeople, type UnusualPerson } from './import-preview.js';

/** Ticked people who may not work at the client. */
export function UnusualTicks({ rosterId, unusual }: { rosterId: string; unusual: UnusualPeople }): VNode | null {
  const { people, total } = unusual;
  if (total === 0) return null;
  const more = total - people.length;
  return (
    <section aria-labelledby="unusual-title">
      <h2 id="unusual-title">
        {total === 1 ? 'Does this person need an account?' : 'Do these people need an account?'}
      </h2>
      <ul class="prose" role="list">
        {people.map((person, i) => (
          <li key={i}>
            <Name>{personName(person.name)}</Name> (<Name>{person.email ?? ''}</Name>) <Kinds {...person} />
          </li>
        ))}
        {more > 0 && (
          <li>
            <a href={`/rosters/${rosterId}?show=ticked`}>and {count(more)} more</a>
          </li>
        )}
      </ul>
    </section>
  );
}

function Kinds({ inactive, serviceAccount, generalUser, technician, prospect }: UnusualPerson): VNode {
  return (
    <>
      {inactive && <Chip icon="ban">Inactive</Chip>} {serviceAccount && <Chip>Service account</Chip>}{' '}
      {generalUser && <Chip>General User</Chip>} {technician && <Chip>Technician</Chip>}{' '}
      {prospect && <Chip>Prospect</Chip>}
    </>
  );
}

export function LookAlikePeople({ people }: { people: readonly LookAlike[] }): VNode | null {
  if (people.length === 0) return null;
  return (
    <section aria-labelledby="look-alikes-title">
      <h2 id="look-alikes-title">Are these who they seem to be?</h2>
      <ul class="prose" role="list">
        {people.slice(0, MOST_LOOK_ALIKES).map((person, i) => (
          <li key={i}>
            <Name>{personName(person.name)}</Name> (<Name>{person.email ?? ''}</Name>) <LookAlikes {...person} />
          </li>
        ))}
        {people.length > MOST_LOOK_ALIKES && <li>And more: they carry the same mark in the list.</li>}
      </ul>
    </section>
  );
}
