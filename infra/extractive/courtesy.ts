/** Messages that ask nothing: a greeting or a thank you is answered in kind, since nothing of the help centre is. */
const GREETING = /^(?:hi|hello|hey|hey there|hi there|hello there|good (?:morning|afternoon|evening|day))$/;
const THANKS =
  /^(?:ok(?:ay)? |great |perfect |super )?(?:thanks|thank you|thx|cheers)(?: (?:a lot|so much|very much|for (?:your|the) help|that helped|that helps|bye|you))*$/;

/** The fixed reply; null when the message asks something. */
export function courtesy(message: string): string | null {
  const words = message
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (GREETING.test(words)) return 'Hello! What can I help you with?';
  if (THANKS.test(words)) return 'You are welcome!';
  return null;
}
