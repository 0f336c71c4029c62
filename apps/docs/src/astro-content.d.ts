// Astro writes these types when it runs; what is used of them here is the same on a clone where it has not run yet.
declare module 'astro:content' {
  export function getCollection(
    name: 'docs',
  ): Promise<readonly { id: string; body?: string; data: { title: string; description?: string } }[]>
}
