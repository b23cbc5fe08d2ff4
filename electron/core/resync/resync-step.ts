/** The way of one phone through a resync run. `registered` appears only where we are the registrar. */
export const resyncSteps = ['queued', 'sent', 'answered', 'fetched', 'registered', 'done', 'failed'] as const;

export type ResyncStep = (typeof resyncSteps)[number];
