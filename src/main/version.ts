import facts from '../../package.json' with { type: 'json' };

/** The version of the product, from its one place. */
export const version: string = facts.version;
