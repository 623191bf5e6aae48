import type { VNode } from 'preact';
import { Banner } from '../../views/components/banner.js';
import { count, people } from '../../views/components/number.js';
import type { LeftOutRows, ListDoubts } from './roster-types.js';

/** What a list may lack, and what was left out. Shown above the list, its confirmation and its result. */
export function Doubts({ doubts }: { doubts: ListDoubts | null | undefined }): VNode | null {
  if (!doubts) return null;
  const { fewer, unsure, leftOut } = doubts;
  const reasons = reasonsOf(leftOut);
  return (
    <>
      {fewer && (
        <Banner
          kind="warning"
          title={`HaloPSA announced ${people(fewer.announced)}, but sent ${count(fewer.received)}.`}
          text="The agent of the API application may not be allowed to see everybody. Those who are missing cannot be imported."
        />
      )}
      {unsure && <Unsure why={unsure} />}
      {reasons.length > 0 && (
        <Banner kind="info" title="Not in the list, although HaloPSA sent them:" text={`${reasons.join('; ')}.`} />
      )}
    </>
  );
}

function Unsure({ why }: { why: NonNullable<ListDoubts['unsure']> }): VNode {
  return why === 'changed' ? (
    <Banner
      kind="warning"
      title="The list changed in HaloPSA while it was read."
      text="It was read three times, and some people may still be missing. Load it again later to be sure."
    />
  ) : (
    <Banner
      kind="warning"
      title="The list may be longer."
      text="HaloPSA did not say how many people there are, and sent as many as fill a page. Compare the number with HaloPSA."
    />
  );
}

function reasonsOf({ addressesOnly, withoutId, withoutClient, strangers }: LeftOutRows): string[] {
  const rows = (n: number) => `${count(n)} ${n === 1 ? 'row' : 'rows'}`;
  return [
    ...(addressesOnly > 0
      ? [`${people(addressesOnly)} of the list known by an address alone, without a HaloPSA user`]
      : []),
    ...(withoutId > 0 ? [`${rows(withoutId)} without a usable HaloPSA ID`] : []),
    ...(withoutClient > 0 ? [`${rows(withoutClient)} that ${withoutClient === 1 ? 'names' : 'name'} no client`] : []),
    ...(strangers > 0 ? [`${people(strangers)} of other clients or sites`] : []),
  ];
}
