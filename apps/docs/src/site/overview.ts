/** What the page of a group of the navigation is called in it; such a group is that one link on pages that are not in it. */
export const OVERVIEW = 'Overview'
