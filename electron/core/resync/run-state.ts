/** `waiting`: for the end of a maintenance window, by itself. `paused`: for a person. `stopped`: sends no more; who is under way may
 *  finish, then it is over as well. */
export const runStates = ['running', 'paused', 'waiting', 'ended', 'stopped'] as const;

export type RunState = (typeof runStates)[number];
