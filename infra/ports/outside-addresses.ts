/** Which addresses a tenant may have us call. */

export interface OutsideAddresses {
  /** What is wrong with an address, for people; null when it may be called. */
  faultOf(address: string): string | null;
}
