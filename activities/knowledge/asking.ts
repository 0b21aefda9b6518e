/** How a question is put, as far as it tells whether a help centre can answer it. */

/** After a greeting, or at the beginning. */
const YES_OR_NO = /^(?:(?:hi|hello|hey|please)\b)?[\s,!.]*(?:can|could|may|do|does|did|is|are|am|will|would|have|has)\b/i;
/** A word with a capital that does not begin a sentence, save "I". */
const NAME = /(?<=[\p{L}\p{N},;:"'(]\s)(?!I(?:['’.\s]|$))\p{Lu}/u;

export type Form = {
  /** 1: a thing is put forward to be confirmed, "Can I have it in black?", and few texts speak of just that thing. */
  yesNo: number;
  /** 1: it names something, and passages that hold a name look nearer than what they say of it. */
  named: number;
};

/** Of a question in English; one put into English from another language has lost its form, and counts as without. */
export const formOf = (question: string): Form => ({ yesNo: Number(YES_OR_NO.test(question.trim())), named: Number(NAME.test(question)) });
