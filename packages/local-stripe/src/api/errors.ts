/** Error types of the API. [Stripe: API errors] */
type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'

/** What `error` holds in an answer; members without a value are left out, as Stripe does. */
export interface ErrorBody {
  type: ErrorType
  code?: string | undefined
  message: string
  param?: string | undefined
  decline_code?: string | undefined
  charge?: string | undefined
}

/** An expected failure of an API call, as a value. */
export interface Refusal {
  refused: {
    status: number
    error: ErrorBody
    /** Failed validation is not kept under an idempotency key. [docs: Idempotent requests] */
    keep: boolean
  }
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value
}

/** Failed validation: nothing was executed, so nothing is kept under the key. */
export function invalid(message: string, param?: string, code?: string): Refusal {
  return {
    refused: { status: 400, error: { type: 'invalid_request_error', code, message, param }, keep: false },
  }
}

/** The call was executed and refused by the state of things. */
export function refuse(code: string | undefined, message: string, param?: string): Refusal {
  return {
    refused: { status: 400, error: { type: 'invalid_request_error', code, message, param }, keep: true },
  }
}

/** 404 `resource_missing`; also for objects of another account. */
export function missing(kind: string, id: string, param: string): Refusal {
  const message = `No such ${kind}: '${id}'`
  return {
    refused: {
      status: 404,
      error: { type: 'invalid_request_error', code: 'resource_missing', message, param },
      keep: true,
    },
  }
}

/** An answer that comes before any execution: authentication, permission, limits, outages. */
export function denied(status: number, message: string, code?: string, type?: ErrorType): Refusal {
  return {
    refused: { status, error: { type: type ?? 'invalid_request_error', code, message }, keep: false },
  }
}
