/** `parley rebuild`: folds every log again into its projection. Safe beside traffic: a projection that is behind catches up. */
import { withParts } from '../with-parts.ts';
import type { Run } from '../command.ts';

export const run: Run = ({ config, json }) =>
  withParts(config, async ({ entries, conversations }) => {
    let rebuilt = 0;
    for await (const { conversationId, ...scope } of entries.conversations({ everyTenant: true })) {
      if (await conversations.rebuild(scope, conversationId)) rebuilt++;
      if (rebuilt % 500 === 0 && rebuilt > 0) console.error(`${rebuilt} conversations …`);
    }
    console.log(json ? JSON.stringify({ rebuilt }) : `${rebuilt} conversations were projected again from their logs.`);
    return 0;
  });
