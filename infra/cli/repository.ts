import { fileURLToPath } from 'node:url';

/** The folder of the checkout, or of the image: what is built lies below it. */
export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
