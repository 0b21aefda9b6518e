/** What a visitor is told when no language model can be had. Sentences of ours, so that they say what is so. */

export const DELAYED =
  'This takes longer than usual: the service that writes my answers does not respond. I keep trying; if it does not come back soon, ' +
  'I answer from our help centre or pass you on to a person.';

/** Stands in front of quoted passages, which would else look like an answer that somebody wrote. */
export const WITHOUT_MODEL = 'The service that writes my answers is not available right now, so I quote our help centre word for word.\n\n';
