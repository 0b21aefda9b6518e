/** Text of others without what people cannot see: in it words for a model would hide from whoever reads the same page. */

/**
 * Tag characters (U+E0000 and behind), signs of direction, zero-width and other format characters, variation selectors that say
 * nothing to people, and controls but tab and line breaks. Joiners stay where scripts need them: between letters.
 */
const HIDDEN =
  /[\u{E0000}-\u{E0FFF}\u202A-\u202E\u2060-\u206F\u200B\u200E\u200F\u061C\u180E\u00AD\uFEFF\uFFF9-\uFFFB\u115F\u1160\u3164\uFFA0]|(?<![\p{L}\p{M}\p{Extended_Pictographic}\uFE0F])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{M}\p{Extended_Pictographic}])|[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/gu;

export const visibleText = (text: string): string => text.replace(HIDDEN, '');
