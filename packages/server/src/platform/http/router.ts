import type { Result, Router } from 'hono/router'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import { TrieRouter } from 'hono/router/trie-router'

const API = '/v2/'

/**
 * Finds the routes of the API by one regular expression, and the others by a tree: hosted pages, where a name and a word
 * of ours may stand at the same place, make an expression impossible, and a tree takes several times as long.
 */
export class ApiFirstRouter<T> implements Router<T> {
  readonly name = 'ApiFirstRouter'
  readonly #api = new RegExpRouter<T>()
  readonly #others = new TrieRouter<T>()

  add(method: string, path: string, handler: T): void {
    if (path.startsWith(API) || path === '/*') this.#api.add(method, path, handler)
    if (!path.startsWith(API)) this.#others.add(method, path, handler)
  }

  match(method: string, path: string): Result<T> {
    return (path.startsWith(API) ? this.#api : this.#others).match(method, path)
  }
}
