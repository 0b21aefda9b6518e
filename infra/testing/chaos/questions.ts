/** What visitors of the demo shop ask: most of it stands in its help centre, a little does not, some ask for a person, and some want something done. */
const ANSWERED = [
  'Can I return something I bought on sale?',
  'How long does delivery take?',
  'How do I wash a waterproof jacket?',
  'What does delivery cost?',
  'Do you match prices?',
  'Can I change my order after I placed it?',
  'How do gift cards work?',
  'My parcel has not arrived, what now?',
  'Which payment methods do you take?',
  'How long is the warranty?',
  'Do you ship to Norway?',
  'How do I find my size?',
  'How do I delete my account?',
] as const;

/** What only a tool can do. */
export const PICKUP = 'Please book a pickup';
export const TEXT = 'Please send me a text';
export const ERRANDS: readonly string[] = [`${PICKUP} for something I want to return, I bought it on sale.`, `${TEXT} with how long delivery takes.`];

export const WANTS_A_PERSON = 'I want to talk to a human';

export const QUESTIONS: readonly string[] = [
  ...ANSWERED,
  ...ANSWERED,
  ...ANSWERED,
  ...ERRANDS,
  'What is the airspeed velocity of an unladen swallow?',
  WANTS_A_PERSON,
];
