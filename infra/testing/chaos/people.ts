/** Who works in the play: two agents of the demo tenant, and one of another company who may see nothing of it. */
export type Login = { email: string; password: string };

const someone = (name: string): Login => ({ email: `${name}@chaos.example`, password: 'chaos-play-password' });

export const PEOPLE = [someone('agent-1'), someone('agent-2')] as const;
export const STRANGER = someone('stranger');
