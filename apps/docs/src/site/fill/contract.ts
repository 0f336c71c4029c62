import {
  errorCatalogue,
  type OperationDefinition,
  oauthErrorCatalogue,
  webhookEventTypes,
} from '@latchkey/contract'
import { operations } from '../../reference/contract.ts'

function operation(id: string): { area: string; definition: OperationDefinition } {
  const found = operations.find((each) => each.id === id)
  if (!found) throw new Error(`there is no operation ${id}.`)
  return found
}

/** Names from the contract: a guide that names what is gone does not build. */
export const contractPlaceholders = {
  /** An operation, linked: `{{operation:createCheckout}}`. */
  operation: (id: string) => `[\`${id}\`](/reference/${operation(id).area}/${id})`,
  /** Its name alone, for where it stands inside of code: `{{name:createCheckout}}`. */
  name(id: string) {
    operation(id)
    return id
  },
  /** Its path, with values for some parameters: `{{path:listPages:handle=demo}}`. */
  path(argument: string) {
    const [id = '', ...values] = argument.split(':')
    const given = new Map(values.map((value) => value.split('=') as [string, string]))
    return operation(id).definition.path.replaceAll(
      /\{(\w+)\}/g,
      (whole, name: string) => given.get(name) ?? whole,
    )
  },
  /** An error code, linked: `{{error:page_not_paid}}`. */
  error(code: string) {
    if (!Object.hasOwn(errorCatalogue, code)) throw new Error(`there is no error ${code}.`)
    return `[\`${code}\`](/errors/${code})`
  },
  /** An error code of OAuth, linked: `{{oauthError:invalid_grant}}`. */
  oauthError(code: string) {
    if (!Object.hasOwn(oauthErrorCatalogue, code)) throw new Error(`OAuth has no error ${code}.`)
    return `[\`${code}\`](/errors/oauth/${code})`
  },
  /** A webhook event, linked: `{{event:purchase.completed}}`. */
  event(type: string) {
    if (!webhookEventTypes.some((each) => each === type)) throw new Error(`there is no event ${type}.`)
    return `[\`${type}\`](/reference/events/${type})`
  },
}
