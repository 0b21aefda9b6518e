/** The part of the chat that is fetched with the first message. */

let parts = $state.raw<typeof import('./rich.ts')>();
let asked = false;

export const rich = {
  /** Undefined until it is here. */
  get parts() {
    return parts;
  },
};

/** Fetches it once; after a failure the next call tries again. */
export function loadRich(): void {
  if (asked) return;
  asked = true;
  import('./rich.ts').then(
    ({ renderMarkdown, Source }) => (parts = { renderMarkdown, Source }),
    () => (asked = false),
  );
}
