/** Where no document says how stacks speak to each other: our own convention. */
export const CONVENTION = '接口约定（跨区交换）';
