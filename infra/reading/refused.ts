/** Ends a reading for a fault of the file itself. */
import type { ReadingFault } from '../ports/document-reader.ts';

export class Refused extends Error {
  override name = 'Refused';
  readonly fault: ReadingFault;
  constructor(fault: ReadingFault, options?: ErrorOptions) {
    super(fault, options);
    this.fault = fault;
  }
}
