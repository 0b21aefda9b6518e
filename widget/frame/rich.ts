/** What only a conversation needs, fetched with its first message: the Markdown renderer and the panel of a source. */
export { renderMarkdown } from './markdown.ts';
export { default as Source } from './source.svelte';
