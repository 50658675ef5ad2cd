/** Fewer measurements than this could show who measured. */
export const FLOOR = 5;
/** Lower, and one of two people who measured would know of the other. */
export const LEAST_FLOOR = 3;
