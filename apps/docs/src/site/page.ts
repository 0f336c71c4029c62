/** A page of the site, before anything is rendered. */
export interface Page {
  /** Its path without the slash in front: `errors/page_not_paid`. */
  readonly id: string
  readonly title: string
  /** One sentence, for search engines and lists. */
  readonly description: string
  /** Markdown, without the title. */
  readonly body: string
  /** The operation that it describes, if it is a page of one. */
  readonly operation?: string
  /** Where it stands among those of its folder; without one, behind those that have it. */
  readonly order?: number | undefined
  /** The file that people edit, from the root of the repository, or none if it follows from the contract. */
  readonly source?: string
  /** The head of the front page, in place of a title. */
  readonly hero?: Hero
}

/** A promise, and where to go from there. */
export interface Hero {
  readonly title: string
  readonly tagline: string
  readonly actions: readonly {
    readonly text: string
    readonly link: string
    readonly variant: 'primary' | 'secondary'
  }[]
}

/** Where a page is as Markdown; Starlight calls the front page by no name. */
export const markdownPath = (id: string): string => `/${id || 'index'}.md`
