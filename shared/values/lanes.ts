/** Works through all items, so many at a time. The first fault ends it, when the work under way is done. */
export async function eachOf<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  lanes: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let faulty = false;
  const lane = async (): Promise<void> => {
    while (!faulty) {
      const { done, value } = await source.next();
      if (done) return;
      await work(value).catch((fault: unknown) => {
        faulty = true;
        throw fault;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
