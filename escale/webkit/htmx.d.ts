// What the page's scripts use of htmx, which is a classic script, and of the events that it sends.

interface HtmxDetail {
  shouldSwap: boolean;
  /** What is swapped; for an out-of-band swap, what was replaced. */
  target: Element;
  successful?: boolean;
  requestConfig: { triggeringEvent?: Event };
}

type HtmxEvent = CustomEvent<HtmxDetail> & { target: Element };

interface HtmxEventMap {
  "htmx:beforeRequest": HtmxEvent;
  "htmx:beforeSend": HtmxEvent;
  "htmx:afterRequest": HtmxEvent;
  "htmx:responseError": HtmxEvent;
  "htmx:sendError": HtmxEvent;
  "htmx:beforeSwap": HtmxEvent;
  "htmx:afterSwap": HtmxEvent;
  "htmx:oobAfterSwap": HtmxEvent;
  "htmx:afterSettle": HtmxEvent;
  /** By an answer's HX-Trigger header: a suggestion that the person wants no more. */
  "hint-dismissed": CustomEvent<{ pair: string }>;
}

interface DocumentEventMap extends HtmxEventMap {}
interface HTMLElementEventMap extends HtmxEventMap {}

declare const htmx: {
  process(element: Element): void;
  ajax(verb: "GET", path: string, asked: HtmxAsked): Promise<void>;
};

interface HtmxAsked {
  target: string;
  swap: string;
  values: Record<string, string>;
}
