import type { VNode } from 'preact';
import type { ConnectionTest } from '../../../facts/index.js';
import { DefinitionList } from '../../../views/components/definition-list.js';
import { count } from '../../../views/components/number.js';
import { durationText } from '../../../views/components/time.js';

type Limit = ConnectionTest['limit'];

/** How many requests HaloPSA takes, as far as this test could see, and how many the portal sends. */
export function LimitFacts({ limit }: { limit: Limit }): VNode {
  const { requests, refused, waitedMs, stated, own } = limit;
  return (
    <section class="panel test-limit" aria-labelledby="limit-title">
      <div class="panel-head">
        <h2 id="limit-title">Request limit</h2>
      </div>
      <DefinitionList
        facts={[
          { term: 'Requests of this test', value: count(requests) },
          { term: 'Refused as too many', value: refused === 0 ? 'None' : count(refused) },
          { term: 'HaloPSA’s limit', value: statedText(stated) },
          { term: 'BrainStation’s limit', value: own ? ownText(own) : 'None' },
          ...(waitedMs < 1_000 ? [] : [{ term: 'Waited', value: durationText(waitedMs / 1_000) }]),
        ]}
      />
    </section>
  );
}

/** HaloPSA speaks of its limit only when it refuses a request. */
function statedText(stated: Limit['stated']): string {
  if (!stated) return 'Not reached, and HaloPSA names it only then';
  const { requests, windowMs, retryAfterMs } = stated;
  const limit =
    requests === null || windowMs === null
      ? 'Reached; HaloPSA did not say what it is'
      : `${count(requests)} requests in ${durationText(windowMs / 1_000)}`;
  return retryAfterMs === null ? limit : `${limit}; it asked to wait ${durationText(retryAfterMs / 1_000)}`;
}

function ownText({ most, windowMs, used }: NonNullable<Limit['own']>): string {
  const window = durationText(windowMs / 1_000);
  return `${count(most)} requests in ${window} to one HaloPSA; your reseller account had sent ${count(used)} in that time`;
}
