/** Of the demo tenant only; an installation of one's own sets PARLEY_DEMO=0. */
export const DEMO_LOGIN = { email: 'owner@fernwood.example', password: 'fernwood-demo' };
