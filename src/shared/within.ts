/**
 * The result of work that must not take longer than `ms` milliseconds. It cannot be interrupted: it goes on, and its late result is dropped.
 * @param late makes the error for work that takes longer
 * @throws what the work throws, or that error
 */
export async function within<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  const over = Promise.withResolvers<never>();
  const timer = setTimeout(() => over.reject(late()), ms);
  return Promise.race([work, over.promise]).finally(() => clearTimeout(timer));
}
