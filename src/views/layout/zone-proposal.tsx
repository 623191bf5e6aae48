import type { VNode } from 'preact';
import { Button } from '../components/button.js';
import { Icon } from '../components/icon.js';
import { PostForm } from '../components/post-form.js';

/** For a person who has not set a zone. A template, because only the browser knows its zone: zone.js fills it in and shows it. */
export function ZoneProposal(): VNode {
  return (
    <template id="zone-proposal">
      <PostForm action="/settings" class="zone-proposal">
        <Icon name="clock" size={20} />
        <p>
          Times are shown in UTC. Show them in <b data-zone />?
        </p>
        <input type="hidden" name="next" />
        <Button small name="timeZone" value="">
          Show in <span data-zone />
        </Button>
        <Button small kind="quiet" name="timeZone" value="UTC">
          Keep UTC
        </Button>
      </PostForm>
    </template>
  );
}
